using Hub.Core.Accounts;
using Hub.Core.Plugins.Types;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Inbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Inbox;

/// <summary>A hub in this process that looks at its watched folder when a test says so, at the time that a test says.</summary>
internal sealed class InboxHub : IAsyncDisposable
{
    private readonly MovedClock _clock = new();
    private readonly string _root = Directory.CreateTempSubdirectory("hub-inbox-").FullName;
    private WebApplication _app;

    private InboxHub() => _app = Build();

    public string Folder => Path.Combine(_root, "inbox", "marie");

    public string Elsewhere => Path.Combine(_root, "elsewhere");

    public static async Task<InboxHub> StartAsync()
    {
        var hub = new InboxHub();
        Directory.CreateDirectory(hub.Folder);
        Directory.CreateDirectory(hub.Elsewhere);
        await hub.AddAsync("Marie");
        return hub;
    }

    public async Task AddAsync(string name) => await _app.Services.GetRequiredService<AccountBook>().AddAsync(name, admin: true);

    public string Drop(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public Task LookAsync() => _app.Services.GetRequiredService<InboxLook>().LookAsync(TestContext.Current.CancellationToken);

    /// <summary>Looks, and again when what was seen has been still for that long.</summary>
    public async Task LookAfterAsync(TimeSpan span)
    {
        await LookAsync();
        _clock.Ahead += span;
        await LookAsync();
    }

    /// <summary>Lets everything that was dropped be taken, read and moved.</summary>
    public async Task FinishAsync()
    {
        await LookAfterAsync(TimeSpan.FromSeconds(10));
        await RunsAreOverAsync();
        await LookAsync();
    }

    public async Task<IReadOnlyList<Run>> RunsAreOverAsync()
    {
        var engine = _app.Services.GetRequiredService<RunEngine>();
        await using var vault = await OpenAsync();
        foreach (var run in await ImportsOf(vault.Store))
        {
            await engine.Queue.WaitAsync(run.Id);
        }

        return await ImportsOf(vault.Store);
    }

    public IReadOnlyList<string> In(string place) => Directory.Exists(Path.Combine(Folder, place)) ? [.. Directory.EnumerateFiles(Path.Combine(Folder, place)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [];

    public string Reason(string name) => File.ReadAllText(Path.Combine(Folder, "failed", name + ".txt"));

    /// <summary>Stops, and starts on the same data.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        _app = Build();
        await _app.Services.GetRequiredService<KeptTypes>().LoadAsync();
        await _app.Services.GetRequiredService<RunEngine>().Queue.ResumeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_root, recursive: true);
    }

    /// <summary>In the order of <see cref="Serve"/>.</summary>
    private async ValueTask StopAsync()
    {
        await _app.Services.GetRequiredService<RunEngine>().Queue.DisposeAsync();
        await _app.DisposeAsync();
    }

    private WebApplication Build() => HubServer.Build(new HubOptions { Data = Path.Combine(_root, "data"), Inbox = Path.Combine(_root, "inbox"), Storage = null, Urls = "http://127.0.0.1:0", PublicUrl = null, Clock = _clock, WarmRunner = false });

    private async Task<VaultHandle> OpenAsync()
    {
        var account = await _app.Services.GetRequiredService<AccountBook>().FindAsync("marie");
        return await _app.Services.GetRequiredService<VaultPool>().OpenAsync(account!.Vaults[0], create: true);
    }

    private static async Task<IReadOnlyList<Run>> ImportsOf(IVaultStore store) => [.. (await store.LatestRunsAsync(100)).Where(run => run.Kind == RunKind.Import)];

    private sealed class MovedClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

        public override long GetTimestamp() => base.GetTimestamp() + (long)(Ahead.TotalSeconds * TimestampFrequency);
    }
}
