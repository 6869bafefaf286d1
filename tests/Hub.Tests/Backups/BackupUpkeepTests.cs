using Hub.FrontDoor.Sources;
using Hub.Testing;

namespace Hub.FrontDoor.Backups;

/// <summary>The folder of backups from day to day: when they are made, how many are kept, who else may have been in it.</summary>
public sealed class BackupUpkeepTests : BackupHub
{
    [Fact]
    public async Task Keeping_two_leaves_the_last_two_whole_and_a_killed_backup_leaves_the_others()
    {
        var marie = await Origin.OwnerAsync();
        await SucceedsAsync("backup", "key", "--recovery-key-file", Key);
        for (var round = 0; round < 3; round++)
        {
            await marie.ImportAsync($"note-{round}.txt", [(byte)('a' + round)]);
            await SucceedsAsync("backup", "--out", Backups, "--keep", "2");
        }

        var names = Directory.EnumerateFiles(Path.Combine(Backups, "backups")).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, names.Count);

        var noise = new byte[24 * 1024 * 1024];
        new Random(5).NextBytes(noise);
        await marie.ImportAsync("noise.bin", noise);
        var before = Chunks().Count;
        using (var backup = Origin.Begin("backup", "--out", Backups, "--keep", "1"))
        {
            while (Chunks().Count < before + 4 && !backup.HasExited)
            {
                await Task.Yield();
            }

            backup.Kill();
            await backup.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        foreach (var name in names)
        {
            await SucceedsAsync("backup", "verify", Backups, "--at", name!, "--recovery-key-file", Key);
        }

        await SucceedsAsync("backup", "--out", Backups, "--keep", "1");
        Assert.Single(Directory.EnumerateFiles(Path.Combine(Backups, "backups")));
        await SucceedsAsync("backup", "verify", Backups, "--recovery-key-file", Key);
        Assert.DoesNotContain(Chunks(), path => path.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_key_or_into_a_folder_that_is_in_use_nothing_happens()
    {
        await Origin.OwnerAsync();
        Assert.Contains("hub backup key", await FailsAsync("backup", "--out", Backups), StringComparison.Ordinal);
        Assert.Contains("No recovery key was typed", await FailsAsync("backup", "key"), StringComparison.Ordinal);
        await SucceedsAsync("backup", "key", "--recovery-key-file", Key);
        Assert.Contains("shown only once", await FailsAsync("backup", "key"), StringComparison.Ordinal);
        Assert.Contains("There is no backup", await FailsAsync("backup", "verify", Backups, "--recovery-key-file", Key), StringComparison.Ordinal);
        await SucceedsAsync("backup", "--out", Backups);
        Assert.Contains("is not empty", (await HubProcess.VerbAsync(["backup", "restore", Backups, "--recovery-key-file", Key, "--data", Origin.Data])).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_and_files_that_others_put_into_the_folder_of_backups_lead_to_no_file_elsewhere()
    {
        var noise = new byte[1024 * 1024];
        new Random(7).NextBytes(noise);
        await (await Origin.OwnerAsync()).ImportAsync("noise.bin", noise);
        await SucceedsAsync("backup", "key", "--recovery-key-file", Key);
        await SucceedsAsync("backup", "--out", Backups);
        var largest = Chunks().MaxBy(path => new FileInfo(path).Length)!;
        var mine = Directory.CreateDirectory(Path.Combine(Place, "mine")).FullName;
        var free = Enumerable.Range(0, 256).Select(value => $"{value:x2}").Where(name => !Directory.Exists(Path.Combine(Backups, "chunks", name))).Take(2).ToList();
        var (chunk, kept) = (Path.Combine(mine, free[0] + new string('0', 30)), Path.Combine(mine, "vault.db"));
        File.WriteAllText(chunk, "named as a chunk is");
        File.WriteAllText(kept, "whole");
        Directory.CreateSymbolicLink(Path.Combine(Backups, "chunks", free[0]), mine);
        var ours = Directory.CreateDirectory(Path.Combine(Backups, "chunks", free[1])).FullName;
        Directory.CreateSymbolicLink(Path.Combine(ours, "deeper"), mine);
        var (notOurs, stale) = (Path.Combine(ours, "readme.txt"), Path.Combine(ours, free[1] + new string('0', 30)));
        File.WriteAllText(notOurs, "somebody's");
        File.WriteAllText(stale, "of a backup that is gone");

        // It is written again, and a link lies where it is written first.
        File.Delete(largest);
        File.CreateSymbolicLink(largest + ".part", kept);
        await SucceedsAsync("backup", "--out", Backups, "--keep", "1");
        Assert.Equal("whole", File.ReadAllText(kept));
        Assert.True(File.Exists(chunk));
        Assert.True(File.Exists(notOurs));
        Assert.False(File.Exists(stale));
    }

    [Fact]
    public async Task Verifying_leaves_nothing_in_clear_and_what_a_killed_one_left_goes_at_the_next_start()
    {
        await Origin.OwnerAsync();
        await SucceedsAsync("backup", "key", "--recovery-key-file", Key);
        await SucceedsAsync("backup", "--out", Backups);
        var verifying = Path.Combine(Origin.Data, "verifying");
        var nowhere = new Dictionary<string, string>(StringComparer.Ordinal) { ["TMPDIR"] = Path.Combine(Place, "not there") };
        var verified = await HubProcess.VerbAsync(["backup", "verify", Backups, "--recovery-key-file", Key, "--data", Origin.Data], nowhere);
        Assert.True(verified.ExitCode == 0, verified.Errors);
        Assert.Empty(Directory.EnumerateFileSystemEntries(verifying));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(verifying));
        }

        var scratch = Directory.CreateDirectory(Path.Combine(Place, "scratch")).FullName;
        await SucceedsAsync("backup", "verify", Backups, "--recovery-key-file", Key, "--scratch", scratch);
        Assert.Empty(Directory.EnumerateFiles(scratch, "*", SearchOption.AllDirectories));

        string[] left = [Path.Combine(verifying, "dead"), Path.Combine(verifying, "alive")];
        foreach (var folder in left)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "lock"), "");
            File.WriteAllText(Path.Combine(folder, "vault.db"), "in clear");
        }

        await using var held = new FileStream(Path.Combine(left[1], "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        await Origin.KillAsync();
        await Origin.RestartAsync();
        Assert.Equal((false, true), (Directory.Exists(left[0]), Directory.Exists(left[1])));
    }

    [Fact]
    public async Task A_key_counts_once_it_was_typed_back()
    {
        await Origin.OwnerAsync();
        using var asked = Origin.Begin("backup", "key");
        string? shown = null;
        while (shown is null && await asked.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            shown = line.Trim().Split('-').Length == 8 ? line.Trim() : null;
        }

        await asked.StandardInput.WriteLineAsync(shown!.ToLowerInvariant().Replace('-', ' '));
        await asked.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, asked.ExitCode);
        await SucceedsAsync("backup", "--out", Backups);
        File.WriteAllText(Key, shown);
        await SucceedsAsync("backup", "verify", Backups, "--recovery-key-file", Key);
    }

    [Fact]
    public async Task A_hub_with_a_folder_for_it_backs_itself_up_once_it_has_a_key_and_says_what_it_lacks_before()
    {
        await using var hub = await HubProcess.StartAsync(environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_BACKUP"] = Backups, ["HUB_PLUGINS"] = TillHub.Plugins });
        var marie = await hub.OwnerAsync();
        await marie.PostAsync("/api/records/contact.person", new[] { new { data = new { reference = "r1", name = "Zoé" } } });
        Assert.Contains("hub backup key", (await hub.HearAsync("No backup was made"))[0], StringComparison.Ordinal);
        var home = "";
        while (!home.Contains("hub backup key", StringComparison.Ordinal))
        {
            // The log comes before what the page reads.
            home = await marie.Session.GetStringAsync("/", TestContext.Current.CancellationToken);
        }

        Assert.Contains("No backup was made", home, StringComparison.Ordinal);
        Assert.Equal(0, (await hub.RunAsync("backup", "key", "--recovery-key-file", Key)).ExitCode);
        await hub.KillAsync();
        await hub.RestartAsync();
        while (!Directory.Exists(Path.Combine(Backups, "backups")) || !Directory.EnumerateFiles(Path.Combine(Backups, "backups"), "*.hubbackup").Any())
        {
            // It begins a second after the start.
            await hub.NewClient().GetStringAsync("/api/health", TestContext.Current.CancellationToken);
        }

        while ((await marie.Session.GetStringAsync("/", TestContext.Current.CancellationToken)).Contains("No backup was made", StringComparison.Ordinal))
        {
            // What the page reads comes after the backup.
            await Task.Yield();
        }

        await SucceedsAsync("backup", "verify", Backups, "--recovery-key-file", Key);
        Assert.Contains("\"backup\"", (await marie.GetAsync("/api/journal")).GetRawText(), StringComparison.Ordinal);
    }
}
