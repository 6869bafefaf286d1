using Hub.Core.Plugins;
using Hub.Core.Runs.Archives;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Runs;

/// <summary>An import: one file, an archive or several files. The file is recognised from its content.</summary>
internal sealed class ImportWork(PluginCatalogue plugins, ImportReader reader, DocumentKeeper documents, Imports imports, ArchiveOpener opener, RunParts parts, RunEvents events, TimeProvider clock) : IRunWork
{
    private static readonly Text Empty = new("The file is empty.", "Le fichier est vide.");
    private static readonly Text Nested = new(
        "It is an archive within an archive, which is not opened. Unpack the outer one and add this one.",
        "C'est une archive dans une archive, qui n'est pas ouverte. Décompressez la première et ajoutez celle-ci.");

    private readonly ArchiveParts _archives = new(opener, imports, documents, clock);

    public RunKind Kind => RunKind.Import;

    public async Task<Run> RunAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
    {
        if (run.DryRun)
        {
            return await LookAsync(store, run, cancellationToken);
        }

        run = await parts.HandDownAsync(store, run);
        if (run.Parts.Count > 0 && (run.File is null || await ArchiveParts.IsUnpackedAsync(store, run)))
        {
            return await PartsAsync(store, run, cancellationToken);
        }

        var file = new KeptSource(store, (await store.FindFileAsync(run.File!))!);
        if (run.Plugin is not null || !await Archive.IsArchiveAsync(file))
        {
            return await OneAsync(store, run, file, cancellationToken);
        }

        run = await _archives.UnpackAsync(store, run, file, cancellationToken);
        return run.IsOver ? run : await PartsAsync(store, run, cancellationToken);
    }

    /// <summary>One file: the connectors that recognise it in turn, until one says that it is its own.</summary>
    private async Task<Run> OneAsync(IVaultStore store, Run run, IFileSource file, CancellationToken cancellationToken)
    {
        Run? refused = null;
        var isNested = run.Plugin is null && await Archive.IsArchiveAsync(file);
        foreach (var plugin in isNested ? [] : await CandidatesAsync(run, file, cancellationToken))
        {
            var ended = await reader.ReadAsync(store, run with { Plugin = plugin.Id, Version = plugin.Manifest.Version }, plugin, file, cancellationToken);
            if (ended.Outcome is not Outcome.NotMyFile || ended.Counts.Read > 0)
            {
                return ended;
            }

            refused ??= ended;
        }

        var kept = run.DryRun ? run with { Counts = new RunCounts(Read: 1, Created: 1) } : await documents.KeepAsync(store, run, cancellationToken);
        return refused is null || run.Plugin is null
            ? (kept with { Plugin = null }).End(Outcome.NotUnderstood, file.Length == 0 ? Empty : isNested ? Nested : refused?.Detail, clock.GetUtcNow())
            : (kept with { Version = refused.Version }).End(Outcome.NotMyFile, refused.Detail, clock.GetUtcNow());
    }

    private async Task<IReadOnlyList<Plugin>> CandidatesAsync(Run run, IFileSource file, CancellationToken cancellationToken)
    {
        if (run.Plugin is { } chosen)
        {
            return plugins.Find(chosen) is { } plugin ? [plugin] : [];
        }

        await using var content = file.Open();
        return plugins.Recognise(await FileHead.ReadAsync(content, cancellationToken));
    }

    private async Task<Run> PartsAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
    {
        var done = new List<Run>();
        while (done.Count < run.Parts.Count)
        {
            var part = await PartAsync(store, run, (await store.FindRunAsync(run.Parts[done.Count]))!, cancellationToken);
            done.Add(part);
            run = WithMembers(run, part);
            await store.SaveRunAsync(run = run with { Counts = RunParts.Sum(done), Progress = new RunProgress(done.Count, run.Parts.Count) });
            events.Publish(run.Id);
        }

        return parts.Summed(run with { Progress = null }, done);
    }

    /// <summary>What is in an archive that came with other files stands behind it.</summary>
    private static Run WithMembers(Run run, Run part) => part.Parts.Count == 0 || run.Parts.Contains(part.Parts[0])
        ? run
        : run with { Parts = [.. run.Parts.SelectMany(id => id == part.Id ? part.Parts.Prepend(id) : [id])] };

    private async Task<Run> PartAsync(IVaultStore store, Run run, Run part, CancellationToken cancellationToken)
    {
        if (part.IsOver)
        {
            return part;
        }

        part = part with { Started = part.Started ?? clock.GetUtcNow(), State = RunState.Running };
        var file = new KeptSource(store, (await store.FindFileAsync(part.File!))!);
        if (part.Plugin is null && IsHandedOver(run, part) && await Archive.IsArchiveAsync(file))
        {
            part = await ArchiveParts.IsUnpackedAsync(store, part) ? part : await _archives.UnpackAsync(store, part, file, cancellationToken);
            part = part.IsOver ? part : part.End(Outcome.Done, null, clock.GetUtcNow());
        }
        else
        {
            part = await OneAsync(store, part, file, cancellationToken);
        }

        await store.SaveRunAsync(part);
        return part;
    }

    /// <summary>One of several files, and no member of an archive: those are not opened in their turn.</summary>
    private static bool IsHandedOver(Run run, Run part) => run.File is null && part.Id.Length == Imports.PartId(run, 0).Length;

    private async Task<Run> LookAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
    {
        if (imports.Looked(run.Id) is not { } items)
        {
            return run.End(Outcome.NotUnderstood, new Text("The hub was started anew in the meantime. Choose the file again.", "Le hub a redémarré entre-temps. Choisissez de nouveau le fichier."), clock.GetUtcNow()) with { State = RunState.Failed };
        }

        try
        {
            var looked = new List<Run>();
            foreach (var item in items)
            {
                looked.Add(await LookAtAsync(store, run with { Parts = [] }, item, cancellationToken));
            }

            return looked.Count == 1 ? looked[0] : parts.Summed(run with { Preview = new RunPreview([.. looked.SelectMany(one => one.Preview?.Types ?? [])]) }, looked);
        }
        finally
        {
            imports.Forget(run.Id);
        }
    }

    private async Task<Run> LookAtAsync(IVaultStore store, Run run, ImportItem item, CancellationToken cancellationToken)
    {
        var file = new UploadedSource(item);
        if (run.Plugin is not null || !await Archive.IsArchiveAsync(file))
        {
            return await OneAsync(store, run, file, cancellationToken);
        }

        await using var archive = await ArchiveLook.OpenAsync(opener, store, file, cancellationToken);
        var looked = new List<Run>();
        foreach (var (member, bad) in archive.Members)
        {
            looked.Add(member is null ? Refused(run, bad!) : await OneAsync(store, run, new UploadedSource(member), cancellationToken));
        }

        if (archive.Refusal is { } refusal)
        {
            looked.Add(Refused(run, refusal));
        }

        return parts.Summed(run with { Preview = new RunPreview([.. looked.SelectMany(one => one.Preview?.Types ?? [])]) }, looked);
    }

    private Run Refused(Run run, ArchiveRefusal refusal) => run.End(refusal.Outcome, refusal.Sentence, clock.GetUtcNow());
}
