using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Hub.Testing;

namespace Hub.FrontDoor.Hostile;

/// <summary>Records written over HTTP that are no records, or nearly.</summary>
public sealed class HostileRecordsTests(OneHub one) : IClassFixture<OneHub>
{
    private const string Good = """{"data":{"usagePoint":"good","commodity":"electricity","direction":"delivered","series":"index","start":"2024-01-01T00:00:00Z","duration":1800,"energy":1}}""";

    [Theory]
    [InlineData("""{"data":{"usagePoint":"x","usagePoint":"y","commodity":"electricity","direction":"delivered","series":"index","start":"2024-01-01T00:00:00Z","duration":1800,"energy":1}}""")]
    [InlineData("""{"data":{"usagePoint":"half \ud800","commodity":"electricity","direction":"delivered","series":"index","start":"2024-01-01T00:00:00Z","duration":1800,"energy":1}}""")]
    [InlineData("""{"data":{"usagePoint":"x","commodity":"electricity","direction":"delivered","series":"index","start":"0000-01-01T00:00:00Z","duration":1800,"energy":1}}""")]
    [InlineData("""{"data":{"usagePoint":"x","commodity":"electricity","direction":"delivered","series":"index","start":"2024-02-30T00:00:00Z","duration":1800,"energy":1}}""")]
    [InlineData("""{"data":{"usagePoint":"x","commodity":"electricity","direction":"delivered","series":"index","start":"2024-01-01T00:00:00Z","duration":1800,"energy":1e999}}""")]
    [InlineData("""{"data":{"usagePoint":"x","commodity":"electricity","direction":"delivered","series":"index","start":"2024-01-01T00:00:00Z","duration":1800,"energy":NaN}}""")]
    [InlineData("""{"data":{"usagePoint":"IDOF10000","commodity":"electricity","direction":"delivered","series":"index","start":"2024-01-01T00:00:00Z","duration":1800,"energy":1}}""")]
    [InlineData("""{"data":{"usagePoint":"x","deep":NESTED}}""")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":"\u0000"}""")]
    [InlineData("null")]
    [InlineData("{")]
    public async Task A_record_that_cannot_be_kept_is_told_with_its_reason_and_its_neighbours_are_kept(string bad)
    {
        var person = await one.NewcomerAsync();
        bad = bad.Replace("IDOF10000", new string('x', 10_000), StringComparison.Ordinal).Replace("NESTED", new string('[', 100_000) + new string(']', 100_000), StringComparison.Ordinal);
        var lines = string.Join('\n', Good, bad, Good.Replace("\"good\"", "\"other\"", StringComparison.Ordinal));
        using var answer = await person.Api.PostAsync("/api/records/energy.consumption", new StringContent(lines, Encoding.UTF8, "application/x-ndjson"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var told = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(2, told.GetProperty("created").GetInt32());
        var rejected = Assert.Single(told.GetProperty("rejected").EnumerateArray().ToList());
        Assert.Equal(1, rejected.GetProperty("index").GetInt32());
        Assert.NotEmpty(rejected.GetProperty("errors")[0].Text("message")!);
        Assert.Equal(2, (await person.AllAsync("energy.consumption")).Count);
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    public async Task The_ends_of_time_are_kept_or_refused_and_every_question_is_still_answered(string start)
    {
        var person = await one.NewcomerAsync();
        var item = new { data = new { usagePoint = "x", commodity = "electricity", direction = "delivered", series = "index", start, duration = 1800, energy = 1 } };
        var told = await person.PostAsync("/api/records/energy.consumption", new[] { item });
        Assert.Equal(1, told.GetProperty("created").GetInt32() + told.GetProperty("rejectedCount").GetInt32());
        foreach (var question in new[] { "", "?order=-time", "?from=2020-01-01", "?to=9999-12-31", "/aggregate?value=/energy&by=hour", "/aggregate?value=/energy&by=year&zone=Asia/Kolkata", "/aggregate?value=/energy&by=month&zone=America/New_York" })
        {
            using var answer = await person.Api.GetAsync("/api/records/energy.consumption" + question);
            Assert.True(answer.IsSuccessStatusCode, $"{question}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task The_official_parsing_cases_are_accepted_or_refused_as_they_should_and_never_a_fault()
    {
        if (Samples.Folder is null)
        {
            Assert.Skip("samples not present: set HUB_SAMPLES");
        }

        var counts = new Dictionary<char, int>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Samples.Folder, "hostile-json/nst_JSONTestSuite")))
        {
            var kind = Path.GetFileName(file)[0];
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
            var status = await PostAsync([.. "[{\"data\":"u8, .. File.ReadAllBytes(file), .. "}]"u8]);
            Assert.True(kind switch { 'y' => status == 200, 'n' => status == 400, _ => status is 200 or 400 }, $"{Path.GetFileName(file)}: {status}");
            Assert.InRange(await PostAsync(File.ReadAllBytes(file)), 200, 499);
        }

        Assert.Equal((45, 92, 12), (counts['y'], counts['n'], counts['i']));
        Assert.Empty(await one.Owner.AllAsync("contact.person"));

        async Task<int> PostAsync(byte[] body)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/json");
            using var answer = await one.Owner.Api.PostAsync("/api/records/contact.person", content);
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task Naughty_strings_are_stored_shown_and_exported_unchanged()
    {
        if (Samples.Folder is null)
        {
            Assert.Skip("samples not present: set HUB_SAMPLES");
        }

        var person = await one.NewcomerAsync();
        var strings = JsonElement.Parse(await File.ReadAllBytesAsync(Path.Combine(Samples.Folder, "hostile-text/minimaxir_big-list-of-naughty-strings/blns.json")))
            .EnumerateArray().Select(text => text.GetString()!).Where(text => text.Length is > 0 and <= 200).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(strings.Count > 450);
        var told = await person.PostAsync("/api/records/contact.person", strings.Select((text, n) => new { data = new { reference = $"n{n}", name = text, note = text } }));
        Assert.Equal((strings.Count, 0), (told.GetProperty("created").GetInt32(), told.GetProperty("rejectedCount").GetInt32()));

        AssertSame((await person.AllAsync("contact.person")).Select(record => record.GetProperty("data")));
        foreach (var text in strings.Where(text => !text.Contains('\0')).Take(60))
        {
            var found = await person.PostAsync("/api/records/contact.person/query", new { where = new[] { "/name:eq:" + text } });
            Assert.Contains(found.GetProperty("items").EnumerateArray(), record => record.GetProperty("data").Text("name") == text);
        }

        var zip = Path.Combine(one.Hub.Data, "export.zip");
        Assert.Equal(0, (await one.Hub.RunAsync("export", "--user", person.Name, "--out", zip)).ExitCode);
        using (var archive = ZipFile.OpenRead(zip))
        {
            using var reader = new StreamReader(archive.GetEntry("records/contact.person.ndjson")!.Open());
            AssertSame((await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line).GetProperty("data")));
        }

        File.Delete(zip);

        void AssertSame(IEnumerable<JsonElement> people) => Assert.Equal(
            strings.Select((text, n) => (Reference: $"n{n}", text, text)).OrderBy(one => one.Reference, StringComparer.Ordinal),
            people.Select(data => (Reference: data.Text("reference")!, data.Text("name")!, data.Text("note")!)).OrderBy(one => one.Reference, StringComparer.Ordinal));
    }
}
