using System.Diagnostics;
using System.IO.Compression;
using System.IO.Pipelines;
using Hub.Testing;

namespace Hub.FrontDoor.Hostile;

/// <summary>Zips that mean harm, or went wrong in one place: a sentence for what is wrong, and what is right beside it is read.</summary>
public sealed class HostileArchiveTests(OneHub one) : IClassFixture<OneHub>
{
    private const uint LinkOfUnix = 0xA1FF0000;
    private const int OfBank = 13;

    private static MadeZip.Member Bank => new("bank.ofx", MadeFiles.Own("bank.ofx"));

    [Theory]
    [InlineData("sum", "damaged")]
    [InlineData("length", "damaged")]
    [InlineData("content", "damaged")]
    [InlineData("method", "method")]
    [InlineData("locked", "password")]
    [InlineData("link", "links")]
    public async Task A_member_that_is_not_right_says_why_and_its_neighbours_are_stored(string wrong, string word)
    {
        var person = await one.NewcomerAsync();
        var letter = new MadeZip.Member("letter.txt", MadeFiles.Utf8("Dear customer, all is well."));
        var zip = MadeZip.Of(Bank, wrong switch
        {
            "sum" => letter with { Crc = 1 },
            "length" => letter with { Length = 5000 },
            "content" => letter with { Method = 8 },
            "method" => letter with { Method = 93 },
            "locked" => letter with { Flags = 1 },
            _ => letter with { Attributes = LinkOfUnix },
        }, new MadeZip.Member("linky.csv", MadeFiles.Own("linky-index.csv")));

        var preview = await person.PreviewAsync("zip.zip", zip);
        var run = await person.ImportAsync("zip.zip", zip);
        run.AssertAddsUp();
        Assert.Equal(("partial", "NotUnderstood", "partial", "NotUnderstood"), (preview.State(), preview.Outcome(), run.State(), run.Outcome()));
        Assert.Contains(word, preview.Message(), StringComparison.Ordinal);
        Assert.Contains(word, run.Message(), StringComparison.Ordinal);
        Assert.Equal(12, (await person.AllAsync("bank.operation")).Count);
        Assert.True(run.Count("created") > OfBank, run.Told());
        Assert.Equal(run.Count("created"), preview.Count("created"));
        Assert.DoesNotContain((await person.GetAsync("/api/files")).GetProperty("items").EnumerateArray(), file => file.Text("name") == "letter.txt");
        (await person.ImportAsync("zip.zip", zip)).AssertChangedNothing();
    }

    [Fact]
    public async Task Sizes_in_eight_bytes_and_names_that_come_twice_are_read()
    {
        var person = await one.NewcomerAsync();
        var run = await person.ImportAsync("zip.zip", MadeZip.Of(Bank with { IsWide = true }, Bank with { Content = MadeFiles.Own("linky-index.csv") }));
        Assert.Equal(("succeeded", "Done", 2), (run.State(), run.Outcome(), run.GetProperty("parts").GetArrayLength()));
        Assert.Equal(12, (await person.AllAsync("bank.operation")).Count);
        Assert.NotEmpty(await person.AllAsync("energy.consumption"));
    }

    [Fact]
    public async Task Sizes_that_stand_behind_each_member_are_read()
    {
        var person = await one.NewcomerAsync();
        var whole = new MemoryStream();

        // What cannot go back writes a member's sizes behind it.
        await using (var forward = PipeWriter.Create(whole, new StreamPipeWriterOptions(leaveOpen: true)).AsStream())
        await using (var zip = new ZipArchive(forward, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using var member = await zip.CreateEntry("bank.ofx").OpenAsync(TestContext.Current.CancellationToken);
            await member.WriteAsync(MadeFiles.Own("bank.ofx"), TestContext.Current.CancellationToken);
        }

        Assert.Equal(8, whole.ToArray()[6] & 8);
        Assert.Equal("Done", (await person.ImportAsync("zip.zip", whole.ToArray())).Outcome());
        Assert.Equal(12, (await person.AllAsync("bank.operation")).Count);
    }

    [Theory]
    [InlineData("cut in its list")]
    [InlineData("wrong number")]
    [InlineData("wrong place")]
    public async Task An_archive_whose_list_is_wrong_is_kept_and_told(string wrong)
    {
        var person = await one.NewcomerAsync();
        var zip = MadeZip.Of(Bank, Bank with { Name = "again.ofx" });
        var end = zip.Length - 22;
        switch (wrong)
        {
            case "cut in its list":
                zip = zip[..(end - 20)];
                break;
            case "wrong number":
                zip[end + 8] = zip[end + 10] = 9;
                break;
            default:
                zip[end + 16] ^= 0x55;
                break;
        }

        var run = await person.ImportAsync("zip.zip", zip);
        Assert.Equal(("NotUnderstood", "1 0 0 0 0"), (run.Outcome(), run.Told()));
        Assert.Contains("damaged", run.Message(), StringComparison.Ordinal);
        Assert.Equal("NotUnderstood", (await person.PreviewAsync("zip.zip", zip)).Outcome());
    }

    [Fact]
    public async Task An_archive_within_an_archive_says_that_it_is_not_opened()
    {
        var person = await one.NewcomerAsync();
        var run = await person.ImportAsync("outer.zip", MadeZip.Of(Bank, new MadeZip.Member("inner.zip", MadeZip.Of(Bank))));
        Assert.Equal(("partial", "NotUnderstood"), (run.State(), run.Outcome()));
        Assert.Contains("archive within an archive", run.Message(), StringComparison.Ordinal);
        Assert.Equal(12, (await person.AllAsync("bank.operation")).Count);
    }

    [Fact]
    public async Task An_archive_that_comes_with_other_files_is_opened_too_and_undone_with_them()
    {
        var person = await one.NewcomerAsync();
        (string, byte[])[] files = [("zip.zip", MadeZip.Of(Bank, new MadeZip.Member("inner.zip", MadeZip.Of(Bank)))), ("linky.csv", MadeFiles.Own("linky-index.csv"))];
        var run = await person.ImportAllAsync(files);
        run.AssertAddsUp();
        Assert.Equal("NotUnderstood", run.Outcome());
        Assert.Contains("archive within an archive", run.Message(), StringComparison.Ordinal);
        Assert.Equal(4, run.GetProperty("parts").GetArrayLength());
        Assert.Equal(12, (await person.AllAsync("bank.operation")).Count);
        (await person.ImportAllAsync(files)).AssertChangedNothing();

        var undo = await person.EndOfAsync((await person.PostAsync($"/api/runs/{run.Id()}/undo", new { })).GetProperty("run").GetString()!);
        Assert.Equal(run.Count("created"), undo.Count("withdrawn"));
        Assert.Empty(await person.AllAsync("bank.operation"));
        Assert.Empty(await person.AllAsync("energy.consumption"));
    }

    [Fact]
    public async Task The_hub_does_not_open_it_itself()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A hub's processes are looked up in /proc.");
        await using var hub = await HubProcess.StartAsync();
        var person = await hub.OwnerAsync();
        var noise = new byte[96 * 1024 * 1024];
        new Random(5).NextBytes(noise);
        var upload = await person.UploadAsync("noise.zip", new MemoryStream(MadeFiles.Zip(("noise.bin", noise))));
        var run = (await person.PostAsync("/api/imports", new { uploads = new[] { upload } })).GetProperty("run").GetString()!;

        // Nobody reads noise, so the only runner that there can be is the one that unpacks.
        int[] runners;
        while ((runners = [.. hub.Runners()]).Length == 0)
        {
            Assert.Contains((await person.GetAsync("/api/runs/" + run)).State(), new[] { "queued", "running" });
        }

        using (var runner = Process.GetProcessById(Assert.Single(runners)))
        {
            runner.Kill();
        }

        var ended = await person.EndOfAsync(run);
        Assert.Equal("NotUnderstood", ended.Outcome());
        Assert.Contains("Opening the archive broke off", ended.Message(), StringComparison.Ordinal);
        Assert.DoesNotContain((await person.GetAsync("/api/files")).GetProperty("items").EnumerateArray(), file => file.Text("name") == "noise.bin");
    }

    [Fact]
    public async Task A_hub_killed_while_an_archive_is_unpacked_goes_on_and_doubles_nothing()
    {
        const int Members = 60;
        await using var hub = await HubProcess.StartAsync();
        var person = await hub.OwnerAsync();
        var zip = MadeFiles.Zip(Enumerable.Range(0, Members).Select(n => ($"curve-{n}.csv", MadeFiles.LoadCurve(48, n * 48))));
        var id = await person.BeginImportAsync("curves.zip", zip);
        while ((await person.GetAsync("/api/files")).GetProperty("items").GetArrayLength() < 5)
        {
            await Task.Yield();
        }

        await hub.KillAsync();
        await hub.RestartAsync();
        var run = await person.EndOfAsync(id);
        Assert.Equal(("succeeded", "Done", $"{Members * 48} 0 0 0 0"), (run.State(), run.Outcome(), run.Told()));
        Assert.Equal(Members, run.GetProperty("parts").GetArrayLength());
        (await person.ImportAsync("curves.zip", zip)).AssertChangedNothing();
        Assert.Equal(0, (await hub.RunAsync("check")).ExitCode);
    }
}
