using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hub.Accounts;

namespace Hub.Tests;

/// <summary>Crosses every route with every kind of caller.</summary>
public sealed class AccessTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private const string Nothing = "00000000000000000000000000000000";

    /// <summary>A token's scopes, and which rules they satisfy for the type energy.consumption.</summary>
    private static readonly (string[] Scopes, Access[] Allowed)[] Tokens =
    [
        (["read:*"], [Access.Read]),
        (["read:energy.*"], [Access.Read]),
        (["write:*"], [Access.Write]),
        (["import"], [Access.Import]),
        (["export"], [Access.Export]),
        (["admin"], []),
    ];

    private static readonly Dictionary<string, string[]> Missing = new(StringComparer.Ordinal)
    {
        ["type"] = [Readings.Type],
        ["id"] = [Nothing],
        ["hash"] = ["sha256-" + Nothing + Nothing],
        ["name"] = ["nobody"],
        ["place:int"] = ["0"],
        ["day"] = ["2026-03-03"],
    };

    [Fact]
    public void Every_route_says_who_may_call_it() =>
        Assert.Empty(Route.All.Where(route => route.Access is null).Select(route => route.ToString()));

    [Fact]
    public async Task Without_sign_in_only_open_routes_answer()
    {
        using var nobody = fixture.Hub.Client();
        foreach (var route in Route.All)
        {
            var status = await CallAsync(nobody, route);
            Assert.True(route.Access == Access.Open ? Passed(status, route) : status == HttpStatusCode.Unauthorized, $"{route} without sign-in: {status}");
        }
    }

    [Fact]
    public async Task A_made_up_token_is_nobody()
    {
        using var nobody = fixture.Hub.Client("hub_" + new string('A', 43));
        foreach (var route in Api().Where(route => route.Access != Access.Open))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(nobody, route));
        }
    }

    [Fact]
    public async Task A_token_does_what_its_scopes_say_and_nothing_else()
    {
        foreach (var (scopes, allowed) in Tokens)
        {
            using var client = await fixture.Owner.WithScopesAsync(scopes);
            foreach (var route in Api().Where(route => route.Access != Access.Open))
            {
                var status = await CallAsync(client, route);
                var may = route.Access == Access.SignedIn || allowed.Contains(route.Access!.Value);
                var isScopedBeyond = route.Pattern is "/api/restores" || (route.Method == "POST" && route.Pattern is "/api/runs/{id}/undo") || route.Pattern.EndsWith("/insights", StringComparison.Ordinal);
                Assert.True(may ? Passed(status, route) || isScopedBeyond : status == HttpStatusCode.Forbidden, $"{route} with {string.Join(", ", scopes)}: {status}");
            }
        }
    }

    [Fact]
    public async Task A_token_for_other_types_reads_and_writes_none_of_these()
    {
        using var client = await fixture.Owner.WithScopesAsync("read:bank.*", "write:bank.*");
        foreach (var route in Api().Where(route => route.Pattern.Contains("/records/{type}", StringComparison.Ordinal)))
        {
            Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(client, route));
        }
    }

    [Fact]
    public async Task A_session_may_do_everything_but_an_admins_work_is_for_admins()
    {
        foreach (var route in Api().Where(route => route is not { Method: "DELETE", Pattern: "/api/sessions/current" }))
        {
            Assert.True(Passed(await CallAsync(fixture.Owner.Session, route), route), $"{route} for its admin");
            var status = await CallAsync(fixture.Other.Session, route);
            Assert.True(route.Access is Access.AdminSession or Access.FreshAdminSession ? status == HttpStatusCode.Forbidden : Passed(status, route), $"{route} for another: {status}");
        }
    }

    [Fact]
    public async Task A_session_without_the_forms_code_changes_nothing()
    {
        using var forged = fixture.Hub.Client();
        forged.DefaultRequestHeaders.Add("Cookie", fixture.Owner.Cookie);
        foreach (var route in Route.All.Where(route => route.IsUnsafe && route.Access != Access.Open))
        {
            Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(forged, route));
        }
    }

    [Fact]
    public async Task A_form_that_another_site_sends_changes_nothing()
    {
        using var forged = fixture.Hub.Client();
        forged.DefaultRequestHeaders.Add("Origin", "https://elsewhere.example");
        foreach (var route in Route.All.Where(route => route.IsUnsafe && route.Access == Access.Open))
        {
            Assert.Equal(HttpStatusCode.Forbidden, await CallAsync(forged, route));
        }
    }

    [Fact]
    public async Task Nothing_of_one_person_reaches_another()
    {
        const string Meter = "51515151515151";
        var owner = fixture.Owner;
        Assert.Equal(HttpStatusCode.OK, (await owner.WriteAsync(Readings.Type, Readings.Day(2, Meter))).StatusCode);
        var run = await owner.ImportAsync("note.txt", Encoding.UTF8.GetBytes("a note about " + Meter));
        var page = await JsonAsync(owner.Api, $"/api/records/{Readings.Type}?where=/usagePoint:eq:{Meter}");
        var names = new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["type"] = [Readings.Type, "document.file"],
            ["id"] = [page.GetProperty("items")[0].GetProperty("id").GetString()!, run.GetProperty("id").GetString()!],
            ["hash"] = [run.GetProperty("file").GetString()!],
            ["name"] = [owner.Name],
            ["day"] = ["2024-03-01"],
        };
        using var token = await fixture.Other.WithScopesAsync("read:*", "write:*", "import", "export");
        foreach (var client in new[] { fixture.Other.Session, token })
        {
            await LookAsync(client, names, Meter, null);
            await LookAsync(client, names, Meter, owner.Vault);
        }
    }

    private async Task LookAsync(HttpClient client, Dictionary<string, string[]> names, string marker, string? vault)
    {
        foreach (var route in Route.All.Where(route => route.Method == "GET"))
        {
            foreach (var address in Addresses(route.Pattern, names))
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                if (vault is not null)
                {
                    request.Headers.Add("Hub-Vault", vault);
                }

                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                var body = response.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await response.Content.ReadAsStringAsync();
                Assert.DoesNotContain(marker, body, StringComparison.Ordinal);
                Assert.DoesNotContain(fixture.Owner.Vault, body, StringComparison.Ordinal);
                Assert.True(!route.Pattern.EndsWith("{id}", StringComparison.Ordinal) || !route.Pattern.StartsWith("/api/", StringComparison.Ordinal) || !response.IsSuccessStatusCode, $"{address} answers {response.StatusCode} to another person");
            }
        }
    }

    private static IEnumerable<Route> Api() => Route.All.Where(route => route.Pattern.StartsWith("/api/", StringComparison.Ordinal));

    private static IEnumerable<string> Addresses(string pattern, Dictionary<string, string[]> names)
    {
        var start = pattern.IndexOf('{', StringComparison.Ordinal);
        if (start < 0)
        {
            return [pattern];
        }

        var end = pattern.IndexOf('}', StringComparison.Ordinal);
        return names.GetValueOrDefault(pattern[(start + 1)..end].TrimStart('*').TrimEnd('?'), ["nothing"]).SelectMany(value => Addresses(pattern[..start] + value + pattern[(end + 1)..], names));
    }

    /// <summary>Calls with a body that no route takes, so that what is let in changes nothing.</summary>
    private static async Task<HttpStatusCode> CallAsync(HttpClient client, Route route)
    {
        var address = Addresses(route.Pattern, Missing).Single();
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), address);
        if (route.IsUnsafe && !route.Pattern.StartsWith("/api/", StringComparison.Ordinal))
        {
            request.Content = new FormUrlEncodedContent([new("unknown", "1")]);
        }
        else if (route.IsUnsafe && route.Method != "DELETE" && route.Pattern is not ("/api/exports" or "/api/me/recovery-codes"))
        {
            request.Content = new StringContent("{\"unknown\":1}", new MediaTypeHeaderValue("application/json"));
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }

    /// <summary>Let in: whatever came then, it was not refused, and the hub did not fail at it.</summary>
    private static bool Passed(HttpStatusCode status, Route route) =>
        (int)status < 500 && status is not HttpStatusCode.Forbidden && (status is not HttpStatusCode.Unauthorized || route.Pattern is "/api/sessions" or "/sign-in" or "/recover");

    private static async Task<JsonElement> JsonAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(address);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }
}
