using System.Net.Http.Json;
using Hub.FrontDoor.Sources;
using Hub.Testing;

namespace Hub.FrontDoor.Backups;

/// <summary>A hub, a folder for its backups, and a place where it may come back.</summary>
public abstract class BackupHub : IAsyncLifetime
{
    /// <summary>The hub that is backed up.</summary>
    protected HubProcess Origin { get; private set; } = null!;

    protected string Place { get; } = Directory.CreateTempSubdirectory("hub-backup-").FullName;

    protected string Backups => Path.Combine(Place, "backups");

    protected string Key => Path.Combine(Place, "key.txt");

    protected string Elsewhere => Path.Combine(Place, "other machine");

    public async ValueTask InitializeAsync() => Origin = await TillHub.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Origin.DisposeAsync();
        Directory.Delete(Place, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Nothing of the hub shows in names or contents of what was written.</summary>
    protected void AssertTellsNothing()
    {
        var vaults = Directory.EnumerateDirectories(Path.Combine(Origin.Data, "vaults")).Select(Path.GetFileName).ToList();
        foreach (var file in Directory.EnumerateFiles(Backups, "*", SearchOption.AllDirectories))
        {
            var told = file + File.ReadAllText(file, System.Text.Encoding.Latin1);
            Assert.DoesNotContain("SQLite format", told, StringComparison.Ordinal);
            Assert.DoesNotContain("nobody reads this", told, StringComparison.Ordinal);
            Assert.DoesNotContain("paul", told, StringComparison.Ordinal);
            Assert.All(vaults, vault => Assert.DoesNotContain(vault!, told, StringComparison.Ordinal));
        }
    }

    protected static async Task<int> WriteOnAsync(Person person, CancellationToken stop)
    {
        var count = 0;
        for (; !stop.IsCancellationRequested; count++)
        {
            await person.ImportAsync($"while-{count}.txt", System.Text.Encoding.UTF8.GetBytes($"written while the backup went on: {count}"));
        }

        return count;
    }

    protected static async Task<string> StateAsync(Person person)
    {
        var records = new List<string>();
        foreach (var type in new[] { "energy.consumption", "document.file" })
        {
            records.AddRange((await person.AllAsync(type)).Select(record => record.GetRawText()));
        }

        Assert.NotEmpty(records);
        return string.Join('\n', records);
    }

    protected static async Task<string> FilesAsync(Person person) =>
        string.Join('\n', (await person.GetAsync("/api/files")).GetProperty("items").EnumerateArray().Select(file => $"{file.Text("hash")} {file.Text("name")} {file.Text("mediaType")} {file.Text("at")}").Order(StringComparer.Ordinal));

    protected static async Task SignInAsync(HubProcess hub, string name)
    {
        using var client = hub.NewClient();
        using var opened = await client.PostAsJsonAsync("/api/sessions", new { name, passphrase = Person.Passphrase });
        opened.EnsureSuccessStatusCode();
    }

    protected async Task RestoredAsync()
    {
        var restored = await HubProcess.VerbAsync(["backup", "restore", Backups, "--recovery-key-file", Key, "--data", Elsewhere]);
        Assert.True(restored.ExitCode == 0, restored.Output + restored.Errors);
    }

    protected List<string> Chunks() => Directory.Exists(Path.Combine(Backups, "chunks")) ? [.. Directory.EnumerateFiles(Path.Combine(Backups, "chunks"), "*", SearchOption.AllDirectories)] : [];

    protected async Task<string> SucceedsAsync(params string[] verb)
    {
        var finished = await VerbAsync(verb);
        Assert.True(finished.ExitCode == 0, finished.Output + finished.Errors);
        return finished.Output;
    }

    protected async Task<string> FailsAsync(params string[] verb)
    {
        var finished = await VerbAsync(verb);
        Assert.Equal(1, finished.ExitCode);
        return finished.Errors;
    }

    protected Task<VerbResult> VerbAsync(params string[] verb) => Origin.RunAsync(verb);
}
