using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>Begins reading kept files again.</summary>
public sealed class Reparsing(WorkList list, TimeProvider clock)
{
    /// <summary>Makes the run, queued.</summary>
    public async Task<Run> BeginAsync(IVaultStore store, ReparseWish wish, bool dryRun, string actor)
    {
        var run = new Run
        {
            Id = RunStore.NewId(clock),
            Kind = RunKind.Reparse,
            Plugin = wish.Plugin,
            File = wish.File,
            FileName = wish.File is null ? null : (await store.FindFileAsync(wish.File))?.Name,
            Wish = wish,
            DryRun = dryRun,
            Actor = actor,
            Created = clock.GetUtcNow(),
        };
        await list.AddAsync(store.VaultId, run.Id);
        await store.SaveRunAsync(run);
        return run;
    }
}

/// <param name="Plugin">Only the files that this connector reads.</param>
/// <param name="File">Only the file of this hash.</param>
/// <param name="OnlyOther">Only what it read when it was another version than it is now.</param>
/// <param name="WithdrawsMissing">What a file does not tell any more goes out of sight, as if its holder had withdrawn it.</param>
public sealed record ReparseWish(string? Plugin = null, string? File = null, bool OnlyOther = false, bool WithdrawsMissing = false);
