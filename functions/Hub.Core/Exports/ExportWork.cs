using Hub.Core.Journal;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Exports;

/// <summary>Makes an export for downloading. It stands in the journal before the first byte is written.</summary>
internal sealed class ExportWork(ExportWriter writer, TimeProvider clock) : IRunWork
{
    public RunKind Kind => RunKind.Export;

    public async Task<Run> RunAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
    {
        await store.AppendJournalAsync([new JournalEntry(0, clock.GetUtcNow(), run.Actor, "export", null, $"run {run.Id}", 0)]);
        var name = NameOf(run.Id);
        var output = await store.CreateArtifactAsync(name);
        try
        {
            await writer.WriteAsync(store, output, cancellationToken);
            await output.DisposeAsync();
        }
        catch
        {
            // Half an export must not look like one.
            await output.DisposeAsync();
            await store.DeleteArtifactAsync(name);
            throw;
        }

        return (run with { FileName = $"hub-export-{clock.GetUtcNow():yyyy-MM-dd}.zip" }).End(Outcome.Done, null, clock.GetUtcNow());
    }

    public static string NameOf(string runId) => $"export-{runId}";
}
