using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Runs;

namespace Hub.Verbs;

/// <summary>Carries out a run and shows how it goes: a line that moves on a terminal, nothing but the end elsewhere.</summary>
internal static class RunWatch
{
    public static async Task<Run> CarryOutAsync(Workshop hub, IVaultStore store, Run run, string label, CancellationToken cancellationToken)
    {
        var engine = hub.Get<RunEngine>();
        await engine.Queue.EnqueueAsync(store.VaultId, run.Id);
        var over = engine.Queue.WaitAsync(run.Id);
        while (!over.IsCompleted)
        {
            await Task.WhenAny(over, Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None));
            if (cancellationToken.IsCancellationRequested)
            {
                // What a run uses is let go after it.
                await engine.Queue.DisposeAsync();
                throw new OperationCanceledException(cancellationToken);
            }

            await ShowAsync(store, run.Id, label);
        }

        await over;
        if (!Console.IsErrorRedirected)
        {
            await Console.Error.WriteAsync("\r\e[K");
        }

        return (await store.FindRunAsync(run.Id))!;
    }

    public static string Summary(RunCounts counts) =>
        $"{counts.Created} created, {counts.Updated} updated, {counts.Unchanged} unchanged, {counts.Withheld} withheld, {counts.Rejected} rejected" + (counts.Withdrawn > 0 ? $", {counts.Withdrawn} withdrawn" : "");

    /// <summary>What it says beside its counts, and what it asks.</summary>
    public static void TellRest(Run run)
    {
        if ((run.Outcome is not Sdk.Outcome.Done || run.Detail is not null) && MessageOf(run) is { } message)
        {
            Console.WriteLine($"  {message}");
        }

        if (run.Question is { } question)
        {
            Console.WriteLine($"  It asks: {question.Question.En} Answer on the run's page, or with POST /api/runs/{run.Id}/answer.");
        }
    }

    public static string? MessageOf(Run run) => RunAnswer.MessageOf(run, "en");

    private static async Task ShowAsync(IVaultStore store, string runId, string label)
    {
        if (Console.IsErrorRedirected || await store.FindRunAsync(runId) is not { } run)
        {
            return;
        }

        const int Width = 20;
        var share = run.Progress is { Total: > 0 and { } total } progress ? (int)(Width * Math.Min(progress.Done, total) / total) : 0;
        await Console.Error.WriteAsync($"\r\e[K{label} [{new string('#', share)}{new string('.', Width - share)}] {run.Counts.Read} read");
    }
}
