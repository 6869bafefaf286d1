namespace Hub.Front;

/// <summary>Looks at something again and again, from a moment after the start until the hub stops; one look that fails is logged, and the next one tries again.</summary>
/// <param name="every">From one look to the next.</param>
/// <param name="failed">What is logged when a look fails.</param>
internal abstract class Rounds(TimeSpan every, string failed, TimeProvider clock, ILogger log) : BackgroundService
{
    protected abstract Task LookAsync(CancellationToken stoppingToken);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(Housekeeping.AfterStart, clock, stoppingToken);
            using var timer = new PeriodicTimer(every, clock);
            do
            {
                await TryAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The hub stops; what was not looked at is looked at when it is back.
        }
    }

    private async Task TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await LookAsync(stoppingToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !stoppingToken.IsCancellationRequested)
        {
            log.LogError(failure, "{Failed}; it is tried again at the next round", failed);
        }
    }
}
