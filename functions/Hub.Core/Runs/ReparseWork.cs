using System.Text;
using Hub.Core.Journal;
using Hub.Core.Plugins;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Runs;

/// <summary>Reads kept files again with today's plug-ins: one file as this run, several as runs of their own, so that each can be undone and one that asks or fails holds up no other.</summary>
internal sealed class ReparseWork(PluginCatalogue plugins, ImportReader reader, RunParts parts, RunEvents events, TimeProvider clock) : IRunWork
{
    private const string ListKind = "run-files";

    private static readonly Text None = new("There is no kept file that a plug-in reads today.", "Il n'y a pas de fichier gardé qu'un module lise aujourd'hui.");
    private static readonly Text FileGone = new(
        "The file is not in your vault any more, so it cannot be read again. What was read from it stays as it is.", "Le fichier n'est plus dans votre coffre : il ne peut pas être relu. Ce qui en a été lu reste tel quel.");

    private static readonly Text NoReader = new(
        "No plug-in here reads this file today. What was read from it stays as it is.", "Aucun module d'ici ne lit ce fichier aujourd'hui. Ce qui en a été lu reste tel quel.");

    private static readonly Text NotItsFile = new("The plug-in that read this file does not take it for its own any more.", "Le module qui avait lu ce fichier ne le reconnaît plus.");
    private static readonly Text AsItWas = new("Nothing was changed: everything is as it was before.", "Rien n'a été modifié : tout est comme avant.");

    public RunKind Kind => RunKind.Reparse;

    public async Task<Run> RunAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
    {
        var kept = await KeptImports.ListAsync(store);
        run = await parts.HandDownAsync(store, run);
        if (run.Parts.Count > 0)
        {
            return await PartsAsync(store, run, kept, cancellationToken);
        }

        var files = await WantedAsync(store, run.Wish!, kept, cancellationToken);
        if (run.Committed == 0)
        {
            await store.AppendJournalAsync([new JournalEntry(0, clock.GetUtcNow(), run.Actor, run.DryRun ? "reparse-preview" : "reparse", null, RunJournal.PurposeOf(run.Id), 0)]);
        }

        if (files.Count == 0)
        {
            return run.Wish!.File is null ? run.End(Outcome.Done, None, clock.GetUtcNow()) : Refused(run, FileGone);
        }

        if (run.DryRun)
        {
            return await LookAsync(store, run, files, kept, cancellationToken);
        }

        await store.ForgetLookedAsync();
        if (files.Count == 1)
        {
            return await OneAsync(store, run with { File = files[0].File.Hash, FileName = files[0].File.Name }, files[0], kept, cancellationToken);
        }

        run = run with { Parts = Imports.PartIds(run, files.Count) };
        await store.PutDocumentAsync(ListKind, run.Id, Encoding.ASCII.GetBytes(string.Join('\n', files.Select(file => file.File.Hash))));
        await store.SaveRunAsync(run);
        return await PartsAsync(store, run, kept, cancellationToken);
    }

    private async Task<IReadOnlyList<KeptImport>> WantedAsync(IVaultStore store, ReparseWish wish, KeptImports kept, CancellationToken cancellationToken)
    {
        if (wish.File is { } hash)
        {
            return kept.Find(hash) is { } one ? [one] : [];
        }

        var wanted = new List<KeptImport>();
        foreach (var file in kept.All)
        {
            if (await file.ReadersAsync(store, plugins, cancellationToken) is [var first, ..] && (wish.Plugin is null || wish.Plugin == first.Id) && (!wish.OnlyOther || file.WasReadByOther(first)))
            {
                wanted.Add(file);
            }
        }

        return wanted;
    }

    private async Task<Run> PartsAsync(IVaultStore store, Run run, KeptImports kept, CancellationToken cancellationToken)
    {
        var files = Encoding.ASCII.GetString(await store.FindDocumentAsync(ListKind, run.Id) ?? []).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var (done, differences) = (new List<Run>(), new DifferenceTally());
        for (var i = 0; i < run.Parts.Count; i++)
        {
            var part = await PartAsync(store, run, run.Parts[i], files[i], kept, cancellationToken);
            differences.Add(part.Differences);
            done.Add(part);
            await store.SaveRunAsync(run = run with { Counts = RunParts.Sum(done), Progress = new RunProgress(i + 1, run.Parts.Count) });
            events.Publish(run.Id);
        }

        var ended = parts.Summed(run, done) with { Differences = differences.Found };
        if (ended.IsOver)
        {
            await store.DeleteDocumentAsync(ListKind, run.Id);
        }

        return ended;
    }

    private async Task<Run> PartAsync(IVaultStore store, Run run, string id, string hash, KeptImports kept, CancellationToken cancellationToken)
    {
        var part = await store.FindRunAsync(id)
            ?? new Run { Id = id, Kind = RunKind.Reparse, File = hash, FileName = kept.Find(hash)?.File.Name, Wish = run.Wish, Actor = run.Actor, Created = clock.GetUtcNow() };
        if (part.IsOver)
        {
            return part;
        }

        part = part with { Started = part.Started ?? clock.GetUtcNow(), State = RunState.Running };
        part = kept.Find(hash) is { } file ? await OneAsync(store, part, file, kept, cancellationToken) : Refused(part, FileGone);
        await store.SaveRunAsync(part);
        return part;
    }

    private async Task<Run> LookAsync(IVaultStore store, Run run, IReadOnlyList<KeptImport> files, KeptImports kept, CancellationToken cancellationToken)
    {
        var (looked, differences) = (new List<Run>(), new DifferenceTally());
        foreach (var file in files)
        {
            looked.Add(await LookAtAsync(store, run with { File = file.File.Hash, FileName = file.File.Name, Progress = null }, file, kept, differences, cancellationToken));
            await store.SaveRunAsync(run = run with { Progress = new RunProgress(looked.Count, files.Count) });
            events.Publish(run.Id);
        }

        await store.KeepLookedAsync(run.Id, differences.Shown);
        return (looked.Count == 1 ? looked[0] : parts.Summed(run, looked) with { Version = looked[0].Version }) with { Differences = differences.Found, Progress = new RunProgress(looked.Count, looked.Count) };
    }

    /// <summary>Looks first: a reader that fails on the file leaves everything as it was.</summary>
    private async Task<Run> OneAsync(IVaultStore store, Run run, KeptImport file, KeptImports kept, CancellationToken cancellationToken)
    {
        var looked = run.Committed > 0 ? run : await LookAtAsync(store, run with { DryRun = true }, file, kept, new DifferenceTally(), cancellationToken);
        if (looked.State == RunState.Waiting)
        {
            return run with { State = RunState.Waiting, Question = looked.Question };
        }

        if (looked.Outcome is not (null or Outcome.Done or Outcome.Truncated))
        {
            return (run with { Plugin = looked.Plugin, Version = looked.Version }).End(looked.Outcome.Value, looked.Detail, clock.GetUtcNow()) with { State = RunState.Failed };
        }

        // Who read it may have stood in the middle of it when the hub was killed, so it is found by its id.
        return plugins.Find(looked.Plugin!) is { } plugin
            ? await reader.RereadAsync(store, run with { Plugin = plugin.Id, Version = plugin.Manifest.Version }, plugin, new KeptSource(store, file.File), kept, new DifferenceTally(), cancellationToken)
            : Refused(run, NoReader);
    }

    /// <summary>As an import does: one connector after the other, until one says that the file is its own.</summary>
    private async Task<Run> LookAtAsync(IVaultStore store, Run run, KeptImport file, KeptImports kept, DifferenceTally differences, CancellationToken cancellationToken)
    {
        foreach (var plugin in await file.ReadersAsync(store, plugins, cancellationToken))
        {
            var found = new DifferenceTally(differences);
            var ended = await reader.RereadAsync(store, run with { Plugin = plugin.Id, Version = plugin.Manifest.Version }, plugin, new KeptSource(store, file.File), kept, found, cancellationToken);
            if (ended.Outcome is null or Outcome.Done or Outcome.Truncated)
            {
                differences.Add(found);
                return ended;
            }

            if (ended.Outcome is not Outcome.NotMyFile || ended.Counts.Read > 0)
            {
                return ended with { Counts = run.Counts, Differences = null, State = RunState.Failed, Detail = Outcomes.Join(Outcomes.WhatHappened(ended.Outcome.Value, ended.Detail), AsItWas) };
            }
        }

        return Refused(run, file.ReadBy is null ? NoReader : plugins.Find(file.ReadBy) is null ? GoneReader(file.ReadBy) : Outcomes.Join(NotItsFile, AsItWas));
    }

    private static Text GoneReader(string plugin) => new(
        $"The plug-in that read this file ({plugin}) is not in this hub any more. Install it again to read the file again. What was read from it stays as it is.",
        $"Le module qui avait lu ce fichier ({plugin}) n'est plus dans ce hub. Réinstallez-le pour relire le fichier. Ce qui en a été lu reste tel quel.");

    private Run Refused(Run run, Text why) => run.End(Outcome.NotUnderstood, why, clock.GetUtcNow()) with { State = RunState.Failed };
}
