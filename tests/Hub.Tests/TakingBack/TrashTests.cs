using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Testing;

namespace Hub.Tests.TakingBack;

/// <summary>What a person deletes: where it is seen, how it comes back, how it goes for good.</summary>
public sealed class TrashTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private const string Bank = "bank.operation";

    [Fact]
    public async Task What_was_deleted_lies_in_the_trash_and_sums_and_feed_follow_it_out_and_back()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "trash-1");
        await person.ImportAsync(Samples.Own("bank.ofx"));
        var whole = await CountAsync(person);
        var record = (await person.AllAsync(Bank))[0];
        var (id, since) = (IdOf(record), await SequenceAsync(person));
        using (var gone = await person.Api.DeleteAsync($"/api/records/{Bank}/{id}"))
        {
            Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        }

        Assert.Equal(whole - 1, await CountAsync(person));
        var change = Assert.Single((await person.GetAsync($"/api/changes?since={since}")).GetProperty("changes").EnumerateArray());
        Assert.Equal(("delete", id), (change.GetProperty("op").GetString(), IdOf(change)));
        var line = Assert.Single((await person.GetAsync("/api/trash")).GetProperty("items").EnumerateArray());
        Assert.Equal((id, true), (IdOf(line), line.GetProperty("deleted").GetBoolean()));
        Assert.Equal(record.GetProperty("data").GetRawText(), line.GetProperty("data").GetRawText());
        Assert.Equal("token:test", line.GetProperty("provenance").GetProperty("deleted").GetProperty("by").GetString());

        using (var back = await person.Api.PostAsync($"/api/records/{Bank}/{id}/restore", null))
        {
            Assert.Equal(HttpStatusCode.NoContent, back.StatusCode);
        }

        Assert.Equal(whole, await CountAsync(person));
        var put = Assert.Single((await person.GetAsync($"/api/changes?since={change.GetProperty("seq").GetInt64()}")).GetProperty("changes").EnumerateArray());
        Assert.Equal("put", put.GetProperty("op").GetString());
        Assert.Empty((await person.GetAsync("/api/trash")).GetProperty("items").EnumerateArray());
        Assert.False((await person.GetAsync($"/api/records/{Bank}/{id}")).GetProperty("provenance").TryGetProperty("deleted", out _));
    }

    [Fact]
    public async Task A_run_tells_what_it_held_back_and_its_page_offers_to_take_it_back()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "trash-2");
        await person.ImportAsync(Samples.Own("bank.ofx"));
        var records = await person.AllAsync(Bank);
        foreach (var record in records.Take(2))
        {
            (await person.Api.DeleteAsync($"/api/records/{Bank}/{IdOf(record)}")).EnsureSuccessStatusCode();
        }

        (await person.Session.DeleteAsync($"/api/trash/{Bank}/{IdOf(records[1])}")).EnsureSuccessStatusCode();
        var run = await person.ImportAsync(Samples.Own("bank.ofx"));
        Assert.Equal(2, run.GetProperty("counts").GetProperty("withheld").GetInt64());
        var address = $"/runs/{IdOf(run)}";
        var page = await PageAsync(person, address);
        Assert.Contains($"/data/{Bank}/{IdOf(records[0])}/restore", page, StringComparison.Ordinal);
        Assert.Contains("Let it come again", page, StringComparison.Ordinal);
        Assert.Contains("You removed this record", await PageAsync(person, $"/data/{Bank}/{IdOf(records[0])}"), StringComparison.Ordinal);
        Assert.Contains("Removed for good", await PageAsync(person, $"/data/{Bank}/{IdOf(records[1])}"), StringComparison.Ordinal);

        foreach (var record in records.Take(2))
        {
            using var took = await SendAsync(person, $"/data/{Bank}/{IdOf(record)}/restore", ("back", address));
            Assert.Equal((HttpStatusCode.SeeOther, address), (took.StatusCode, took.Headers.Location!.ToString()));
        }

        Assert.DoesNotContain("Not brought back", Headings(await PageAsync(person, address)), StringComparison.Ordinal);
        var again = await person.ImportAsync(Samples.Own("bank.ofx"));
        Assert.Equal((1, 0), (again.GetProperty("counts").GetProperty("created").GetInt64(), again.GetProperty("counts").GetProperty("withheld").GetInt64()));
        Assert.Equal(records.Select(IdOf).Order(), (await person.AllAsync(Bank)).Select(IdOf).Order());
    }

    [Fact]
    public async Task The_trash_page_takes_back_removes_one_and_all_of_it_for_good()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "trash-3");
        await person.ImportAsync(Samples.Own("bank.ofx"));
        var records = await person.AllAsync(Bank);
        foreach (var record in records.Take(4))
        {
            using var deleted = await SendAsync(person, $"/data/{Bank}/{IdOf(record)}/delete");
            Assert.Equal(HttpStatusCode.SeeOther, deleted.StatusCode);
        }

        var page = await PageAsync(person, "/trash");
        Assert.All(records.Take(4), record => Assert.Contains($"/data/{Bank}/{IdOf(record)}/restore", page, StringComparison.Ordinal));
        Assert.Contains("· You", page, StringComparison.Ordinal);
        await SendAsync(person, $"/data/{Bank}/{IdOf(records[0])}/restore", ("back", "/trash"));
        Assert.Contains("cannot be undone", await PageAsync(person, $"/trash/{Bank}/{IdOf(records[1])}"), StringComparison.Ordinal);
        await SendAsync(person, $"/trash/{Bank}/{IdOf(records[1])}");
        Assert.Equal(records.Skip(2).Take(2).Select(IdOf).Order(), (await TrashAsync(person)).Select(IdOf).Order());

        using (var refused = await SendAsync(person, "/trash/empty", ("name", "somebody else")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        Assert.Equal(2, (await TrashAsync(person)).Count);
        using (var emptied = await SendAsync(person, "/trash/empty", ("name", "trash-3")))
        {
            Assert.Equal(HttpStatusCode.SeeOther, emptied.StatusCode);
        }

        Assert.Empty(await TrashAsync(person));
        Assert.Equal(3, (await person.ImportAsync(Samples.Own("bank.ofx"))).GetProperty("counts").GetProperty("withheld").GetInt64());
        using var notThere = await person.Session.DeleteAsync($"/api/trash/{Bank}/{IdOf(records[0])}");
        Assert.Equal(HttpStatusCode.NotFound, notThere.StatusCode);
    }

    [Fact]
    public async Task What_was_removed_for_good_is_in_no_byte_of_the_vaults_folder()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "trash-bytes");
        var folder = Path.Combine(fixture.Hub.Data, "vaults", person.Vault);
        var marker = $"nobody-reads-{Guid.NewGuid():n}-again";
        var people = Enumerable.Range(0, 40).Select(number => new { data = new { reference = $"r{number}", name = $"{marker} {number}" } });
        await person.PostAsync("/api/records/contact.person", people);
        Assert.Contains(Files(), file => Holds(file));
        foreach (var record in await person.AllAsync("contact.person"))
        {
            (await person.Api.DeleteAsync($"/api/records/contact.person/{IdOf(record)}")).EnsureSuccessStatusCode();
        }

        (await person.Session.DeleteAsync("/api/trash")).EnsureSuccessStatusCode();

        // Whoever reads at that moment holds the log up; the next write goes on with it.
        for (var write = 0; write < 50 && Files().Any(Holds); write++)
        {
            await person.PostAsync("/api/records/contact.person", new[] { new { data = new { reference = $"s{write}", name = "Somebody" } } });
        }

        Assert.DoesNotContain(Files(), file => Holds(file));

        IEnumerable<string> Files() => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories);

        bool Holds(string file)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.GetBuffer().AsSpan(0, (int)bytes.Length).IndexOf(System.Text.Encoding.UTF8.GetBytes(marker)) >= 0;
        }
    }

    [Fact]
    public async Task Removing_for_good_needs_the_person_and_the_trash_shows_what_a_token_may_read()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "trash-4");
        await person.ImportAsync(Samples.Own("bank.ofx"));
        var id = IdOf((await person.AllAsync(Bank))[0]);
        (await person.Api.DeleteAsync($"/api/records/{Bank}/{id}")).EnsureSuccessStatusCode();
        await FrontDoorTests.AssertProblemAsync(await person.Api.DeleteAsync($"/api/trash/{Bank}/{id}"), 403, "session-needed");
        await FrontDoorTests.AssertProblemAsync(await person.Api.DeleteAsync("/api/trash"), 403, "session-needed");
        using var health = await person.WithScopesAsync("read:health.*");
        Assert.Empty((await health.GetFromJsonAsync<JsonElement>("/api/trash")).GetProperty("items").EnumerateArray());
        Assert.Single(await TrashAsync(person));
        var emptied = await (await person.Session.DeleteAsync("/api/trash")).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(1, emptied.GetProperty("removed").GetInt64());
    }

    [Fact]
    public async Task An_export_carries_the_trash_with_its_content_and_of_what_is_gone_for_good_only_that_it_is()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "trash-5");
        await person.ImportAsync(Samples.Own("bank.ofx"));
        var records = await person.AllAsync(Bank);
        foreach (var record in records.Take(2))
        {
            (await person.Api.DeleteAsync($"/api/records/{Bank}/{IdOf(record)}")).EnsureSuccessStatusCode();
        }

        (await person.Session.DeleteAsync($"/api/trash/{Bank}/{IdOf(records[1])}")).EnsureSuccessStatusCode();
        var archive = await ExportAsync(person);
        var lines = LinesOf(archive).ToDictionary(IdOf);
        Assert.Equal(records.Count, lines.Count);
        Assert.Equal(records[0].GetProperty("data").GetRawText(), lines[IdOf(records[0])].GetProperty("data").GetRawText());
        Assert.True(lines[IdOf(records[0])].GetProperty("deleted").GetBoolean());
        Assert.Equal(("{}", true), (lines[IdOf(records[1])].GetProperty("data").GetRawText(), lines[IdOf(records[1])].GetProperty("removed").GetBoolean()));

        var arrived = await fixture.Hub.InviteAsync(fixture.Owner, "trash-6");
        var upload = await arrived.UploadAsync("export.zip", new MemoryStream(archive));
        var run = await arrived.EndOfAsync((await arrived.PostAsync("/api/restores", new { upload })).GetProperty("run").GetString()!);
        Assert.Equal(("succeeded", 0), (run.GetProperty("state").GetString(), run.GetProperty("counts").GetProperty("rejected").GetInt64()));
        Assert.Equal(lines[IdOf(records[0])].GetProperty("provenance").GetRawText(), Assert.Single(await TrashAsync(arrived)).GetProperty("provenance").GetRawText());
        Assert.Equal(2, (await arrived.ImportAsync(Samples.Own("bank.ofx"))).GetProperty("counts").GetProperty("withheld").GetInt64());
    }

    private static string IdOf(JsonElement item) => item.GetProperty("id").GetString()!;

    private static async Task<long> CountAsync(Person person) =>
        (await person.GetAsync($"/api/records/{Bank}/aggregate?fn=count")).GetProperty("rows").EnumerateArray().Sum(row => row.GetProperty("value").GetInt64());

    private static async Task<long> SequenceAsync(Person person) => (await person.GetAsync("/api/changes?limit=1000")).GetProperty("next").GetInt64();

    private static async Task<IReadOnlyList<JsonElement>> TrashAsync(Person person) => [.. (await person.GetAsync("/api/trash")).GetProperty("items").EnumerateArray()];

    private static async Task<string> PageAsync(Person person, string address) =>
        WebUtility.HtmlDecode(await person.Session.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken)).Replace('\u00a0', ' ');

    private static string Headings(string html) => string.Join('\n', Regex.Matches(html, "<h2.*?</h2>", RegexOptions.None, TimeSpan.FromSeconds(5)).Select(match => match.Value));

    private static async Task<HttpResponseMessage> SendAsync(Person person, string address, params (string Name, string Value)[] fields) =>
        await person.Session.PostAsync(address, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    private static async Task<byte[]> ExportAsync(Person person)
    {
        var run = (await person.PostAsync("/api/exports", new { })).GetProperty("run").GetString()!;
        await person.EndOfAsync(run);
        return await person.Api.GetByteArrayAsync($"/api/exports/{run}");
    }

    private static IReadOnlyList<JsonElement> LinesOf(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        using var lines = new StreamReader(zip.GetEntry($"records/{Bank}.ndjson")!.Open());
        return [.. lines.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }
}
