using Hub.FrontDoor;
using Hub.Testing;

namespace Hub.Tests.Inbox;

/// <summary>The watched folder of the real executable, which is killed while files lie there.</summary>
public sealed class InboxFrontDoorTests : IDisposable
{
    private readonly string _inbox = Directory.CreateTempSubdirectory("hub-inbox-").FullName;

    public void Dispose() => Directory.Delete(_inbox, recursive: true);

    [Fact]
    public async Task What_is_dropped_is_in_the_vault_also_when_the_hub_was_killed_meanwhile()
    {
        await using var hub = await HubProcess.StartAsync(environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_INBOX"] = _inbox });
        var owner = await hub.OwnerAsync("marie");
        var folder = Directory.CreateDirectory(Path.Combine(_inbox, "Marie")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "load.csv"), MadeFiles.LoadCurve(48), TestContext.Current.CancellationToken);
        await hub.KillAsync();
        await hub.RestartAsync();
        await AppearedAsync(Path.Combine(folder, "done"), "load.csv");
        Assert.Equal(MadeFiles.Kilowatthours(48), await owner.SumAsync(Readings.Type, "/energy"));
        var runs = await owner.Api.GetStringAsync(new Uri("/api/runs", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("load.csv", runs, StringComparison.Ordinal);
    }

    /// <summary>Moved there by the hub: nothing but the system tells.</summary>
    private static async Task AppearedAsync(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(folder, name);
        watcher.Created += (_, _) => there.TrySetResult();
        watcher.Renamed += (_, _) => there.TrySetResult();
        watcher.EnableRaisingEvents = true;
        if (!File.Exists(Path.Combine(folder, name)))
        {
            await there.Task.WaitAsync(TimeSpan.FromMinutes(2));
        }
    }
}
