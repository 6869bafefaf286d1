using Hub.Core.Backups;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Plugins;

namespace Hub.Backups;

/// <summary>A backup a day. A hub that was off at that time makes up for it when it is back; a failure is told in the log and tried again an hour later.</summary>
internal sealed class BackupRounds(IServiceProvider services, HubOptions options, TimeProvider clock, ILogger<BackupRounds> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AgainAfter = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(Housekeeping.AfterStart, clock, stoppingToken);
            using var timer = new PeriodicTimer(Every, clock);
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The hub stops; a backup that was under way leaves the earlier ones as they were.
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            var store = services.GetRequiredService<IHubStore>();
            var state = await BackupState.GetAsync(store);
            if (!state.IsDue(clock.GetUtcNow(), options.BackupAt, clock.LocalTimeZone, AgainAfter))
            {
                return;
            }

            // Beside the requests, not before them.
            state = await Task.Run(() => BackUpAsync(state, stoppingToken), stoppingToken);
            await state.KeepAsync(store);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !stoppingToken.IsCancellationRequested)
        {
            log.LogError(failure, "It could not be said whether a backup is due; the next round looks again");
        }
    }

    private async Task<BackupState> BackUpAsync(BackupState state, CancellationToken stoppingToken)
    {
        try
        {
            var result = await services.GetRequiredService<BackupWriter>().WriteAsync(options.Backup!, PluginFolders.Installed(options), options.BackupKeep, new(0, default, "hub", "backup", null, "", 1), stoppingToken);
            if (result.Manifest.Missing is [var first, ..])
            {
                log.LogWarning("The backup {Name} is made, but the hub itself lacks something ({First}), so no older one was removed. See: hub check", result.Name, first);
            }

            if (result.Damaged is { } damaged)
            {
                log.LogWarning("{File} cannot be read, so no older backup was removed; delete that file", damaged);
            }

            return new BackupState(result.Manifest.At);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var why = failure is VaultException or StorageFullException ? failure.Message : failure.GetType().Name;
            log.LogError("No backup was made: {Why}", why);
            return state with { Failed = clock.GetUtcNow(), Why = why };
        }
    }
}
