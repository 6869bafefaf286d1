using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Sdk;

namespace Hub.Core.Sources;

/// <summary>When a source is due, from what is written in its vault and nothing else: the same documents always say the same time.</summary>
public static class SourceTimes
{
    /// <summary>How long a question waits for its answer.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromDays(7);

    private static readonly TimeSpan LeastWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestSpread = TimeSpan.FromHours(2);

    /// <summary>When it runs next by itself; null when it does not, or is at work. Never when the time that the person gave it is over by then.</summary>
    public static DateTimeOffset? Next(Source source, Run? last, PluginManifest? plugin) =>
        Wanted(source, last, plugin) is { } next && !source.IsOver(next) ? next : null;

    private static DateTimeOffset? Wanted(Source source, Run? last, PluginManifest? plugin) =>
        source.Paused || plugin is null || last is { IsOver: false } ? null
        : last?.Ended is not { } ended ? source.Created
        : IsOvertaken(source, last, plugin) ? ended
        : WaitOf(source, last, plugin) is { } wait ? Later(ended + wait, last.Sync?.NotBefore)
        : null;

    /// <summary>When it is worth looking at again: its next run, or the end of its patience for an answer.</summary>
    internal static DateTimeOffset? LookAt(Source source, Run? last, PluginManifest? plugin) =>
        last is { State: RunState.Waiting } ? EndOfPatience(last) : Next(source, last, plugin);

    internal static DateTimeOffset EndOfPatience(Run waiting) => (waiting.Sync?.Asked ?? waiting.Created) + AnswerWithin;

    /// <summary>It failed so often that it is not tried any more until somebody acted.</summary>
    public static bool IsDead(Run last) => Failures(last) is var (_, alike) && last.Outcome is { } outcome && Outcomes.Of(outcome) is { RetryAfter: not null } rule && alike >= rule.Tries;

    /// <summary>How many runs in a row failed, this one included, and how many of them alike. A run that was cancelled says nothing.</summary>
    internal static (int Count, int Alike) Failures(Run last)
    {
        var before = last.Sync ?? new SyncFacts(0, 0);
        return last.State == RunState.Cancelled ? (before.FailedBefore, before.AlikeBefore)
            : last.Outcome is null or Outcome.Done ? (0, 0)
            : (before.FailedBefore + 1, (before.Alike == last.Outcome ? before.AlikeBefore : 0) + 1);
    }

    /// <summary>Whether the last run says nothing any more: the person gave other settings, or the plug-in that failed is another version.</summary>
    private static bool IsOvertaken(Source source, Run last, PluginManifest plugin) =>
        last.Sync?.Edition < source.Edition || (last.Outcome is Outcome.PluginFault or Outcome.FormatChanged && last.Version != plugin.Version);

    private static TimeSpan? WaitOf(Source source, Run last, PluginManifest plugin)
    {
        if (last.State == RunState.Cancelled || last.Outcome is null or Outcome.Done)
        {
            return Schedules.TryParse(source.Schedule ?? plugin.Schedule, out var every) ? every + Spread(every, last) : null;
        }

        if (Outcomes.Of(last.Outcome.Value).RetryAfter is not { } first || IsDead(last))
        {
            return null;
        }

        // A holder that said for how long to wait knows better than we do.
        if (last is { Outcome: Outcome.RateLimited, Sync.NotBefore: { } until, Ended: { } ended })
        {
            first = until - ended > LeastWait ? until - ended : LeastWait;
        }

        // Twice as long each time, up to a day; a shift of more than that many bits means nothing.
        var wait = first * (1 << Math.Min(Failures(last).Count - 1, 16));
        wait = wait < LongestWait ? wait : LongestWait;
        wait = wait > first ? wait : first;
        return wait + Spread(wait, last);
    }

    /// <summary>Up to a tenth of the wait, never before its time: what a holder or a person asked for is the least.</summary>
    private static TimeSpan Spread(TimeSpan wait, Run last)
    {
        var most = wait / 10;
        return (most < LongestSpread ? most : LongestSpread) * (last.Sync?.Spread ?? 0);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
