using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Testing;

namespace Hub.Tests;

/// <summary>A table that nobody knows, taught through the API: proposed, tried, installed, read, known again and given away.</summary>
public sealed class TeachingTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private HubProcess Hub => fixture.Hub;

    [Fact]
    public async Task A_table_is_proposed_tried_taught_and_known_again()
    {
        var hash = await KeepAsync("meter.csv", "Compteur du Val;Relevé le;Index kWh du jour\n09112233445566;30/01/2026;12,5\n09112233445566;31/01/2026;13\n09112233445566;01/02/2026;9,25\nTotal;;x\n");
        var session = fixture.Owner.Session;

        var proposed = await JsonAsync(await session.GetAsync($"/api/files/{hash}/table"));
        var lesson = proposed["lesson"]!.AsObject();
        Assert.Equal("energy.consumption", (string)lesson["type"]!);
        Assert.Equal(["usagePoint", "start", "energy"], lesson["columns"]!.AsArray().Select(column => (string)column!));
        Assert.Equal("daily", (string)lesson["constants"]!["series"]!);
        lesson["name"] = "Val meter";

        var tried = await JsonAsync(await session.PostAsJsonAsync($"/api/files/{hash}/table/preview", lesson));
        Assert.Equal((3, 1), ((int)tried["kept"]!, (int)tried["rejected"]!));
        Assert.Equal("line 5", (string)tried["rejects"]![0]!["at"]!);
        Assert.Contains("Index kWh du jour", (string)tried["rejects"]![0]!["reason"]!, StringComparison.Ordinal);

        var taught = await session.PostAsJsonAsync($"/api/files/{hash}/table", lesson);
        Assert.Equal(HttpStatusCode.Created, taught.StatusCode);
        var answer = await JsonAsync(taught);
        Assert.Equal("taught-val-meter", (string)answer["plugin"]!);
        var run = await RunAsync((string)answer["run"]!);
        Assert.Equal((3, 1), ((int)run["counts"]!["created"]!, (int)run["counts"]!["rejected"]!));

        var next = await ImportAsync("other.csv", "\ufeffRELEVE LE;Index kWh du jour;Compteur du val\n02/02/2026;7;09112233445566\n");
        Assert.Equal(("taught-val-meter", 1), ((string)next["plugin"]!, (int)next["counts"]!["created"]!));

        // Taught anew, it is the next version of the same plug-in.
        var again = await JsonAsync(await session.PostAsJsonAsync($"/api/files/{hash}/table", lesson));
        Assert.Equal(("taught-val-meter", "1.0.1"), ((string)again["plugin"]!, (string)again["version"]!));
        await RunAsync((string)again["run"]!);

        using var package = new ZipArchive(await (await session.GetAsync("/api/plugins/taught-val-meter/package")).Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["mapping.json", "plugin.json"], package.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        var folder = Directory.CreateTempSubdirectory("taught").FullName;
        try
        {
            package.ExtractToDirectory(Path.Combine(folder, "taught-val-meter"));
            var check = await HubProcess.VerbAsync(["plugin", "check", Path.Combine(folder, "taught-val-meter")], folder: folder);
            Assert.True(check.ExitCode == 0, check.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("type", "\"nothing.there\"")]
    [InlineData("name", "\"\"")]
    [InlineData("columns", "[\"usagePoint\",\"usagePoint\",\"energy\"]")]
    [InlineData("columns", "[\"usagePoint\",\"start\"]")]
    [InlineData("columns", "[null,\"start\",\"colour\"]")]
    [InlineData("columns", "[\"\",\"start:time\",\"energy\"]")]
    [InlineData("order", "\"ydm\"")]
    [InlineData("decimal", "\";\"")]
    [InlineData("zone", "\"Europe/Nowhere\"")]
    [InlineData("constants", "{\"duration\":\"long\"}")]
    [InlineData("units", "{\"energy\":\"stone\"}")]
    [InlineData("format", "\"pdf\"")]
    public async Task What_is_missing_in_a_lesson_is_told_and_nothing_is_installed(string member, string value)
    {
        var hash = await KeepAsync("wrong.csv", "Compteur;Relevé fait le;kWh consommés\n09112233445566;30/01/2026;12,5\n09112233445566;31/01/2026;13\n");
        var lesson = (await JsonAsync(await fixture.Owner.Session.GetAsync($"/api/files/{hash}/table")))["lesson"]!.AsObject();
        lesson["name"] = "Wrong meter";
        lesson[member] = JsonNode.Parse(value);

        foreach (var path in new[] { "/preview", "" })
        {
            var answer = await fixture.Owner.Session.PostAsJsonAsync($"/api/files/{hash}/table{path}", lesson);
            Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity, $"{path} {answer.StatusCode}");
        }

        Assert.DoesNotContain("taught-wrong-meter", (await Hub.RunAsync("plugin", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_table_is_told()
    {
        var hash = await KeepAsync("letter.txt", "Dear hub,\nthis is a letter.\n");

        var answer = await fixture.Owner.Session.GetAsync($"/api/files/{hash}/table");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("urn:hub:problem:no-table", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["type"]!);
    }

    private async Task<string> KeepAsync(string name, string text)
    {
        await ImportAsync(name, text);
        var files = await JsonAsync(await fixture.Owner.Session.GetAsync("/api/files"));
        return (string)files["items"]!.AsArray().First(file => (string)file!["name"]! == name)!["hash"]!;
    }

    private async Task<JsonObject> ImportAsync(string name, string text)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "files", name } };
        return await RunAsync((string)(await JsonAsync(await fixture.Owner.Session.PostAsync("/api/imports", form)))["run"]!);
    }

    private async Task<JsonObject> RunAsync(string id)
    {
        JsonObject run;
        do
        {
            run = await JsonAsync(await fixture.Owner.Session.GetAsync($"/api/runs/{id}?wait=30"));
        }
        while ((string)run["state"]! is "queued" or "running");
        return run;
    }

    private static async Task<JsonObject> JsonAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!.AsObject();
    }
}
