using System.Globalization;
using Hub.Core.Vaults;

namespace Hub.Core.Runs.Archives;

/// <summary>Makes each member of an archive a file of its own and a run of its own, queued, so that reading them is as reading several files.</summary>
internal sealed class ArchiveParts(ArchiveOpener opener, Imports imports, DocumentKeeper documents, TimeProvider clock)
{
    /// <summary>Whether it has them all. Killed in the middle, it goes on behind the last that was kept.</summary>
    public static async ValueTask<bool> IsUnpackedAsync(IVaultStore store, Run run) =>
        run.Parts.Count > 0 && run.Cursor is null && await store.FindRunAsync(run.Parts[^1]) is not null;

    /// <returns>The run with its parts; or at its end, where there are none.</returns>
    public async Task<Run> UnpackAsync(IVaultStore store, Run run, IFileSource file, CancellationToken cancellationToken)
    {
        var kept = 0;
        while (await store.FindRunAsync(Imports.PartId(run, kept)) is not null)
        {
            kept++;
        }

        ArchiveRefusal? refusal;
        try
        {
            (kept, refusal) = await opener.OpenAsync(await store.CreateScratchAsync(), file, kept, TakeAsync, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // So many are there, should it go on, or be undone.
            await store.SaveRunAsync(run with { Parts = Imports.PartIds(run, kept), Cursor = kept.ToString(CultureInfo.InvariantCulture) });
            throw;
        }

        if (kept == 0)
        {
            return (await documents.KeepAsync(store, run, cancellationToken)).End(refusal!.Outcome, refusal.Sentence, clock.GetUtcNow());
        }

        if (refusal is not null)
        {
            // What is missing is a part too, so that it is told with the others and does not hide them.
            await store.SaveRunAsync(Begin(run, kept, file.Name).End(refusal.Outcome, refusal.Sentence, clock.GetUtcNow()));
            kept++;
        }

        await store.SaveRunAsync(run = run with { Parts = Imports.PartIds(run, kept), Cursor = null });
        return run;

        async Task TakeAsync(ArchiveMember member)
        {
            var part = Begin(run, member.Number, member.Name);
            try
            {
                part = await imports.KeepAsync(store, part, new ImportItem(member.Name, member.Length, () => member.Content), cancellationToken);
            }
            catch (MemberFaultException bad)
            {
                part = part.End(bad.Refusal.Outcome, bad.Refusal.Sentence, clock.GetUtcNow());
            }

            await store.SaveRunAsync(part);
            kept = member.Number + 1;
        }
    }

    private Run Begin(Run run, int number, string name) =>
        new() { Id = Imports.PartId(run, number), Kind = RunKind.Import, Actor = run.Actor, Created = clock.GetUtcNow(), FileName = Imports.CleanName(name) };
}
