using System.Xml.Linq;
using Hub.Sdk;
using static Hub.Plugins.Caldav.Dav.DavNames;

namespace Hub.Plugins.Caldav.Dav;

/// <summary>Finds a person's calendars and address books from the address of a server (RFC 6764, 4791, 6352).</summary>
internal sealed class Discovery(DavClient client, Uri server)
{
    private static readonly XName[] Homes = [Calendar + "calendar-home-set", Card + "addressbook-home-set"];

    public async Task<IReadOnlyList<Collection>> FindAsync(CancellationToken cancellationToken)
    {
        var homes = new List<Uri>();
        var seen = new HashSet<Uri>();
        foreach (var start in Starts())
        {
            if (await PrincipalAsync(start, cancellationToken) is { } principal && seen.Add(principal))
            {
                var answers = (await client.SendAsync("PROPFIND", principal, "0", Propfind(Homes), cancellationToken)).Answers;
                homes.AddRange(answers.SelectMany(answer => Homes.Select(answer.Link)).OfType<Uri>().Except(homes).ToList());
            }
        }

        if (seen.Count == 0)
        {
            throw Says.NoServer();
        }

        var collections = new List<Collection>();
        foreach (var home in homes.Distinct())
        {
            Says.ElsewhereUnless(home.Host == server.Host);
            var reply = await client.SendAsync("PROPFIND", home, "1", Propfind(D + "resourcetype", D + "displayname", D + "sync-token"), cancellationToken);
            collections.AddRange(reply.Answers.Where(answer => answer.Is(Calendar + "calendar") || answer.Is(Card + "addressbook")).Select(Collection.Of));
        }

        return [.. collections.DistinctBy(collection => collection.Address)];
    }

    // What the person typed first; then the places where servers say where they are. Calendars and address books may live apart.
    private IEnumerable<Uri> Starts() => new[] { server, new Uri(server, "/.well-known/caldav"), new Uri(server, "/.well-known/carddav") }.Distinct();

    private async Task<Uri?> PrincipalAsync(Uri start, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await client.SendAsync("PROPFIND", start, "0", Propfind(D + "current-user-principal"), cancellationToken);
            return reply.Answers.Select(answer => answer.Link(D + "current-user-principal")).FirstOrDefault(link => link is not null);
        }
        catch (RunException other) when (other.Outcome is Outcome.FormatChanged)
        {
            // A web page at the server's root is usual; when no other place answers either, that is said.
            return null;
        }
    }
}

/// <summary>One calendar or address book.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Title">As its owner calls it, or null.</param>
/// <param name="IsCalendar">Whether it holds events; else contacts.</param>
/// <param name="SyncToken">Its present state, or null when the server keeps no count of it.</param>
internal sealed record Collection(Uri Address, string? Title, bool IsCalendar, string? SyncToken)
{
    public string Key => Address.AbsolutePath;

    public static Collection Of(DavAnswer answer) => new(
        answer.Address, answer.Find(D + "displayname")?.Value.Trim(), answer.Is(DavNames.Calendar + "calendar"), answer.Find(D + "sync-token")?.Value.Trim() is { Length: > 0 } token ? token : null);
}
