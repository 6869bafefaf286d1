using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Accounts;
using Hub.Testing;

namespace Hub.Tests.Family;

/// <summary>Others in one's vault, through the front door: what each role may, and what those try who may not. On every store.</summary>
public abstract class FamilySuite(FamilyFixture fixture)
{
    private const string Nothing = "00000000000000000000000000000000";

    /// <summary>What a reader may send without changing the vault: questions, and what is about their own account.</summary>
    private static readonly string[] ReadersMay =
    [
        "POST /search", "POST /api/search", "POST /day", "POST /data/{type}", "POST /data/{type}/all", "POST /data/{type}/compare", "POST /api/records/{type}/query", "POST /vault", "POST /sign-out", "POST /settings/access/leave", "POST /settings/vaults", "POST /api/vaults", "PATCH /api/me", "POST /demo", "POST /demo/leave", "POST /demo/remove",
    ];

    private static readonly string[] OfTheAccount = ["/api/accounts", "/api/me/", "/api/passkeys", "/api/sessions", "/api/tokens", "/api/notices", "/settings/check", "/settings/code", "/settings/notices", "/settings/passkeys", "/settings/security", "/settings/sessions", "/settings/tokens"];

    [Fact]
    public async Task A_reader_reads_all_and_every_route_that_changes_refuses_them()
    {
        var (owner, reader) = await fixture.TwoAsync("reader");
        await owner.WriteAsync(Readings.Type, Readings.Day(3, "11111111111111"));
        using var client = Into(reader, owner.Vault);
        Assert.Equal(3, (await client.GetFromJsonAsync<JsonElement>($"/api/records/{Readings.Type}")).GetProperty("items").GetArrayLength());
        Assert.Equal(3, (await (await client.PostAsJsonAsync($"/api/records/{Readings.Type}/query", new { })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").GetArrayLength());

        foreach (var route in Route.All.Where(route => route.IsUnsafe && route.Access != Access.Open))
        {
            var may = ReadersMay.Contains(route.ToString()) || Array.Exists(OfTheAccount, start => route.Pattern.StartsWith(start, StringComparison.Ordinal));
            if (may)
            {
                continue;
            }

            var (status, problem) = await CallAsync(client, route);
            Assert.True(status == HttpStatusCode.Forbidden && problem is "keeper-needed" or "owner-needed", $"{route} answers a reader {status} {problem}");
        }

        var changes = await owner.GetAsync("/api/changes?limit=1000");
        Assert.Equal(3, changes.GetProperty("changes").GetArrayLength());
        Assert.DoesNotContain((await JournalAsync(owner)), line => line.Who == "account:" + reader.Name && line.Action is not ("look" or "read" or "changes" or "search"));
    }

    [Theory]
    [InlineData("/trash")]
    [InlineData("/journal")]
    [InlineData("/sources")]
    [InlineData("/add")]
    [InlineData("/settings/leave")]
    [InlineData("/api/journal")]
    [InlineData("/api/trash")]
    [InlineData("/api/accesses")]
    [InlineData("/api/grants")]
    [InlineData("/api/exports/" + Nothing)]
    public async Task A_reader_is_not_told_what_only_keepers_are(string path)
    {
        var (owner, reader) = await fixture.TwoAsync("reader");
        using var client = Into(reader, owner.Vault);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_keeper_does_everything_but_erase_and_let_others_in()
    {
        var (owner, keeper) = await fixture.TwoAsync("keeper");
        var third = await fixture.NewcomerAsync();
        using var client = Into(keeper, owner.Vault);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsJsonAsync($"/api/records/{Readings.Type}", Readings.Day(2, "22222222222222"))).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await client.PostAsync("/api/exports", null)).StatusCode);
        Assert.Equal(2, (await owner.AllAsync(Readings.Type)).Count);
        Assert.Empty(await keeper.AllAsync(Readings.Type));

        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Post, "/api/accesses", new { account = third.Name, role = "reader" }),
            (HttpMethod.Post, "/api/accesses", new { account = keeper.Name, role = "keeper" }),
            (HttpMethod.Delete, $"/api/accesses/{keeper.Name}", null),
            (HttpMethod.Delete, "/api/me", new { confirm = keeper.Name }),
        })
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            using var answer = await client.SendAsync(request);
            Assert.Equal("owner-needed", await ProblemAsync(answer));
        }

        using var form = await client.PostAsync("/settings/erase", Form(("name", keeper.Name)));
        Assert.Equal(HttpStatusCode.Forbidden, form.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await keeper.Api.GetAsync("/api/vaults")).StatusCode);
    }

    [Fact]
    public async Task A_role_cannot_be_raised_by_who_has_it_and_nobody_is_made_an_owner()
    {
        var (owner, reader) = await fixture.TwoAsync("reader");
        using var client = Into(reader, owner.Vault);
        using (var raised = await client.PostAsync("/settings/access", Form(("account", reader.Name), ("role", "keeper"), ("vault-in-view", owner.Vault))))
        {
            Assert.Equal(HttpStatusCode.Forbidden, raised.StatusCode);
        }

        using var own = await reader.Session.PostAsync("/settings/access", Form(("account", reader.Name), ("role", "keeper"), ("vault-in-view", owner.Vault)));
        Assert.Equal(HttpStatusCode.Conflict, own.StatusCode);
        using var asOwner = await owner.Session.PostAsync("/settings/access", Form(("account", reader.Name), ("role", "owner")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asOwner.StatusCode);
        Assert.Equal("bad-value", await ProblemAsync(await owner.PostFreshAsync("/api/accesses", new { account = reader.Name, role = "owner" })));
        Assert.Equal("keeper-needed", await ProblemAsync(await client.PostAsJsonAsync($"/api/records/{Readings.Type}", Readings.Day(1, "33333333333333"))));
    }

    [Fact]
    public async Task Ended_is_ended_at_once_in_open_sessions_streams_and_links()
    {
        var (owner, keeper) = await fixture.TwoAsync("keeper");
        await owner.WriteAsync(Readings.Type, Readings.Day(1, "44444444444444"));
        using var client = Into(keeper, owner.Vault);
        var export = (await (await client.PostAsync("/api/exports", null)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("run").GetString()!;
        Assert.Equal("succeeded", (await EndOfAsync(client, export)).GetProperty("state").GetString());
        string[] links = [$"/api/exports/{export}", $"/data/{Readings.Type}/csv", $"/api/records/{Readings.Type}", "/", "/api/events"];
        foreach (var link in links)
        {
            using var before = await client.GetAsync(link, HttpCompletionOption.ResponseHeadersRead);
            Assert.True(before.IsSuccessStatusCode, $"{link}: {before.StatusCode}");
        }

        using var stream = await client.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync());
        Assert.Equal(": here", await lines.ReadLineAsync());

        Assert.Equal(HttpStatusCode.NoContent, (await owner.Session.DeleteAsync($"/api/accesses/{keeper.Name}")).StatusCode);
        foreach (var link in links)
        {
            using var after = await client.GetAsync(link, HttpCompletionOption.ResponseHeadersRead);
            Assert.True(after.StatusCode is HttpStatusCode.NotFound, $"{link}: {after.StatusCode}");
        }

        await owner.WriteAsync(Readings.Type, Readings.Day(2, "55555555555555"));
        var told = "";
        try
        {
            told = await lines.ReadToEndAsync();
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException)
        {
            // Cut off in the middle is an end too.
        }

        Assert.DoesNotContain("event: change", told, StringComparison.Ordinal);
        Assert.Contains(await JournalAsync(owner), line => line is { Action: "access-end" } && line.Purpose == "account:" + keeper.Name);
    }

    [Fact]
    public async Task A_third_vault_and_guessed_ids_open_nothing()
    {
        var (owner, reader) = await fixture.TwoAsync("reader");
        var third = await fixture.NewcomerAsync();
        foreach (var guess in new[] { third.Vault, owner.Vault + "x", owner.Vault.ToUpperInvariant(), owner.Vault + "~" + reader.Name, "../" + owner.Vault, "*" })
        {
            using var client = Into(reader, guess);
            Assert.Equal("no-such-vault", await ProblemAsync(await client.GetAsync($"/api/records/{Readings.Type}")));
            using var chosen = await reader.Session.PostAsync("/vault", Form(("vault", guess)));
            Assert.Equal(HttpStatusCode.NotFound, chosen.StatusCode);

            // A cookie made by hand says that it opens nothing, once, and is thrown away.
            using var forged = fixture.Hub.Client();
            forged.DefaultRequestHeaders.Add("Cookie", $"{reader.Cookie}; hub-vault={Uri.EscapeDataString(guess)}");
            using var refused = await forged.GetAsync("/");
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Contains(refused.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("hub-vault=;", StringComparison.Ordinal));
        }

        Assert.Equal("bad-value", await ProblemAsync(await owner.PostFreshAsync("/api/accesses", new { account = "nobody-of-that-name", role = "reader" })));
    }

    [Fact]
    public async Task A_token_opens_its_accounts_own_vault_only()
    {
        var (owner, keeper) = await fixture.TwoAsync("keeper");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/records/{Readings.Type}") { Headers = { { "Hub-Vault", owner.Vault } } };
        Assert.Equal("no-such-vault", await ProblemAsync(await keeper.Api.SendAsync(request)));
        var vaults = (await keeper.GetAsync("/api/vaults")).GetProperty("items");
        Assert.Equal(keeper.Vault, Assert.Single(vaults.EnumerateArray()).GetProperty("id").GetString());
        var seen = (await keeper.Session.GetFromJsonAsync<JsonElement>("/api/vaults")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([(keeper.Vault, "owner", keeper.Name), (owner.Vault, "keeper", owner.Name)], seen.Select(vault => (vault.GetProperty("id").GetString()!, vault.GetProperty("role").GetString()!, vault.GetProperty("whose").GetString()!)));
    }

    [Fact]
    public async Task Every_look_stands_in_that_vaults_journal_in_the_readers_words()
    {
        var (owner, reader) = await fixture.TwoAsync("reader");
        await owner.WriteAsync(Readings.Type, Readings.Day(1, "66666666666666"));
        using var client = Into(reader, owner.Vault);
        string[] pages = ["/", "/data", $"/data/{Readings.Type}", "/services", "/runs", "/api/types", "/settings/security"];
        foreach (var path in pages)
        {
            using var seen = await client.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        }

        var looks = (await JournalAsync(owner)).Where(line => line.Action == "look" && line.Who == "account:" + reader.Name).ToList();
        Assert.Equal(["pages /", "pages /data", "pages /data/{type}", "pages /runs", "pages /services"], looks.Select(look => look.Purpose).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(looks, look => look.Type == Readings.Type);
        Assert.Empty(await OtherLooksAsync(reader));
        foreach (var (language, word) in new[] { ("en", "Looked in"), ("fr", "Consultation") })
        {
            (await owner.Session.PatchAsJsonAsync("/api/me", new { language })).EnsureSuccessStatusCode();
            Assert.Contains(word, await owner.Session.GetStringAsync($"/journal?who=account:{reader.Name}"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_of_the_vault_that_is_not_in_view_any_more_changes_nothing()
    {
        var (owner, keeper) = await fixture.TwoAsync("keeper");
        using var client = Into(keeper, owner.Vault);
        using var stale = await client.PostAsync("/settings", Form(("vault-in-view", keeper.Vault), ("zone", "Asia/Tokyo"), ("language", "fr")));
        Assert.Equal("vault-switched", await ProblemAsync(stale));
        using var right = await client.PostAsync("/settings", Form(("vault-in-view", owner.Vault), ("zone", "Asia/Tokyo"), ("language", "en")));
        Assert.Equal(HttpStatusCode.SeeOther, right.StatusCode);
        Assert.Matches("""value="Asia/Tokyo"[^>]* selected""", await owner.Session.GetStringAsync("/settings"));
        Assert.DoesNotMatch("""value="Asia/Tokyo"[^>]* selected""", await keeper.Session.GetStringAsync("/settings"));
    }

    [Fact]
    public async Task When_an_owner_or_a_keeper_is_erased_nothing_of_it_is_inherited()
    {
        var (owner, keeper) = await fixture.TwoAsync("keeper");
        var child = await fixture.ChildAsync("Lou", keeper);
        using (var client = Into(keeper, child))
        {
            (await client.PostAsJsonAsync($"/api/records/{Readings.Type}", Readings.Day(2, "77777777777777"))).EnsureSuccessStatusCode();
        }

        Assert.Equal(0, (await fixture.Hub.RunAsync("erase", "--user", owner.Name, "--yes")).ExitCode);
        using (var client = Into(keeper, owner.Vault))
        {
            Assert.Equal("no-such-vault", await ProblemAsync(await client.GetAsync("/")));
        }

        Assert.Equal(0, (await fixture.Hub.RunAsync("erase", "--user", keeper.Name, "--yes")).ExitCode);
        var again = await fixture.Hub.InviteAsync(fixture.Owner, keeper.Name);
        Assert.Single((await again.Session.GetFromJsonAsync<JsonElement>("/api/vaults")).GetProperty("items").EnumerateArray());
        using (var client = Into(again, child))
        {
            Assert.Equal("no-such-vault", await ProblemAsync(await client.GetAsync("/")));
        }

        // The child's vault is still there, for a keeper whom whoever runs the hub names.
        Assert.Contains("Lou, a child's, nobody opens it", (await fixture.Hub.RunAsync("vault", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await fixture.Hub.RunAsync("vault", "give", child, again.Name, "--role", "keeper", "--days", "30")).ExitCode);
        using (var client = Into(again, child))
        {
            Assert.Equal(2, (await client.GetFromJsonAsync<JsonElement>($"/api/records/{Readings.Type}")).GetProperty("items").GetArrayLength());
        }

        var receipt = await fixture.Hub.RunAsync("vault", "erase", child, "--yes");
        Assert.Contains("the vault of Lou was erased", receipt.Output, StringComparison.Ordinal);
        Assert.Contains("2 records", receipt.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_childs_vault_is_kept_by_two_opened_by_no_admin_and_handed_over()
    {
        var (mother, father) = (await fixture.NewcomerAsync(), await fixture.NewcomerAsync());
        var child = await fixture.ChildAsync("Zoé", mother, father);
        using var hers = Into(mother, child);
        using var his = Into(father, child);
        (await hers.PostAsJsonAsync($"/api/records/{Readings.Type}", Readings.Day(1, "88888888888888"))).EnsureSuccessStatusCode();
        Assert.Single((await his.GetFromJsonAsync<JsonElement>($"/api/records/{Readings.Type}")).GetProperty("items").EnumerateArray());
        using (var admin = Into(fixture.Owner, child))
        {
            Assert.Equal("no-such-vault", await ProblemAsync(await admin.GetAsync("/api/changes")));
            using var taken = await fixture.Owner.Session.PostAsync("/settings/access", Form(("account", fixture.Owner.Name), ("role", "keeper"), ("vault-in-view", child)));
            Assert.Equal(HttpStatusCode.Conflict, taken.StatusCode);
        }

        using (var another = await father.Session.PostAsJsonAsync("/api/vaults", new { name = "Mine", keepers = new[] { father.Name } }))
        {
            Assert.Equal(HttpStatusCode.Forbidden, another.StatusCode);
        }

        Assert.Equal("bad-value", await ProblemAsync(await fixture.Owner.PostFreshAsync("/api/vaults", new { name = "Tim", keepers = new[] { "nobody-of-that-name" } })));

        var name = "zoe-" + Guid.NewGuid().ToString("N")[..8];
        var handed = await fixture.Hub.RunAsync("vault", "hand-over", child, name);
        Assert.Equal(0, handed.ExitCode);
        using (var session = fixture.Hub.NewClient())
        {
            (await session.PostAsJsonAsync("/api/welcome", new { code = handed.Output.Split('#')[1].Trim(), name, passphrase = Person.Passphrase })).EnsureSuccessStatusCode();
            var opened = await (await session.PostAsJsonAsync("/api/sessions", new { name, passphrase = Person.Passphrase })).Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal([child], opened.GetProperty("vaults").EnumerateArray().Select(vault => vault.GetString()));
            Assert.Single((await session.GetFromJsonAsync<JsonElement>($"/api/records/{Readings.Type}")).GetProperty("items").EnumerateArray());
            var journal = (await session.GetFromJsonAsync<JsonElement>("/api/journal?limit=1000")).GetProperty("items").EnumerateArray().Select(line => (Who: line.GetProperty("who").GetString(), Action: line.GetProperty("action").GetString())).ToList();
            Assert.Contains(("account:" + father.Name, "look"), journal);
            Assert.Contains(("operator", "hand-over"), journal);
            Assert.Equal(2, journal.Count(line => line == ("account:" + fixture.Owner.Name.ToLowerInvariant(), "access-keeper")));
        }

        Assert.Equal("no-such-vault", await ProblemAsync(await hers.GetAsync("/")));
        Assert.Equal("no-such-vault", await ProblemAsync(await his.GetAsync("/")));
    }

    [Fact]
    public async Task An_export_carries_no_accesses_and_restoring_one_gives_none()
    {
        var (owner, reader) = await fixture.TwoAsync("reader");
        await owner.WriteAsync(Readings.Type, Readings.Day(1, "99999999999999"));
        var zip = Path.Combine(Directory.CreateTempSubdirectory("hub-family-").FullName, "all.zip");
        try
        {
            Assert.Equal(0, (await fixture.Hub.RunAsync("export", "--user", owner.Name, "--out", zip)).ExitCode);
            var elsewhere = await fixture.NewcomerAsync();
            Assert.Equal(0, (await fixture.Hub.RunAsync("restore", "--user", elsewhere.Name, zip)).ExitCode);
            Assert.Single(await elsewhere.AllAsync(Readings.Type));
            Assert.Empty((await elsewhere.Session.GetFromJsonAsync<JsonElement>("/api/accesses")).GetProperty("items").EnumerateArray());
            using var client = Into(reader, elsewhere.Vault);
            Assert.Equal("no-such-vault", await ProblemAsync(await client.GetAsync("/")));

            // What the owner's own vault had stays as it was when something is restored into it.
            Assert.Equal(0, (await fixture.Hub.RunAsync("restore", "--user", owner.Name, zip)).ExitCode);
            Assert.Single((await owner.Session.GetFromJsonAsync<JsonElement>("/api/accesses")).GetProperty("items").EnumerateArray());
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(zip)!, recursive: true);
        }
    }

    private async Task<IReadOnlyList<Line>> OtherLooksAsync(Person person) => [.. (await JournalAsync(person)).Where(line => line.Action == "look")];

    internal static HttpClient Into(Person person, string vault)
    {
        var client = person.Hub.NewClient();
        client.DefaultRequestHeaders.Add("Cookie", person.Cookie);
        client.DefaultRequestHeaders.Add("Hub-Antiforgery", person.Antiforgery);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Hub-Vault", vault);
        return client;
    }

    internal static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    /// <summary>The last part of the problem's type.</summary>
    internal static async Task<string?> ProblemAsync(HttpResponseMessage answer) =>
        answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()!.Split('/', ':', '#')[^1] : null;

    internal static async Task<JsonElement> EndOfAsync(HttpClient client, string run)
    {
        while (true)
        {
            var state = await client.GetFromJsonAsync<JsonElement>($"/api/runs/{run}?wait=30");
            if (state.GetProperty("state").GetString() is not ("queued" or "running" or "interrupted"))
            {
                return state;
            }
        }
    }

    private static async Task<IReadOnlyList<Line>> JournalAsync(Person person) =>
        [.. (await person.GetAsync("/api/journal?limit=1000")).GetProperty("items").EnumerateArray().Select(line => new Line(line.GetProperty("who").GetString()!, line.GetProperty("action").GetString()!, line.TryGetProperty("type", out var type) ? type.GetString() : null, line.GetProperty("purpose").GetString()!))];

    private static async Task<(HttpStatusCode Status, string? Problem)> CallAsync(HttpClient client, Route route)
    {
        var address = string.Join('/', route.Pattern.Split('/').Select(part => part switch { "{type}" => Readings.Type, ['{', ..] => Nothing, _ => part }));
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), address);
        request.Content = route.Pattern.StartsWith("/api/", StringComparison.Ordinal) ? new StringContent("{}", new MediaTypeHeaderValue("application/json")) : Form(("unknown", "1"));
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await ProblemAsync(answer));
    }

    private sealed record Line(string Who, string Action, string? Type, string Purpose);
}
