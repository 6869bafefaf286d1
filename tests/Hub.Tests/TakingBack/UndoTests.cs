using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hub.Testing;

namespace Hub.Tests.TakingBack;

/// <summary>An import taken back as a whole.</summary>
public sealed class UndoTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private const string Bank = "bank.operation";

    [Fact]
    public async Task A_wrong_file_is_as_if_it_had_never_been_and_can_be_added_again()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "undo-1");
        await person.ImportAsync(Samples.Own("linky-index.csv"));
        var before = await RecordsAsync(person, "energy.consumption");
        var run = await person.ImportAsync(Samples.Own("bank.ofx"));
        var made = Count(run, "created");
        Assert.Equal(made, (await person.GetAsync($"/api/runs/{Id(run)}/undo")).GetProperty("goes").GetInt64());

        var undo = await UndoAsync(person, Id(run));
        Assert.Equal(("undo", "succeeded", "Done"), (Text(undo, "kind"), Text(undo, "state"), Text(undo, "outcome")));
        Assert.Equal((made, made, 0), (Count(undo, "read"), Count(undo, "withdrawn"), Count(undo, "withheld")));
        Assert.Empty(await person.AllAsync(Bank));
        Assert.Empty((await person.GetAsync("/api/trash")).GetProperty("items").EnumerateArray());
        Assert.Equal(before, await RecordsAsync(person, "energy.consumption"));
        Assert.Equal(Id(undo), Text(await person.GetAsync($"/api/runs/{Id(run)}"), "undoneBy"));
        var lines = (await person.GetAsync("/api/journal?limit=1000")).GetProperty("items").EnumerateArray().Where(line => Text(line, "purpose") == $"run {Id(undo)}").ToList();
        Assert.All(lines, line => Assert.Equal(("undo", "token:test"), (Text(line, "action"), Text(line, "who"))));
        Assert.Equal(made, lines.Sum(line => line.GetProperty("count").GetInt64()));
        Assert.Equal(HttpStatusCode.OK, (await person.Api.GetAsync($"/api/files/{Text(run, "file")}")).StatusCode);

        await FrontDoorTests.AssertProblemAsync(await person.Api.PostAsync($"/api/runs/{Id(run)}/undo", null), 409, "cannot-undo");
        await FrontDoorTests.AssertProblemAsync(await person.Api.GetAsync($"/api/runs/{Id(run)}/undo"), 409, "cannot-undo");
        await FrontDoorTests.AssertProblemAsync(await person.Api.PostAsync($"/api/runs/{Id(undo)}/undo", null), 409, "cannot-undo");
        Assert.Equal(made, Count(await person.ImportAsync(Samples.Own("bank.ofx")), "created"));
    }

    [Fact]
    public async Task What_the_import_changed_is_again_as_it_was_and_what_changed_later_is_left()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "undo-2");
        var first = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Samples.Own("bank.ofx")));
        await person.ImportAsync("first.ofx", Encoding.UTF8.GetBytes(first));
        var before = await RecordsAsync(person, Bank);
        var wrong = first.Replace("RETRAIT DISTRIBUTEUR", "RETRAIT AILLEURS", StringComparison.Ordinal).Replace("CHEQUE 0000042", "CHEQUE 0000043", StringComparison.Ordinal);
        var run = await person.ImportAsync("wrong.ofx", Encoding.UTF8.GetBytes(wrong));
        Assert.Equal(2, Count(run, "updated"));
        await person.ImportAsync("later.ofx", Encoding.UTF8.GetBytes(wrong.Replace("RETRAIT AILLEURS", "RETRAIT ENCORE AILLEURS", StringComparison.Ordinal)));

        var foreseen = await person.GetAsync($"/api/runs/{Id(run)}/undo");
        Assert.Equal((0, 1, 1), (foreseen.GetProperty("goes").GetInt64(), foreseen.GetProperty("returns").GetInt64(), foreseen.GetProperty("left").GetInt64()));
        var undo = await UndoAsync(person, Id(run));
        Assert.Equal((0, 1, 1), (Count(undo, "withdrawn"), Count(undo, "updated"), Count(undo, "withheld")));
        var after = await RecordsAsync(person, Bank);
        Assert.Equal(before.Order().Where(line => !line.Contains("RETRAIT", StringComparison.Ordinal)), after.Order().Where(line => !line.Contains("RETRAIT", StringComparison.Ordinal)));
        Assert.Single(after, line => line.Contains("RETRAIT ENCORE AILLEURS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_archive_is_undone_with_all_its_members()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "undo-3");
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in new[] { "bank.ofx", "linky-index.csv" })
            {
                await zip.CreateEntryFromFileAsync(Samples.Own(name), name, TestContext.Current.CancellationToken);
            }
        }

        var run = await person.ImportAsync("both.zip", archive.ToArray());
        var undo = await UndoAsync(person, Id(run));
        Assert.Equal(Count(run, "created"), Count(undo, "withdrawn"));
        Assert.Empty(await person.AllAsync(Bank));
        Assert.Empty(await person.AllAsync("energy.consumption"));
        foreach (var part in run.GetProperty("parts").EnumerateArray())
        {
            await FrontDoorTests.AssertProblemAsync(await person.Api.PostAsync($"/api/runs/{part.GetString()}/undo", null), 409, "cannot-undo");
        }
    }

    [Fact]
    public async Task The_page_says_beforehand_what_will_happen_and_the_file_goes_where_nothing_else_needs_it()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "undo-4");
        var run = await person.ImportAsync(Samples.Own("bank.ofx"));
        var made = Count(run, "created");
        Assert.Contains($"href=\"/runs/{Id(run)}/undo\"", await PageAsync(person, $"/runs/{Id(run)}"), StringComparison.Ordinal);
        Assert.Contains($"because the import brought them: {made} records.", await PageAsync(person, $"/runs/{Id(run)}/undo"), StringComparison.Ordinal);
        using var sent = await person.Session.PostAsync($"/runs/{Id(run)}/undo", new FormUrlEncodedContent([new("file", "delete")]));
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var undo = sent.Headers.Location!.ToString().Split('/')[^1];
        await person.EndOfAsync(undo);
        Assert.Empty(await person.AllAsync(Bank));
        Assert.Equal(HttpStatusCode.NotFound, (await person.Api.GetAsync($"/api/files/{Text(run, "file")}")).StatusCode);
        var page = await PageAsync(person, $"/runs/{Id(run)}");
        Assert.DoesNotContain("Undo this import", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/runs/{undo}\"", page, StringComparison.Ordinal);
        Assert.Contains("The import was undone.", await PageAsync(person, $"/runs/{undo}"), StringComparison.Ordinal);
        using var again = await person.Session.PostAsync($"/runs/{Id(run)}/undo", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task A_token_that_may_only_add_files_takes_nothing_away()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "undo-adds");
        var run = await person.ImportAsync(Samples.Own("bank.ofx"));
        var before = (await person.AllAsync(Bank)).Count;
        using var adds = await person.WithScopesAsync("import");
        await FrontDoorTests.AssertProblemAsync(await adds.PostAsync($"/api/runs/{Id(run)}/undo", null), 403, "scope-needed");
        Assert.Equal(before, (await person.AllAsync(Bank)).Count);
        using var writes = await person.WithScopesAsync("import", "write:*");
        using var begun = await writes.PostAsync($"/api/runs/{Id(run)}/undo", null);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
    }

    [Fact]
    public async Task The_file_stays_where_another_import_still_stands_on_it()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "undo-5");
        var run = await person.ImportAsync(Samples.Own("bank.ofx"));
        (await person.Api.DeleteAsync($"/api/records/{Bank}/{Id((await person.AllAsync(Bank))[0])}")).EnsureSuccessStatusCode();
        await UndoAsync(person, Id(run));
        var second = await person.ImportAsync(Samples.Own("bank.ofx"));
        Assert.Equal((Text(run, "file"), 1), (Text(second, "file"), Count(second, "withheld")));
        var third = await person.ImportAsync("copy.ofx", await File.ReadAllBytesAsync(Samples.Own("bank.ofx")));
        Assert.Equal(0, Count(third, "created"));
        await FrontDoorTests.AssertProblemAsync(await person.Api.PostAsync($"/api/runs/{Id(third)}/undo", null), 409, "cannot-undo");
        await FrontDoorTests.AssertProblemAsync(await person.Api.PostAsJsonAsync($"/api/runs/{Id(second)}/undo", new { deleteFile = true }), 403, "session-needed");

        var document = await person.ImportAsync("notes.txt", "plain words"u8.ToArray());
        Assert.Equal("NotUnderstood", Text(document, "outcome"));
        var undone = await (await person.Session.PostAsJsonAsync($"/api/runs/{Id(document)}/undo", new { deleteFile = true })).Content.ReadFromJsonAsync<JsonElement>();
        await person.EndOfAsync(Text(undone, "run"));
        Assert.Empty(await person.AllAsync("document.file"));
        Assert.Equal(HttpStatusCode.NotFound, (await person.Api.GetAsync($"/api/files/{Text(document, "file")}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await person.Api.GetAsync($"/api/files/{Text(run, "file")}")).StatusCode);
    }

    [Fact]
    public async Task Deleting_a_file_says_what_came_from_it_and_takes_that_along_or_leaves_it()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "undo-6");
        var run = await person.ImportAsync(Samples.Own("bank.ofx"));
        var (file, made) = (Text(run, "file"), Count(run, "created"));
        var origin = await person.GetAsync($"/api/files/{file}/origin");
        Assert.Equal(made, origin.GetProperty("records").EnumerateArray().Sum(type => type.GetProperty("count").GetInt64()));
        Assert.Equal([Id(run)], origin.GetProperty("imports").EnumerateArray().Select(id => id.GetString()!));
        await FrontDoorTests.AssertProblemAsync(await person.Api.DeleteAsync($"/api/files/{file}"), 403, "session-needed");

        Assert.Contains("bank.ofx", await PageAsync(person, $"/files/{file}"), StringComparison.Ordinal);
        using var refused = await person.Session.PostAsync($"/files/{file}/delete", new FormUrlEncodedContent([new("name", "another.ofx"), new("what", "all")]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var all = await person.Session.PostAsync($"/files/{file}/delete", new FormUrlEncodedContent([new("name", "bank.ofx"), new("what", "all")]));
        await person.EndOfAsync(all.Headers.Location!.ToString().Split('/')[^1]);
        Assert.Empty(await person.AllAsync(Bank));
        Assert.Equal(HttpStatusCode.NotFound, (await person.Api.GetAsync($"/api/files/{file}")).StatusCode);

        Assert.Equal(made, Count(await person.ImportAsync(Samples.Own("bank.ofx")), "created"));
        using var alone = await person.Session.DeleteAsync($"/api/files/{file}");
        Assert.Equal(HttpStatusCode.NoContent, alone.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await person.Api.GetAsync($"/api/files/{file}")).StatusCode);
        var left = await person.AllAsync(Bank);
        Assert.NotEmpty(left);
        Assert.Contains("Where it comes from", await PageAsync(person, $"/data/{Bank}/{Id(left[0])}"), StringComparison.Ordinal);

        var document = await person.ImportAsync("notes.txt", "plain words"u8.ToArray());
        (await person.Session.DeleteAsync($"/api/files/{Text(document, "file")}")).EnsureSuccessStatusCode();
        Assert.Empty(await person.AllAsync("document.file"));
        Assert.Equal(1, Count(await person.ImportAsync("notes.txt", "plain words"u8.ToArray()), "created"));
    }

    private static async Task<JsonElement> UndoAsync(Person person, string run)
    {
        using var begun = await person.Api.PostAsync($"/api/runs/{run}/undo", null);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        return await person.EndOfAsync(Text(await begun.Content.ReadFromJsonAsync<JsonElement>(), "run"));
    }

    private static string Id(JsonElement item) => Text(item, "id");

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private static long Count(JsonElement run, string name) => run.GetProperty("counts").GetProperty(name).GetInt64();

    /// <summary>All but the number, which every change moves.</summary>
    private static async Task<IReadOnlyList<string>> RecordsAsync(Person person, string type) =>
        [.. (await person.AllAsync(type)).Select(record => $"{Id(record)} {record.GetProperty("data").GetRawText()} {record.GetProperty("provenance").GetRawText()}")];

    private static async Task<string> PageAsync(Person person, string address) =>
        WebUtility.HtmlDecode(await person.Session.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken)).Replace('\u00a0', ' ');
}
