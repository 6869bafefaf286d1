using Hub.Core.Plugins;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Runs;

/// <summary>An import: one file, an archive or several files. The file is recognised from its content.</summary>
internal sealed class ImportWork(PluginCatalogue plugins, ImportReader reader, DocumentKeeper documents, Imports imports, RunParts parts, TimeProvider clock) : IRunWork
{
    public RunKind Kind => RunKind.Import;

    public async Task<Run> RunAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
    {
        if (run.DryRun)
        {
            return await LookAsync(store, run, cancellationToken);
        }

        run = await parts.HandDownAsync(store, run);
        if (run.Parts.Count > 0 && run.File is null)
        {
            return await PartsAsync(store, run, cancellationToken);
        }

        var file = new KeptSource(store, (await store.FindFileAsync(run.File!))!);
        return run.Plugin is null && await Archive.IsArchiveAsync(file)
            ? await ArchiveAsync(store, run, file, cancellationToken)
            : await OneAsync(store, run, file, cancellationToken);
    }

    /// <summary>One file: the connectors that recognise it in turn, until one says that it is its own.</summary>
    private async Task<Run> OneAsync(IVaultStore store, Run run, IFileSource file, CancellationToken cancellationToken)
    {
        Run? refused = null;
        foreach (var plugin in await CandidatesAsync(run, file, cancellationToken))
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
            ? (kept with { Plugin = null }).End(Outcome.NotUnderstood, file.Length == 0 ? new Text("The file is empty.", "Le fichier est vide.") : refused?.Detail, clock.GetUtcNow())
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
        foreach (var id in run.Parts)
        {
            done.Add(await PartAsync(store, (await store.FindRunAsync(id))!, cancellationToken));
            await store.SaveRunAsync(run = run with { Counts = RunParts.Sum(done) });
        }

        return parts.Summed(run, done);
    }

    private async Task<Run> ArchiveAsync(IVaultStore store, Run run, KeptSource file, CancellationToken cancellationToken)
    {
        await using var archive = await Archive.OpenAsync(store, file, cancellationToken);
        if (archive.Refusal is { } refusal)
        {
            return (await documents.KeepAsync(store, run, cancellationToken)).End(refusal.Outcome, refusal.Sentence, clock.GetUtcNow());
        }

        run = run with { Parts = Imports.PartIds(run, archive.Members.Count) };
        var done = new List<Run>();
        for (var i = 0; i < run.Parts.Count; i++)
        {
            var part = await store.FindRunAsync(run.Parts[i]) ?? await BeginPartAsync(store, run, run.Parts[i], archive.Members[i], cancellationToken);
            done.Add(await PartAsync(store, part, cancellationToken));
            await store.SaveRunAsync(run = run with { Counts = RunParts.Sum(done) });
        }

        return parts.Summed(run, done);
    }

    private async Task<Run> BeginPartAsync(IVaultStore store, Run run, string id, ImportItem member, CancellationToken cancellationToken)
    {
        var part = new Run { Id = id, Kind = RunKind.Import, Actor = run.Actor, Created = clock.GetUtcNow(), FileName = Imports.CleanName(member.Name) };
        try
        {
            part = await imports.KeepAsync(store, part, member, cancellationToken);
        }
        catch (InvalidDataException)
        {
            part = BadMember(part);
        }

        await store.SaveRunAsync(part);
        return part;
    }

    private async Task<Run> PartAsync(IVaultStore store, Run part, CancellationToken cancellationToken)
    {
        if (part.IsOver)
        {
            return part;
        }

        part = await OneAsync(store, part with { Started = part.Started ?? clock.GetUtcNow(), State = RunState.Running }, new KeptSource(store, (await store.FindFileAsync(part.File!))!), cancellationToken);
        await store.SaveRunAsync(part);
        return part;
    }

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

        await using var archive = await Archive.OpenAsync(store, file, cancellationToken);
        if (archive.Refusal is { } refusal)
        {
            return run.End(refusal.Outcome, refusal.Sentence, clock.GetUtcNow());
        }

        var looked = new List<Run>();
        foreach (var member in archive.Members)
        {
            looked.Add(await LookAtMemberAsync(store, run, member, cancellationToken));
        }

        return parts.Summed(run with { Preview = new RunPreview([.. looked.SelectMany(one => one.Preview?.Types ?? [])]) }, looked);
    }

    private async Task<Run> LookAtMemberAsync(IVaultStore store, Run run, ImportItem member, CancellationToken cancellationToken)
    {
        try
        {
            var looked = await OneAsync(store, run, new UploadedSource(member), cancellationToken);
            if (looked.Outcome is Outcome.NotUnderstood)
            {
                // It would be kept whole, so whether it can be unpacked has to be seen.
                await using var content = member.Open();
                await content.CopyToAsync(Stream.Null, cancellationToken);
            }

            return looked;
        }
        catch (InvalidDataException)
        {
            return BadMember(run);
        }
    }

    private Run BadMember(Run part) => part.End(ArchiveRefusal.BadMember.Outcome, ArchiveRefusal.BadMember.Sentence, clock.GetUtcNow());
}
