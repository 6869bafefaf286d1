using Hub.Core.Journal;
using Hub.Core.Runs;

namespace Hub.Front;

/// <summary>What a timer does in the cloud: writes counted reads down and begins the sources that are due every minute, throws away what is over every hour. At the start it takes up interrupted runs.</summary>
internal sealed class Housekeeping(IServiceProvider services, TimeProvider clock, ILogger<Housekeeping> log) : BackgroundService
{
    private const int MinutesAnHour = 60;

    /// <summary>Whoever started the hub waits for its first page, and the machine may have few cores.</summary>
    public static readonly TimeSpan AfterStart = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(AfterStart, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await TryAsync(() => services.GetRequiredService<RunEngine>().Queue.ResumeAsync(), stoppingToken);
        await TryAsync(() => services.GetRequiredService<RunEngine>().Scheduler.TickAsync(), stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        for (var minute = 0; await NextAsync(timer, stoppingToken); minute++)
        {
            await TryAsync(() => services.GetRequiredService<ReadTally>().FlushAsync(), stoppingToken);

            // A verb beside this server may have died, or ended before what follows from its import was computed.
            await TryAsync(() => services.GetRequiredService<RunEngine>().Queue.ResumeAsync(), stoppingToken);
            await TryAsync(() => services.GetRequiredService<RunEngine>().Scheduler.TickAsync(), stoppingToken);
            if (minute % MinutesAnHour == 0)
            {
                await TryAsync(() => services.GetRequiredService<Sweeping>().RunAsync(), stoppingToken);
            }
        }

        await TryAsync(() => services.GetRequiredService<ReadTally>().FlushAsync(), stoppingToken);
    }

    private static async ValueTask<bool> NextAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>A failure is logged and the next round tries again: nobody waits for the answer.</summary>
    private async Task TryAsync(Func<Task> work, CancellationToken stop)
    {
        try
        {
            await work();
        }
        catch (ObjectDisposedException) when (stop.IsCancellationRequested)
        {
            // The start failed (the port is taken, say), and everything is let go before the first round: there is nothing to write down.
        }
        catch (Exception failure)
        {
            log.LogError(failure, "Housekeeping failed; it is tried again at the next round");
        }
    }
}
