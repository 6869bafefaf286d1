using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Hub.FrontDoor;
using Hub.FrontDoor.Sources;
using Hub.Testing;

namespace Hub.Tests.Family;

/// <summary>What is shown to somebody can be used by them: who only reads another's vault meets no link and no form that refuses them.</summary>
public sealed partial class ReaderWalkTests
{
    /// <summary>Of pages that differ by their subject alone.</summary>
    private const int MostAlike = 3;

    /// <summary>About the reader's own account and session, whichever vault is in view.</summary>
    private static readonly string[] OwnAccount = ["/sign-out", "/vault", "/language", "/settings/access/leave", "/settings/code", "/settings/notices", "/settings/passkeys", "/settings/security", "/settings/sessions", "/settings/tokens"];

    [Fact]
    public async Task A_reader_is_shown_nothing_that_refuses_them()
    {
        await using var hub = await HubProcess.StartAsync(environment: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HUB_PLUGINS"] = TillHub.Plugins + Path.PathSeparator + Path.Combine(Samples.Repository, "plugins"),
        });
        var owner = await hub.OwnerAsync();
        var reader = await hub.InviteAsync(owner, "reader");
        var keeper = await hub.InviteAsync(owner, "keeper");
        await FillAsync(owner);
        foreach (var (person, role) in new[] { (reader, "reader"), (keeper, "keeper") })
        {
            using var given = await owner.PostFreshAsync("/api/accesses", new { account = person.Name, role });
            Assert.Equal(HttpStatusCode.Created, given.StatusCode);
        }

        var (pages, forms) = await WalkAsync(FamilySuite.Into(reader, owner.Vault), sends: true);
        var (more, _) = await WalkAsync(FamilySuite.Into(keeper, owner.Vault), sends: false);
        Assert.InRange(pages.Count, 25, more.Count - 10);
        Assert.Contains("/search", forms);
        Assert.Contains(pages, page => page.StartsWith("/data/energy.consumption/", StringComparison.Ordinal));
        Assert.Contains(pages, page => page.StartsWith("/runs/", StringComparison.Ordinal));
        Assert.Contains(pages, page => page.StartsWith("/plugins/", StringComparison.Ordinal));
    }

    /// <summary>Something of all that a vault may hold.</summary>
    private static async Task FillAsync(Person owner)
    {
        var bank = await owner.ImportAsync(Samples.Own("bank.ofx"));
        await owner.ImportAsync("nobody-reads-this.txt", MadeFiles.Utf8("what is this"));
        await owner.EndOfAsync((await owner.PostAsync($"/api/runs/{bank.Id()}/undo", new { })).GetProperty("run").GetString()!);
        await owner.ImportAsync(Samples.Own("bank.ofx"));
        await owner.ImportAsync(Samples.Own("linky-load-curve.csv"));
        await owner.AddTillAsync(new { user = "ada" });
        await owner.AddTillAsync(new { user = "eve", ask = "code" });
        await owner.AddTillAsync(new { user = "bob", outcome = "FormatChanged" });
        using var granted = await owner.Session.PostAsJsonAsync("/api/grants", new { plugin = "home-energy" });
        granted.EnsureSuccessStatusCode();
        var operations = await owner.AllAsync("bank.operation");
        (await owner.Api.DeleteAsync($"/api/records/bank.operation/{operations[0].Id()}")).EnsureSuccessStatusCode();
    }

    /// <summary>Follows every link from the first page, and sends every form as it stands. Fails where one is refused.</summary>
    private static async Task<(IReadOnlyCollection<string> Pages, IReadOnlyCollection<string> Forms)> WalkAsync(HttpClient client, bool sends)
    {
        var (seen, sent, alike, refused) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal), new List<string>());
        var ahead = new Queue<(string Address, string From)>([("/", "")]);
        while (ahead.TryDequeue(out var next))
        {
            var shape = Subject().Replace(next.Address.Split('?')[0], "*");
            if (!seen.Add(next.Address) || (alike[shape] = alike.GetValueOrDefault(shape) + 1) > MostAlike)
            {
                continue;
            }

            using var answer = await client.GetAsync(next.Address, HttpCompletionOption.ResponseHeadersRead);
            if (answer.StatusCode == HttpStatusCode.Forbidden)
            {
                refused.Add($"{next.Address} from {next.From}");
            }

            if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue;
            }

            var page = await answer.Content.ReadAsStringAsync();
            foreach (Match link in Links().Matches(page))
            {
                ahead.Enqueue((WebUtility.HtmlDecode(link.Groups["address"].Value).Split('#')[0], next.Address));
            }

            foreach (Match form in Forms().Matches(page).Where(_ => sends))
            {
                var action = WebUtility.HtmlDecode(form.Groups["action"].Value);
                if (Array.Exists(OwnAccount, start => action.StartsWith(start, StringComparison.Ordinal)) || !sent.Add(Subject().Replace(action, "*")))
                {
                    continue;
                }

                using var posted = await client.PostAsync(action, FamilySuite.Form([.. Inputs().Matches(form.Groups["fields"].Value).Select(input => (WebUtility.HtmlDecode(input.Groups["name"].Value), WebUtility.HtmlDecode(input.Groups["value"].Value)))]));
                if (posted.StatusCode == HttpStatusCode.Forbidden)
                {
                    refused.Add($"POST {action} from {next.Address}");
                }
            }
        }

        Assert.True(refused.Count == 0 || !sends, string.Join(Environment.NewLine, refused));
        return (seen, sent);
    }

    [GeneratedRegex("""<a\b[^>]*\shref="(?<address>/[^"]*)""", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Links();

    [GeneratedRegex("""<form method="post"[^>]*\saction="(?<action>[^"]+)"[^>]*>(?<fields>.*?)</form>""", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Forms();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Inputs();

    [GeneratedRegex("[0-9a-f]{16,}|sha256-[0-9a-f]+|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Subject();
}
