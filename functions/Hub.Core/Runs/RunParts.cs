using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Runs;

/// <summary>A run that is made of others: what they come to, and whose answer is whose.</summary>
internal sealed class RunParts(RunAnswers answers, TimeProvider clock)
{
    /// <summary>The question was that of the first part that waits, so the answer is its own and no other's: two files without a meter's number may be of two meters.</summary>
    public async Task<Run> HandDownAsync(IVaultStore store, Run run)
    {
        if (run.Parts.Count == 0 || run.SealedAnswers is null)
        {
            return run;
        }

        var given = answers.Open(store.VaultId, run);
        foreach (var id in run.Parts)
        {
            if (await store.FindRunAsync(id) is { State: RunState.Waiting, Question: { } asked } part)
            {
                await store.SaveRunAsync(given.TryGetValue(asked.Key, out var answer) ? answers.With(store.VaultId, part, asked.Key, answer) : part);
                break;
            }
        }

        await store.SaveRunAsync(run = run with { SealedAnswers = null });
        return run;
    }

    /// <summary>The whole of several parts: done when all are, and otherwise as the first part that was not.</summary>
    public Run Summed(Run run, IReadOnlyList<Run> parts)
    {
        run = run with { Counts = Sum(parts) };
        var waiting = parts.FirstOrDefault(part => part.State == RunState.Waiting);
        if (waiting is not null)
        {
            return run with { State = RunState.Waiting, Question = waiting.Question };
        }

        var wrong = parts.FirstOrDefault(part => part.State != RunState.Succeeded);
        var ended = run.End(wrong?.Outcome ?? Outcome.Done, wrong?.Detail, clock.GetUtcNow());
        return ended with
        {
            Plugin = parts.Select(part => part.Plugin).Distinct().Count() == 1 ? parts[0].Plugin : null,
            State = wrong is null ? RunState.Succeeded : parts.All(part => part.State == RunState.Failed) ? RunState.Failed : RunState.Partial,
        };
    }

    public static RunCounts Sum(IEnumerable<Run> parts) => parts.Aggregate(new RunCounts(), (sum, part) => sum + part.Counts);
}
