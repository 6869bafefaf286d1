using Hub.Core.Journal;

namespace Hub.Handler;

/// <summary>Writes down the reads that this process counted, which no timer of the platform can reach. Without reads it asks for nothing.</summary>
internal sealed class ReadRounds(ReadTally reads, TimeProvider clock, ILogger<ReadRounds> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await FlushAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The platform takes the process away: what was counted since the last minute is written below.
        }

        await FlushAsync();
    }

    private async Task FlushAsync()
    {
        try
        {
            await reads.FlushAsync();
        }
        catch (Exception failure)
        {
            log.LogError(failure, "Reads were not written into the journal; they are tried again within the minute");
        }
    }
}
