using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Testing;

namespace Hub.Tests;

public sealed class ImportTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    [Fact]
    public async Task A_file_becomes_records_and_the_same_file_again_changes_nothing()
    {
        var first = await fixture.Owner.ImportAsync(Samples.Own("bank.ofx"));
        Assert.Equal("succeeded", first.GetProperty("state").GetString());
        Assert.Equal("ofx", first.GetProperty("plugin").GetString());
        Assert.True(first.GetProperty("counts").GetProperty("created").GetInt64() > 0);
        var again = (await fixture.Owner.ImportAsync(Samples.Own("bank.ofx"))).GetProperty("counts");
        Assert.Equal(0, again.GetProperty("created").GetInt64() + again.GetProperty("updated").GetInt64());
        Assert.Equal(first.GetProperty("counts").GetProperty("created").GetInt64(), again.GetProperty("unchanged").GetInt64());
    }

    [Fact]
    public async Task A_dry_run_writes_nothing_and_its_uploads_can_then_be_imported()
    {
        var content = await File.ReadAllBytesAsync(Samples.Own("linky-index.csv"));
        var client = fixture.Other.Api;
        var upload = await UploadAsync(client, "linky.csv", content);
        var looked = await BeginAsync(fixture.Other, new { uploads = new[] { upload }, dryRun = true });
        Assert.True(looked.GetProperty("counts").GetProperty("created").GetInt64() > 0);
        Assert.Empty((await client.GetFromJsonAsync<JsonElement>("/api/sources")).GetProperty("items").EnumerateArray());
        var done = await BeginAsync(fixture.Other, new { uploads = new[] { upload } });
        Assert.Equal(looked.GetProperty("counts").GetProperty("created").GetInt64(), done.GetProperty("counts").GetProperty("created").GetInt64());
        await FrontDoorTests.AssertProblemAsync(await client.GetAsync("/api/uploads/" + upload), 404, "not-found");
    }

    [Fact]
    public async Task A_chunk_that_does_not_follow_says_where_to_go_on()
    {
        var client = fixture.Owner.Api;
        var id = (await (await client.PostAsJsonAsync("/api/uploads", new { name = "a" })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        await AppendAsync(client, id, 0, new byte[1000]);
        using var wrong = Chunk(id, 5, new byte[10]);
        var problem = await FrontDoorTests.AssertProblemAsync(await client.SendAsync(wrong), 409, "wrong-offset", "Upload-Offset");
        Assert.Contains("1000", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await AppendAsync(client, id, 1000, new byte[10]);
        await FrontDoorTests.AssertProblemAsync(await fixture.Other.Api.GetAsync("/api/uploads/" + id), 404, "not-found");
    }

    [Fact]
    public async Task Of_two_chunks_sent_at_once_each_is_stored_or_told_where_to_go_on()
    {
        var client = fixture.Owner.Api;
        var id = (await (await client.PostAsJsonAsync("/api/uploads", new { name = "a" })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var chunk = Chunk(id, 0, new byte[1_000_000]);
            using var answer = await client.SendAsync(chunk);
            return answer.StatusCode;
        }));
        Assert.Equal(HttpStatusCode.OK, Assert.Single(answers, status => status is not HttpStatusCode.Conflict));
        Assert.Equal(1_000_000, (await client.GetFromJsonAsync<JsonElement>("/api/uploads/" + id)).GetProperty("offset").GetInt64());
    }

    [Fact]
    public async Task A_file_that_nobody_reads_is_kept_and_comes_back_as_it_was()
    {
        var content = Encoding.UTF8.GetBytes("<html><script>alert(1)</script></html>");
        var run = await fixture.Owner.ImportAsync("page.html", content);
        Assert.Equal("NotUnderstood", run.GetProperty("outcome").GetString());
        var hash = "sha256-" + Convert.ToHexStringLower(SHA256.HashData(content));
        Assert.Equal(hash, run.GetProperty("file").GetString());
        var response = await fixture.Owner.Api.GetAsync("/api/files/" + hash);
        Assert.Equal(content, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.StartsWith("sandbox", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        await FrontDoorTests.AssertProblemAsync(await fixture.Other.Api.GetAsync("/api/files/" + hash), 404, "not-found");
    }

    [Fact]
    public async Task An_export_restores_into_another_vault()
    {
        var owner = await fixture.Hub.AddAsync("Moving");
        var target = await fixture.Hub.AddAsync("Arriving");
        await owner.WriteAsync(Readings.Type, Readings.Day(48, "70000000000001"));
        var begun = await (await owner.Api.PostAsync("/api/exports", null)).Content.ReadFromJsonAsync<JsonElement>();
        var run = await owner.EndOfAsync(begun.GetProperty("run").GetString()!);
        Assert.Equal("succeeded", run.GetProperty("state").GetString());
        var address = "/api/exports/" + run.GetProperty("id").GetString();
        var archive = await owner.Api.GetByteArrayAsync(address);
        using var range = new HttpRequestMessage(HttpMethod.Get, address);
        range.Headers.Range = new(10, 19);
        var part = await owner.Api.SendAsync(range);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(archive[10..20], await part.Content.ReadAsByteArrayAsync());

        var upload = await UploadAsync(target.Api, "export.zip", archive);
        var restored = await (await target.Api.PostAsJsonAsync("/api/restores", new { upload })).Content.ReadFromJsonAsync<JsonElement>();
        var merged = await target.EndOfAsync(restored.GetProperty("run").GetString()!);
        Assert.Equal(48, merged.GetProperty("counts").GetProperty("created").GetInt64());
    }

    [Fact]
    public async Task Erasing_gives_a_receipt_and_leaves_nothing()
    {
        var person = await fixture.Hub.AddAsync("Gone");
        await person.WriteAsync(Readings.Type, Readings.Day(3, "80000000000001"));
        using var unconfirmed = new HttpRequestMessage(HttpMethod.Delete, "/api/me") { Content = JsonContent.Create(new { confirm = "somebody else" }) };
        await FrontDoorTests.AssertProblemAsync(await person.Session.SendAsync(unconfirmed), 400, "bad-value", "confirm");
        using var confirmed = new HttpRequestMessage(HttpMethod.Delete, "/api/me") { Content = JsonContent.Create(new { confirm = "Gone" }) };
        var receipt = await (await person.Session.SendAsync(confirmed)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(3, receipt.GetProperty("vaults")[0].GetProperty("records").GetInt64());
        Assert.False(Directory.Exists(Path.Combine(fixture.Hub.Data, "vaults", person.Vault)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await person.Api.GetAsync("/api/vaults")).StatusCode);
    }

    private static async Task<JsonElement> BeginAsync(Person person, object request)
    {
        var begun = await person.Api.PostAsJsonAsync("/api/imports", request);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        return await person.EndOfAsync((await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("run").GetString()!);
    }

    private static async Task<string> UploadAsync(HttpClient client, string name, byte[] content)
    {
        var begun = await (await client.PostAsJsonAsync("/api/uploads", new { name, length = content.Length })).Content.ReadFromJsonAsync<JsonElement>();
        var id = begun.GetProperty("id").GetString()!;
        var half = content.Length / 2;
        await AppendAsync(client, id, 0, content[..half]);
        await AppendAsync(client, id, half, content[half..]);
        return id;
    }

    private static async Task AppendAsync(HttpClient client, string id, long offset, byte[] chunk)
    {
        using var request = Chunk(id, offset, chunk);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(request)).StatusCode);
    }

    private static HttpRequestMessage Chunk(string id, long offset, byte[] chunk)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, "/api/uploads/" + id) { Content = new ByteArrayContent(chunk) };
        request.Headers.Add("Upload-Offset", offset.ToString());
        return request;
    }
}
