using Hub.Core.Runs;
using Hub.Core.Vaults;

namespace Hub.Core.Exports;

/// <summary>Begins exports and restores, and opens what an export made.</summary>
public sealed class ExportRuns(WorkList list, TimeProvider clock)
{
    /// <summary>An archive is the whole vault in one file, so it does not lie about for longer than it takes to fetch it.</summary>
    public static readonly TimeSpan LivesFor = TimeSpan.FromDays(1);

    public async Task<Run> BeginExportAsync(IVaultStore store, string actor)
    {
        var run = new Run { Id = RunStore.NewId(clock), Kind = RunKind.Export, Actor = actor, Created = clock.GetUtcNow() };
        await list.AddAsync(store.VaultId, run.Id);
        await store.SaveRunAsync(run);
        return run;
    }

    /// <summary>The export's zip, seekable, or null when it is not there (any more).</summary>
    public static ValueTask<Stream?> OpenExportAsync(IVaultStore store, string runId) => store.OpenArtifactAsync(ExportWork.NameOf(runId));

    public async Task<Run> BeginRestoreAsync(IVaultStore store, Stream archive, bool dryRun, string actor, CancellationToken cancellationToken = default)
    {
        var run = new Run { Id = RunStore.NewId(clock), Kind = RunKind.Restore, DryRun = dryRun, Actor = actor, Created = clock.GetUtcNow() };
        await using (var artifact = await store.CreateArtifactAsync(RestoreWork.NameOf(run.Id)))
        {
            await archive.CopyToAsync(artifact, cancellationToken);
        }

        await list.AddAsync(store.VaultId, run.Id);
        await store.SaveRunAsync(run);
        return run;
    }
}
