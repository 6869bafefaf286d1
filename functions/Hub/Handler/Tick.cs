using Hub.Core.Notices;
using Hub.Core.Runs;
using Hub.Front;

namespace Hub.Handler;

/// <summary>
/// The safety net under the messages, a few times a day: takes up what lost its message, begins what is overdue, ends what was set aside, tells what is to be told. It takes no input and
/// does nothing that would not happen anyway.
/// </summary>
internal sealed class Tick(IServiceProvider services, TimeProvider clock, ILogger<Tick> log)
{
    /// <summary>Whoever calls more often finds nothing new and costs requests.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private long? _last;

    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        if (!await _turn.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return "A tick is under way.";
        }

        try
        {
            if (_last is { } last && clock.GetElapsedTime(last) < Apart)
            {
                return "The last tick was a moment ago.";
            }

            _last = clock.GetTimestamp();
            var begun = 0;
            var engine = services.GetRequiredService<RunEngine>();
            await TryAsync(() => engine.Deliveries?.BuryAsync() ?? Task.CompletedTask);
            await TryAsync(engine.Queue.ResumeAsync);
            await TryAsync(async () => begun = (await engine.Scheduler.TickAsync()).Count);
            await TryAsync(() => services.GetRequiredService<NoticeTeller>().TickAsync(cancellationToken));
            await TryAsync(SweepAsync);
            return $"{begun} begun";
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What is over says so itself when it is read; throwing it away can wait for one of a week's ticks.</summary>
    private Task SweepAsync() => clock.GetUtcNow() is { DayOfWeek: DayOfWeek.Sunday, Hour: < 12 } ? services.GetRequiredService<Sweeping>().RunAsync() : Task.CompletedTask;

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure)
        {
            // The next tick tries again, and the other parts of this one do not wait for it.
            log.LogError(failure, "A part of a tick failed; it is tried again at the next one");
        }
    }
}
