using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Sdk;

namespace Hub.Core.Notices;

/// <summary>What the state of a run means for who owns the vault: something to be told, that all is well, or nothing.</summary>
internal sealed record RunFinding(NoticeKind? Kind, DateTimeOffset Since, TimeSpan Wait, bool IsWell)
{
    /// <summary>Looking at a file is done by somebody who looks; of the rest, what is asked is told, and of live sources also how they end.</summary>
    public static RunFinding? Of(Run run) => run switch
    {
        { DryRun: true } or { Kind: not (RunKind.Import or RunKind.Sync) } => null,
        { State: RunState.Waiting, Question: not null } => Found(NoticeKind.Question, run.Sync?.Asked ?? run.Created, TimeSpan.Zero),
        { Kind: RunKind.Sync, IsOver: true, State: not RunState.Cancelled, Outcome: { } outcome, Ended: { } ended } => OfEnd(run, outcome, ended),
        _ => null,
    };

    private static RunFinding OfEnd(Run run, Outcome outcome, DateTimeOffset ended) => outcome switch
    {
        Outcome.Done => new(null, ended, TimeSpan.Zero, IsWell: true),
        Outcome.CredentialsRefused => Found(NoticeKind.CredentialsRefused, ended, TimeSpan.Zero),
        Outcome.ConsentExpired => Found(NoticeKind.ConsentExpired, ended, TimeSpan.Zero),
        Outcome.ActionNeededAtHolder => Found(NoticeKind.ActionNeeded, ended, TimeSpan.Zero),

        // What is not tried again by itself will not pass by itself.
        _ => Found(NoticeKind.Failing, ended, Outcomes.Of(outcome).RetryAfter is null || SourceTimes.IsDead(run) ? TimeSpan.Zero : NoticeTiming.FailingFor),
    };

    private static RunFinding Found(NoticeKind kind, DateTimeOffset since, TimeSpan wait) => new(kind, since, wait, IsWell: false);
}
