using System.Text;
using Hub.Testing;

namespace Hub.FrontDoor.Hostile;

/// <summary>Files that mean harm, or that went wrong: a clear outcome, no neighbour lost, and the hub goes on answering.</summary>
public sealed class HostileFilesTests(OneHub one) : IClassFixture<OneHub>
{
    private const int Deep = 100_000;

    public static TheoryData<string, string?> Files => new()
    {
        { "empty.csv", null },
        { "zeros.bin", null },
        { "random.ofx", null },
        { "deep.json", null },
        { "bomb.xml", null },
        { "one-long-line.csv", null },
        { "utf16-halves.txt", null },
        { "empty.csv", "linky" },
        { "random.ofx", "ofx" },
        { "zeros.bin", "bluebutton" },
        { "deep.json", "fhir" },
        { "deep.json", "linky" },
        { "bomb.xml", "ofx" },
        { "one-long-line.csv", "linky" },
        { "one-long-line.csv", "fhir" },
        { "one-long-line.csv", "bluebutton" },
        { "one-long-line.csv", "ofx" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_holds_nothing_for_us_is_told_so_and_others_are_answered_meanwhile(string name, string? plugin)
    {
        var importing = one.Owner.ImportAsync(name, Make(name), plugin);
        do
        {
            Assert.Equal("ok", (await one.Owner.GetAsync("/api/health")).Text("status"));
        }
        while (!importing.IsCompleted);
        var run = await importing;
        run.AssertAddsUp();
        Assert.Contains(run.Outcome(), new[] { "NotUnderstood", "NotMyFile", "Truncated", "LimitExceeded" });
        Assert.NotEqual("succeeded", run.State());
        Assert.NotEmpty(run.Message());
    }

    [Theory]
    [InlineData("csv", 24)]
    [InlineData("json", 149)]
    [InlineData("text", 1)]
    [InlineData("xml", 7)]
    [InlineData("zip", 12)]
    public async Task Every_hostile_sample_has_an_outcome_and_nothing_escapes(string kind, int count)
    {
        if (Samples.Folder is null)
        {
            Assert.Skip("samples not present: set HUB_SAMPLES");
        }

        var files = Directory.EnumerateFiles(Path.Combine(Samples.Folder, "hostile-" + kind), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".md", StringComparison.Ordinal)).ToList();
        Assert.Equal(count, files.Count);
        foreach (var file in files)
        {
            var run = await one.Owner.ImportAsync(file);
            run.AssertAddsUp();
            Assert.True(run.Outcome() is "NotUnderstood" or "NotMyFile", $"{file}: {run.Outcome()}");
        }

        AssertNothingEscaped();
    }

    [Theory]
    [InlineData("zip-aes-128.zip", "password")]
    [InlineData("path_traversal/jwilk/symlink.zip", "links")]
    [InlineData("path_traversal/jwilk/dirsymlink2a.zip", "links")]
    public async Task An_archive_that_cannot_be_opened_says_why(string sample, string word)
    {
        if (Samples.Folder is null)
        {
            Assert.Skip("samples not present: set HUB_SAMPLES");
        }

        var run = await one.Owner.ImportAsync(Path.Combine(Samples.Folder, "hostile-zip/rubyzip_rubyzip", sample));
        Assert.Equal("NotUnderstood", run.Outcome());
        Assert.Contains(word, run.Message(), StringComparison.Ordinal);
        Assert.DoesNotContain("limit", run.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_zip_is_kept_and_told()
    {
        var zip = MadeFiles.Zip(("bank.ofx", MadeFiles.Own("bank.ofx")));
        zip[6] |= 1;
        zip[zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        var run = await one.Owner.ImportAsync("locked.zip", zip);
        Assert.Equal(("NotUnderstood", "1 0 0 0 0"), (run.Outcome(), run.Told()));
        Assert.Contains("password", run.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_that_grows_without_measure_is_refused_and_its_neighbours_are_read()
    {
        var person = await one.NewcomerAsync();
        var zip = MadeFiles.Zip(("bomb.csv", new byte[256 * 1024 * 1024]), ("bank.ofx", MadeFiles.Own("bank.ofx")));
        Assert.InRange(zip.Length, 0, 1024 * 1024);
        var preview = await person.PreviewAsync("bomb.zip", zip);
        Assert.Equal(("partial", "NotUnderstood", 13), (preview.State(), preview.Outcome(), preview.Count("created")));

        var run = await person.ImportAsync("bomb.zip", zip);
        Assert.Equal(("partial", "NotUnderstood", "13 0 0 0 0"), (run.State(), run.Outcome(), run.Told()));
        Assert.Equal(12, (await person.AllAsync("bank.operation")).Count);
        Assert.InRange(SizeOf(one.Hub.Data), 0, 64 * 1024 * 1024);
    }

    [Fact]
    public async Task A_zip_inside_a_zip_is_not_opened()
    {
        var person = await one.NewcomerAsync();
        var run = await person.ImportAsync("outer.zip", MadeFiles.Zip(("inner.zip", MadeFiles.Zip(("bank.ofx", MadeFiles.Own("bank.ofx"))))));
        Assert.Equal("NotUnderstood", run.Outcome());
        Assert.Empty(await person.AllAsync("bank.operation"));
        Assert.Single(await person.AllAsync("document.file"));
    }

    [Fact]
    public async Task A_zip_of_too_many_files_is_refused()
    {
        var run = await one.Owner.ImportAsync("many.zip", MadeFiles.Zip(Enumerable.Range(0, 10_001).Select(n => (n.ToString(), Array.Empty<byte>()))));
        Assert.Equal("LimitExceeded", run.Outcome());
        Assert.Contains("10,000", run.Message(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zip_cut_short_is_told_and_kept()
    {
        var zip = MadeFiles.Zip(("bank.ofx", MadeFiles.Own("bank.ofx")), ("fhir.json", MadeFiles.Own("fhir-bundle.json")));
        var run = await one.Owner.ImportAsync("cut.zip", zip[..(zip.Length / 2)]);
        Assert.Equal(("NotUnderstood", "1 0 0 0 0"), (run.Outcome(), run.Told()));
        Assert.Contains("damaged", run.Message(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../evil.ofx", "evil.ofx")]
    [InlineData("..\\..\\evil.ofx", "evil.ofx")]
    [InlineData("/etc/cron.d/evil", "evil")]
    [InlineData("C:\\Windows\\evil.ofx", "evil.ofx")]
    [InlineData("~/.ssh/evil", "evil")]
    [InlineData("a\u0000b\r\nX-Evil: 1.ofx", "abX-Evil: 1.ofx")]
    [InlineData("..", "..")]
    public async Task A_name_is_shown_and_never_a_path(string name, string shown)
    {
        var person = await one.NewcomerAsync();
        var upload = await person.UploadAsync(name, new MemoryStream(MadeFiles.Own("bank.ofx")));
        var run = await person.EndOfAsync((await person.PostAsync("/api/imports", new { uploads = new[] { upload } })).GetProperty("run").GetString()!);
        Assert.Equal(("Done", shown), (run.Outcome(), run.Text("fileName")));

        var member = await person.ImportAsync("member.zip", MadeFiles.Zip((name, MadeFiles.Own("linky-index.csv"))));
        Assert.Equal("Done", member.Outcome());
        var file = (await person.GetAsync("/api/files")).GetProperty("items").EnumerateArray().First(one => one.Text("name") == shown);
        using var answer = await person.Api.GetAsync("/api/files/" + file.Text("hash"));
        Assert.True(answer.IsSuccessStatusCode);
        Assert.False(answer.Headers.Contains("X-Evil"));
        AssertNothingEscaped();
    }

    [Fact]
    public async Task Items_that_cannot_be_kept_are_set_aside_and_their_neighbours_stored()
    {
        var person = await one.NewcomerAsync();
        const string Deepest = """{"resourceType":"Condition","id":"deep","code":{"text":"deep"},"extension":""";
        var bundle = MadeFiles.Bundle(
            MadeFiles.Condition("first", "first"),
            Deepest + new string('[', Deep) + new string(']', Deep) + "}",
            MadeFiles.Condition("half", "half \\ud800 a character"),
            MadeFiles.Condition("long", "long").Replace("\"long\"", $"\"{new string('x', 10_000)}\"", StringComparison.Ordinal),
            """{"resourceType":"Condition","id":"twice","code":{"text":"one","text":"other"},"onsetDateTime":"2020-01-01"}""",
            """{"resourceType":"Condition","id":"year0","code":{"text":"year 0"},"onsetDateTime":"0000-01-01"}""",
            """{"resourceType":"Observation","id":"nan","status":"final","code":{"text":"nan"},"effectiveDateTime":"2020-01-01","valueQuantity":{"value":NaN}}""",
            """{"resourceType":"Observation","id":"huge","status":"final","code":{"text":"huge"},"effectiveDateTime":"2020-01-01","valueQuantity":{"value":1e999}}""",
            MadeFiles.Condition("last", "last"));
        var run = await person.ImportAsync("bundle.json", bundle);
        run.AssertAddsUp();
        Assert.Equal("partial", run.State());
        var kept = (await person.AllAsync("health.condition")).Select(record => record.GetProperty("data").Text("display")).ToList();
        Assert.Contains("first", kept);
        Assert.Contains("last", kept);
        Assert.DoesNotContain("one", kept);
        Assert.DoesNotContain("other", kept);
        Assert.Equal(9, run.Count("read"));
        var rejects = (await person.GetAsync($"/api/runs/{run.Id()}/rejects")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(run.Count("rejected"), rejects.Count);
        Assert.All(rejects, reject => Assert.NotEmpty(reject.GetProperty("errors")[0].Text("message")!));
        Assert.True(rejects.Count >= 5, $"{rejects.Count} rejected");
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_file_of_a_gigabyte_is_taken_without_taking_the_memory()
    {
        var person = await one.NewcomerAsync();
        foreach (var line in new[] { "\0", "2024-01-01T00:30:00+00:00;140\n" })
        {
            await using var file = new RepeatingStream(Encoding.ASCII.GetBytes(line), 1L << 30);
            var upload = await person.UploadAsync("big.csv", file);
            var run = await person.EndOfAsync((await person.PostAsync("/api/imports", new { uploads = new[] { upload } })).GetProperty("run").GetString()!);
            Assert.Equal(("partial", "NotUnderstood"), (run.State(), run.Outcome()));
        }

        var peak = long.Parse((await File.ReadAllLinesAsync($"/proc/{one.Hub.Pid}/status")).First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        Assert.InRange(peak, 0, 300 * 1024);
    }

    private static byte[] Make(string name) => name switch
    {
        "empty.csv" => [],
        "zeros.bin" => new byte[4 * 1024 * 1024],
        "random.ofx" => [.. Enumerable.Range(1, 200_000).Select(n => (byte)((n * 2654435761L) >> 13))],
        "deep.json" => MadeFiles.Utf8(new string('[', Deep) + new string(']', Deep)),
        "bomb.xml" => MadeFiles.Utf8("<?xml version=\"1.0\"?><!DOCTYPE OFX [<!ENTITY a \"aaaaaaaaaa\">" + string.Concat(Enumerable.Range(0, 20).Select(n => $"<!ENTITY {(char)('b' + n)} \"{string.Concat(Enumerable.Repeat($"&{(char)('a' + n)};", 10))}\">")) + "]><NOTHING>&u;</NOTHING>"),
        "one-long-line.csv" => [.. Enumerable.Repeat((byte)'x', 20 * 1024 * 1024)],
        _ => Encoding.Unicode.GetBytes("\uFEFF" + new string('\uD800', 1000)),
    };

    private static long SizeOf(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    private void AssertNothingEscaped()
    {
        Assert.Equal([one.Hub.Data], Directory.GetFileSystemEntries(one.Surroundings));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(one.Hub.Data, "*", SearchOption.AllDirectories), path => path.Contains("evil", StringComparison.OrdinalIgnoreCase));
        Assert.False(File.Exists(Path.Combine(Path.GetTempPath(), "evil")) || File.Exists("/etc/cron.d/evil"));
    }
}
