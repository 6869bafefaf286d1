using Hub.Core.Notices;
using Hub.Front;

namespace Hub.Notices;

/// <summary>Tells people every minute what is to be told by then, and at once when something cannot wait. Apart from the housekeeping, which is not to wait for slow mail servers.</summary>
internal sealed class NoticeRounds(IServiceProvider services, TimeProvider clock, ILogger<NoticeRounds> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(Housekeeping.AfterStart, clock, stoppingToken);
            while (true)
            {
                await RoundAsync(stoppingToken);
                await services.GetRequiredService<NoticeFinder>().UrgentAsync(Every, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The hub stops; what was not told is told when it is back.
        }
    }

    private async Task RoundAsync(CancellationToken stoppingToken)
    {
        try
        {
            await services.GetRequiredService<NoticeTeller>().TickAsync(stoppingToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "Notices were not told; they are tried again at the next round");
        }
    }
}
