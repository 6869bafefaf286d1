using Hub.Core.Checks;
using Hub.Core.Vaults;

namespace Hub.Checks;

/// <summary>Checks and repairs that are begun in the browser, one at a time. They go on when the person leaves the page, and what they came to is kept.</summary>
internal sealed class CheckDesk(HubCheck check, IHubStore hub, TimeProvider clock, ILogger<CheckDesk> log)
{
    private readonly Lock _turn = new();
    private Task _work = Task.CompletedTask;

    /// <summary>Whether this process is at it.</summary>
    public bool IsAtWork => !_work.IsCompleted;

    /// <summary>Begins a check of everything, unless something is under way. The task is that of what is under way.</summary>
    public Task CheckAsync() => Begin(mends: false, async () =>
    {
        var places = await check.RunAsync();
        var now = clock.GetUtcNow();
        await new CheckReport(now, places.Count(place => place.Vault is not null), [.. places.SelectMany(place => place.ToItems(now))]).KeepAsync(hub);
    });

    /// <summary>Begins to put one kind right in one place, and looks at that place again; unless something is under way.</summary>
    /// <param name="vault">Null for what is the hub's own.</param>
    public Task MendAsync(string? vault, FindingKind kind, string actor) => Begin(mends: true, async () =>
    {
        var mended = await LookAsync(vault, new Mending(actor, kind));
        var now = clock.GetUtcNow();
        var left = await LookAsync(vault, null);
        if (await CheckReport.FindAsync(hub) is { } report)
        {
            var done = report.Items.Where(item => item.Vault == vault && item.Mended is not null).Concat(new CheckedPlace(vault, [.. mended.Where(finding => finding.Mended)]).ToItems(now));
            await report.With(vault, [.. new CheckedPlace(vault, left).ToItems(now), .. done.Where(item => left.All(finding => finding.Kind != item.Kind)).DistinctBy(item => item.Kind)]).KeepAsync(hub);
        }
    });

    private async Task<IReadOnlyList<Finding>> LookAsync(string? vault, Mending? mending) =>
        vault is null ? await check.CheckHubAsync(mending) : await check.CheckVaultAsync(vault, mending) ?? [];

    private Task Begin(bool mends, Func<Task> work)
    {
        lock (_turn)
        {
            return IsAtWork ? _work : _work = Task.Run(() => DoAsync(mends, work));
        }
    }

    private async Task DoAsync(bool mends, Func<Task> work)
    {
        await CheckReport.BeginAsync(hub, new CheckBegun(clock.GetUtcNow(), mends));
        try
        {
            await work();
            await CheckReport.EndAsync(hub);
        }
        catch (Exception failed) when (failed is VaultException or StorageFullException)
        {
            // The page says that it did not end.
            log.LogError("The check of the hub did not end: {Why}", failed.Message);
        }
    }
}
