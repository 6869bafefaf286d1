using Hub.Front;

namespace Hub.Inbox;

/// <summary>Looks at the watched folder every few seconds. Looking is what works everywhere: on network drives nobody tells of changes.</summary>
internal sealed class InboxRounds(InboxLook inbox, TimeProvider clock, ILogger<InboxRounds> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

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
            // The hub stops; what lies in the folder is taken when it is back.
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            await inbox.LookAsync(stoppingToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !stoppingToken.IsCancellationRequested)
        {
            log.LogError(failure, "The watched folder was not looked at; it is tried again at the next round");
        }
    }
}
