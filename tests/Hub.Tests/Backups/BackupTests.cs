using System.Net.Http.Json;
using Hub.FrontDoor.Sources;
using Hub.Testing;

namespace Hub.FrontDoor.Backups;

/// <summary>A hub is lost, and comes back elsewhere from a folder of backups and a key on paper.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private readonly string _place = Directory.CreateTempSubdirectory("hub-backup-").FullName;
    private HubProcess _hub = null!;

    private string Backups => Path.Combine(_place, "backups");

    private string Key => Path.Combine(_place, "key.txt");

    private string Elsewhere => Path.Combine(_place, "other machine");

    public async ValueTask InitializeAsync() => _hub = await TillHub.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_place, recursive: true);
    }

    [Fact]
    public async Task A_hub_comes_back_on_another_machine_with_the_recovery_key_alone()
    {
        var (marie, paul) = (await _hub.OwnerAsync(), await _hub.AddAsync("paul"));
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
        await _hub.KillAsync();
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
        var marie = await _hub.OwnerAsync();
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

        var other = Path.Combine(_place, "other.txt");
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
        await (await _hub.OwnerAsync()).ImportAsync("letters.txt", "kept as they are"u8.ToArray());
        await (await _hub.AddAsync("paul")).ImportAsync("notes.txt", "kept as it is"u8.ToArray());
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
    public async Task Keeping_two_leaves_the_last_two_whole_and_a_killed_backup_leaves_the_others()
    {
        var marie = await _hub.OwnerAsync();
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
        using (var backup = _hub.Begin("backup", "--out", Backups, "--keep", "1"))
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
        await _hub.OwnerAsync();
        Assert.Contains("hub backup key", await FailsAsync("backup", "--out", Backups), StringComparison.Ordinal);
        Assert.Contains("No recovery key was typed", await FailsAsync("backup", "key"), StringComparison.Ordinal);
        await SucceedsAsync("backup", "key", "--recovery-key-file", Key);
        Assert.Contains("shown only once", await FailsAsync("backup", "key"), StringComparison.Ordinal);
        Assert.Contains("There is no backup", await FailsAsync("backup", "verify", Backups, "--recovery-key-file", Key), StringComparison.Ordinal);
        await SucceedsAsync("backup", "--out", Backups);
        Assert.Contains("is not empty", (await HubProcess.VerbAsync(["backup", "restore", Backups, "--recovery-key-file", Key, "--data", _hub.Data])).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_and_files_that_others_put_into_the_folder_of_backups_lead_to_no_file_elsewhere()
    {
        var noise = new byte[1024 * 1024];
        new Random(7).NextBytes(noise);
        await (await _hub.OwnerAsync()).ImportAsync("noise.bin", noise);
        await SucceedsAsync("backup", "key", "--recovery-key-file", Key);
        await SucceedsAsync("backup", "--out", Backups);
        var largest = Chunks().MaxBy(path => new FileInfo(path).Length)!;
        var mine = Directory.CreateDirectory(Path.Combine(_place, "mine")).FullName;
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
        await _hub.OwnerAsync();
        await SucceedsAsync("backup", "key", "--recovery-key-file", Key);
        await SucceedsAsync("backup", "--out", Backups);
        var verifying = Path.Combine(_hub.Data, "verifying");
        var nowhere = new Dictionary<string, string>(StringComparer.Ordinal) { ["TMPDIR"] = Path.Combine(_place, "not there") };
        var verified = await HubProcess.VerbAsync(["backup", "verify", Backups, "--recovery-key-file", Key, "--data", _hub.Data], nowhere);
        Assert.True(verified.ExitCode == 0, verified.Errors);
        Assert.Empty(Directory.EnumerateFileSystemEntries(verifying));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(verifying));
        }

        var scratch = Directory.CreateDirectory(Path.Combine(_place, "scratch")).FullName;
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
        await _hub.KillAsync();
        await _hub.RestartAsync();
        Assert.Equal((false, true), (Directory.Exists(left[0]), Directory.Exists(left[1])));
    }

    [Fact]
    public async Task A_backup_becomes_a_hub_on_a_storage_account_and_from_there_one_in_a_folder()
    {
        var (marie, paul) = (await _hub.OwnerAsync(), await _hub.AddAsync("paul"));
        await marie.AddTillAsync(new { user = "marie", pages = 3 });
        await marie.ImportAsync("letter.txt", "a letter"u8.ToArray());
        await paul.ImportAsync("notes.txt", "nobody reads this"u8.ToArray());
        var (before, theirs, files) = (await StateAsync(marie), await StateAsync(paul), await FilesAsync(marie));
        await SucceedsAsync("backup", "key", "--recovery-key-file", Key);
        await SucceedsAsync("backup", "--out", Backups);
        await _hub.KillAsync();

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

    [Fact]
    public async Task A_key_counts_once_it_was_typed_back()
    {
        await _hub.OwnerAsync();
        using var asked = _hub.Begin("backup", "key");
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

    /// <summary>Nothing of the hub shows in names or contents of what was written.</summary>
    private void AssertTellsNothing()
    {
        var vaults = Directory.EnumerateDirectories(Path.Combine(_hub.Data, "vaults")).Select(Path.GetFileName).ToList();
        foreach (var file in Directory.EnumerateFiles(Backups, "*", SearchOption.AllDirectories))
        {
            var told = file + File.ReadAllText(file, System.Text.Encoding.Latin1);
            Assert.DoesNotContain("SQLite format", told, StringComparison.Ordinal);
            Assert.DoesNotContain("nobody reads this", told, StringComparison.Ordinal);
            Assert.DoesNotContain("paul", told, StringComparison.Ordinal);
            Assert.All(vaults, vault => Assert.DoesNotContain(vault!, told, StringComparison.Ordinal));
        }
    }

    private static async Task<int> WriteOnAsync(Person person, CancellationToken stop)
    {
        var count = 0;
        for (; !stop.IsCancellationRequested; count++)
        {
            await person.ImportAsync($"while-{count}.txt", System.Text.Encoding.UTF8.GetBytes($"written while the backup went on: {count}"));
        }

        return count;
    }

    private static async Task<string> StateAsync(Person person)
    {
        var records = new List<string>();
        foreach (var type in new[] { "energy.consumption", "document.file" })
        {
            records.AddRange((await person.AllAsync(type)).Select(record => record.GetRawText()));
        }

        Assert.NotEmpty(records);
        return string.Join('\n', records);
    }

    private static async Task<string> FilesAsync(Person person) =>
        string.Join('\n', (await person.GetAsync("/api/files")).GetProperty("items").EnumerateArray().Select(file => $"{file.Text("hash")} {file.Text("name")} {file.Text("mediaType")} {file.Text("at")}").Order(StringComparer.Ordinal));

    private static async Task SignInAsync(HubProcess hub, string name)
    {
        using var client = hub.NewClient();
        using var opened = await client.PostAsJsonAsync("/api/sessions", new { name, passphrase = Person.Passphrase });
        opened.EnsureSuccessStatusCode();
    }

    private async Task RestoredAsync()
    {
        var restored = await HubProcess.VerbAsync(["backup", "restore", Backups, "--recovery-key-file", Key, "--data", Elsewhere]);
        Assert.True(restored.ExitCode == 0, restored.Output + restored.Errors);
    }

    private List<string> Chunks() => Directory.Exists(Path.Combine(Backups, "chunks")) ? [.. Directory.EnumerateFiles(Path.Combine(Backups, "chunks"), "*", SearchOption.AllDirectories)] : [];

    private async Task<string> SucceedsAsync(params string[] verb)
    {
        var finished = await VerbAsync(verb);
        Assert.True(finished.ExitCode == 0, finished.Output + finished.Errors);
        return finished.Output;
    }

    private async Task<string> FailsAsync(params string[] verb)
    {
        var finished = await VerbAsync(verb);
        Assert.Equal(1, finished.ExitCode);
        return finished.Errors;
    }

    private Task<VerbResult> VerbAsync(params string[] verb) => _hub.RunAsync(verb);
}
