using System.Xml.Linq;
using Hub.Plugins.Cards.Calendars;
using Hub.Plugins.Cards.Contacts;
using Hub.Plugins.Cards;
using Hub.Sdk;
using static Hub.Plugins.Caldav.Dav.DavNames;

namespace Hub.Plugins.Caldav.Dav;

/// <summary>Brings one collection up to date: what changed since its sync token, or all of it where there is none.</summary>
internal sealed class CollectionSync(ConnectorContext context, DavClient client, string account, Collection collection, SyncState state)
{
    private const int ItemsACall = 50;

    private readonly Vanished _vanished = new(context, account);

    private string Type => collection.IsCalendar ? CalendarText.Type : ContactText.Type;

    private XName Data => collection.IsCalendar ? Calendar + "calendar-data" : Card + "address-data";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var token = state.Find(collection.Key);
        if (token is not null && token == collection.SyncToken)
        {
            return;
        }

        if (collection.SyncToken is null || !await FollowAsync(token ?? "", cancellationToken))
        {
            await ReadAllAsync(cancellationToken);
        }
    }

    /// <summary>False when the server does not know how, after all.</summary>
    private async Task<bool> FollowAsync(string token, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (token.Length == 0 && await _vanished.HeldAsync(Type, collection.Key) is { Count: > 0 } held)
            {
                // Without a token the server does not say what is gone. Before anything is read, so that no token stands for more than was compared.
                await CompareAsync(held, await ListAsync(cancellationToken));
            }

            var ask = new XElement(D + "sync-collection", new XElement(D + "sync-token", token), new XElement(D + "sync-level", "1"), Prop(D + "getetag"));
            var reply = await client.SendAsync("REPORT", collection.Address, "0", ask, cancellationToken);
            if (reply.Refused is not null || reply.SyncToken is null)
            {
                if (token.Length == 0)
                {
                    return false;
                }

                // The server does not know the token any more: everything again, which changes nothing that is already there.
                await context.LogAsync("the server refused the sync token: reading the whole collection");
                token = "";
                continue;
            }

            var answers = reply.Answers.Where(answer => answer.Address.AbsolutePath != collection.Key).ToList();
            await FetchAsync([.. answers.Where(answer => !answer.IsGone).Select(answer => answer.Address)], cancellationToken);
            if (token.Length > 0)
            {
                await _vanished.WithdrawAsync(Type, [.. answers.Where(answer => answer.IsGone).Select(answer => answer.Address.AbsolutePath).Distinct(StringComparer.Ordinal)]);
            }

            var isCut = IsCut(reply);
            if (isCut && reply.SyncToken == token)
            {
                throw Says.NotDav();
            }

            token = reply.SyncToken;
            state.Set(collection.Key, token);
            await context.SetCursorAsync(state.ToString());
            if (!isCut)
            {
                return true;
            }
        }
    }

    private async Task ReadAllAsync(CancellationToken cancellationToken)
    {
        var listed = await ListAsync(cancellationToken);
        await CompareAsync(await _vanished.HeldAsync(Type, collection.Key), listed);
        await FetchAsync([.. Items(listed)], cancellationToken);
    }

    private Task<DavReply> ListAsync(CancellationToken cancellationToken) => client.SendAsync("PROPFIND", collection.Address, "1", Propfind(D + "getetag"), cancellationToken);

    /// <summary>Withdraws what is held and not listed; a list that is cut or refused says nothing.</summary>
    private async Task CompareAsync(IReadOnlyCollection<string> held, DavReply listed)
    {
        if (listed.Refused is null && !IsCut(listed))
        {
            await _vanished.WithdrawAsync(Type, [.. held.Except(Items(listed).Select(item => item.AbsolutePath), StringComparer.Ordinal)]);
        }
    }

    private IEnumerable<Uri> Items(DavReply listed) => listed.Answers.Where(answer => answer.Address.AbsolutePath != collection.Key && !answer.IsGone).Select(answer => answer.Address);

    private bool IsCut(DavReply reply) => reply.Answers.Any(answer => answer.Address.AbsolutePath == collection.Key && answer.Status == 507);

    private async Task FetchAsync(IReadOnlyList<Uri> items, CancellationToken cancellationToken)
    {
        foreach (var some in items.Distinct().Chunk(ItemsACall))
        {
            var ask = new XElement(
                collection.IsCalendar ? Calendar + "calendar-multiget" : Card + "addressbook-multiget",
                Prop(D + "getetag", Data),
                some.Select(item => new XElement(D + "href", item.AbsolutePath)));
            var reply = await client.SendAsync("REPORT", collection.Address, "1", ask, cancellationToken);
            if (reply.Refused is not null)
            {
                throw Says.NotDav();
            }

            await context.KeepAsync(reply.Raw, collection.IsCalendar ? "calendar.xml" : "contacts.xml");
            foreach (var answer in reply.Answers.DistinctBy(answer => answer.Address))
            {
                await SaveAsync(answer);
            }
        }
    }

    private async Task SaveAsync(DavAnswer answer)
    {
        if (answer.IsGone || answer.Find(Data)?.Value is not { } text)
        {
            return;
        }

        var place = new Place(account, answer.Address.AbsolutePath, collection.Title);
        if (collection.IsCalendar)
        {
            await CalendarText.SaveAsync(context, text, place);
        }
        else
        {
            await ContactText.SaveAsync(context, text, place);
        }
    }
}
