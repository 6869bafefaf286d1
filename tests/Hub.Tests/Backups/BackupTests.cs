using Hub.FrontDoor.Sources;
using Hub.Testing;

namespace Hub.FrontDoor.Backups;

/// <summary>A hub is lost, and comes back elsewhere from a folder of backups and a key on paper.</summary>
public sealed class BackupTests : BackupHub
{
    [Fact]
    public async Task A_hub_comes_back_on_another_machine_with_the_recovery_key_alone()
    {
        var (marie, paul) = (await Origin.OwnerAsync(), await Origin.AddAsync("paul"));
        await marie.AddTillAsync(new { user = "marie", pages = 12 });
        await paul.ImportAsync("notes.txt", "nobody reads this"u8.ToArray());
        var source = await paul.AddTillAsync(new { user = "restored", password = "sealed-and-carried", pin = "2468-carried" });
        await SucceedsAsync("backup", "key", "--recovery-key-file", Key);
        Assert.Equal(8, (await File.ReadAllTextAsync(Key, TestContext.Current.CancellationToken)).Split('-').Length);

        using var stop = new CancellationTokenSource();
        var writes = WriteOnAsync(marie, stop.Token);
        var written = await SucceedsAsync("backup", "--out", Backups);
        await stop.CancelAsync();
        Assert.True(await writes > 0);
        Assert.Contains("2 vaults", written, StringComparison.Ordinal);
        AssertTellsNothing();
        Assert.Contains("as it was", await SucceedsAsync("backup", "verify", Backups, "--recovery-key-file", Key), StringComparison.Ordinal);

        // What was there when writing stopped is in the next one, which writes little of what the first has.
        await SucceedsAsync("backup", "--out", Backups);
        var before = await StateAsync(marie);
        var theirs = await StateAsync(paul);
        await Origin.KillAsync();
        await RestoredAsync();
        await using var other = await HubProcess.StartAsync(Elsewhere, new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_PLUGINS"] = TillHub.Plugins });

        // A session may have been ended since the backup was made: none comes back.
        using (var session = await marie.At(other).Session.GetAsync("/api/sessions/current", TestContext.Current.CancellationToken))
        {
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, session.StatusCode);
        }

        await SignInAsync(other, "marie");
        Assert.Equal(before, await StateAsync(marie.At(other)));
        var there = paul.At(other);
        Assert.Equal(theirs, await StateAsync(there));
        Assert.Equal("Done", (await there.SyncAsync(source.Id())).Outcome());
        var run = (await there.SourceAsync(source.Id())).LastRun();
        Assert.Contains("{{pin}}", (await there.GetAsync($"/api/runs/{run}/log")).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(0, (await other.RunAsync("check")).ExitCode);
    }

    [Fact]
    public async Task Damage_is_found_and_named_and_the_wrong_key_opens_nothing()
    {
        var marie = await Origin.OwnerAsync();
        var noise = new byte[3 * 1024 * 1024];
        new Random(11).NextBytes(noise);
        await marie.ImportAsync("noise.bin", noise);
        await SucceedsAsync("backup", "key", "--recovery-key-file", Key);
        await SucceedsAsync("backup", "--out", Backups);
        var chunks = Chunks().OrderByDescending(path => new FileInfo(path).Length).Take(2).ToList();

        var whole = chunks.Select(File.ReadAllBytes).ToList();
        await FindsAsync(chunks[0], () => File.WriteAllBytes(chunks[0], [.. whole[0][..1000], (byte)(whole[0][1000] ^ 1), .. whole[0][1001..]]));
        await FindsAsync(chunks[0], () => File.WriteAllBytes(chunks[0], whole[0][..^5]));
        await FindsAsync(chunks[0], () => File.WriteAllBytes(chunks[0], whole[1]));
        await FindsAsync(chunks[0], () => File.Delete(chunks[0]));
        File.WriteAllBytes(chunks[0], whole[0]);
        await SucceedsAsync("backup", "verify", Backups, "--recovery-key-file", Key);

        var entry = Directory.EnumerateFiles(Path.Combine(Backups, "backups")).Single();
        var bytes = File.ReadAllBytes(entry);
        File.WriteAllBytes(entry, [.. bytes[..^1], (byte)(bytes[^1] ^ 1)]);
        Assert.Contains("damaged", await FailsAsync("backup", "verify", Backups, "--recovery-key-file", Key), StringComparison.Ordinal);
        File.WriteAllBytes(entry, bytes);

        var other = Path.Combine(Place, "other.txt");
        await SucceedsAsync("backup", "key", "--new", "--recovery-key-file", other);
        Assert.Contains("not the recovery key", await FailsAsync("backup", "verify", Backups, "--recovery-key-file", other), StringComparison.Ordinal);
        File.WriteAllText(other, "ABCD-EFGH");
        Assert.Contains("no recovery key", await FailsAsync("backup", "verify", Backups, "--recovery-key-file", other), StringComparison.Ordinal);

        async Task FindsAsync(string chunk, Action damage)
        {
            damage();
            var found = await VerbAsync("backup", "verify", Backups, "--recovery-key-file", Key);
            Assert.Equal(1, found.ExitCode);
            Assert.Contains(Path.GetFileName(chunk), found.Output, StringComparison.Ordinal);
            File.WriteAllBytes(chunks[0], whole[0]);
        }
    }

    [Fact]
    public async Task Whatever_chunk_is_lost_the_rest_comes_back()
    {
        await (await Origin.OwnerAsync()).ImportAsync("letters.txt", "kept as they are"u8.ToArray());
        await (await Origin.AddAsync("paul")).ImportAsync("notes.txt", "kept as it is"u8.ToArray());
        await SucceedsAsync("backup", "key", "--recovery-key-file", Key);
        await SucceedsAsync("backup", "--out", Backups);

        var lost = new List<int>();
        foreach (var (chunk, n) in Chunks().Select((chunk, n) => (chunk, n)))
        {
            var place = $"{Elsewhere} {n}";
            File.Move(chunk, Key + ".chunk");
            var restored = await HubProcess.VerbAsync(["backup", "restore", Backups, "--recovery-key-file", Key, "--data", place]);
            var verified = await VerbAsync("backup", "verify", Backups, "--recovery-key-file", Key);
            File.Move(Key + ".chunk", chunk);

            Assert.Equal((1, 1), (restored.ExitCode, verified.ExitCode));
            Assert.Contains(Path.GetFileName(chunk), restored.Output, StringComparison.Ordinal);
            Assert.Contains("what could be had of it was restored", restored.Errors, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(place, "hub.db")));
            var left = Directory.EnumerateFiles(Path.Combine(place, "vaults"), "vault.db", SearchOption.AllDirectories).Count();
            Assert.Equal(2, left + restored.Output.Split(", database").Length - 1);
            lost.Add(2 - left);
        }

        Assert.Contains(1, lost);
    }

    [Fact]
    public async Task A_backup_becomes_a_hub_on_a_storage_account_and_from_there_one_in_a_folder()
    {
        var (marie, paul) = (await Origin.OwnerAsync(), await Origin.AddAsync("paul"));
        await marie.AddTillAsync(new { user = "marie", pages = 3 });
        await marie.ImportAsync("letter.txt", "a letter"u8.ToArray());
        await paul.ImportAsync("notes.txt", "nobody reads this"u8.ToArray());
        var (before, theirs, files) = (await StateAsync(marie), await StateAsync(paul), await FilesAsync(marie));
        await SucceedsAsync("backup", "key", "--recovery-key-file", Key);
        await SucceedsAsync("backup", "--out", Backups);
        await Origin.KillAsync();

        var account = (await Azurite.SharedAsync()).NewAccount();
        string[] onto = ["backup", "restore", Backups, "--recovery-key-file", Key, "--storage", account];
        var restored = await HubProcess.VerbAsync(onto);
        Assert.True(restored.ExitCode == 0, restored.Output + restored.Errors);
        Assert.Contains("nothing there is to be lost", (await HubProcess.VerbAsync(onto)).Errors, StringComparison.Ordinal);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_PLUGINS"] = TillHub.Plugins };
        await using (var cloud = await HubProcess.StartOnAsync(account, environment))
        {
            var there = marie.At(cloud);
            Assert.Equal((before, theirs, files), (await StateAsync(there), await StateAsync(paul.At(cloud)), await FilesAsync(there)));
            Assert.Equal("a letter", await there.Api.GetStringAsync("/api/files/" + files.Split(' ').Single(word => word.StartsWith("sha256-", StringComparison.Ordinal)), TestContext.Current.CancellationToken));
            await there.ImportAsync("later.txt", "written in the cloud"u8.ToArray());
            (before, files) = (await StateAsync(there), await FilesAsync(there));
            var check = await cloud.RunAsync("check");
            Assert.True(check.ExitCode == 0, check.Output + check.Errors);
            var back = await cloud.RunAsync("backup", "--out", Backups);
            Assert.True(back.ExitCode == 0, back.Output + back.Errors);
        }

        await RestoredAsync();
        await using var other = await HubProcess.StartAsync(Elsewhere, environment);
        Assert.Equal((before, files), (await StateAsync(marie.At(other)), await FilesAsync(marie.At(other))));
    }
}
