using Hub.Core.Backups;
using Hub.Core.Notices;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Plugins;

namespace Hub.Backups;

/// <summary>A backup a day. A hub that was off at that time makes up for it when it is back; a failure is told in the log and to the admin, and tried again an hour later.</summary>
internal sealed class BackupRounds(IServiceProvider services, BackupNotices notices, HubOptions options, TimeProvider clock, ILogger<BackupRounds> log) : Rounds(TimeSpan.FromMinutes(1), "It could not be said whether a backup is due", clock, log)
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromHours(1);

    // A primary constructor's parameter that goes to the base as well is kept twice, so these are named once here.
    private readonly TimeProvider _clock = clock;
    private readonly ILogger<BackupRounds> _log = log;

    protected override async Task LookAsync(CancellationToken stoppingToken)
    {
        var store = services.GetRequiredService<IHubStore>();
        var state = await BackupState.GetAsync(store);
        if (state.IsDue(_clock.GetUtcNow(), options.BackupAt, _clock.LocalTimeZone, AgainAfter))
        {
            // Beside the requests, not before them.
            state = await Task.Run(() => BackUpAsync(state, stoppingToken), stoppingToken);
            await state.KeepAsync(store);
            await (state.Failed is null ? notices.MadeAsync() : notices.FailedAsync());
        }
    }

    private async Task<BackupState> BackUpAsync(BackupState state, CancellationToken stoppingToken)
    {
        try
        {
            var result = await services.GetRequiredService<BackupWriter>().WriteAsync(options.Backup!, PluginFolders.Installed(options), options.BackupKeep, new(0, default, "hub", "backup", null, "", 1), stoppingToken);
            if (result.Manifest.Missing is [var first, ..])
            {
                _log.LogWarning("The backup {Name} is made, but the hub itself lacks something ({First}), so no older one was removed. See: hub check", result.Name, first);
            }

            if (result.Damaged is { } damaged)
            {
                _log.LogWarning("{File} cannot be read, so no older backup was removed; delete that file", damaged);
            }

            return new BackupState(result.Manifest.At);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var why = failure is VaultException or StorageFullException ? failure.Message : failure.GetType().Name;
            _log.LogError("No backup was made: {Why}", why);
            return state with { Failed = _clock.GetUtcNow(), Why = why };
        }
    }
}
