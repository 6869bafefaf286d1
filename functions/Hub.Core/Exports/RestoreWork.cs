using System.Text.Json;
using Hub.Core.Egress;
using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Exports;

/// <summary>
/// Merges an export into a vault: adds what is missing, never overwrites or erases, and tells what stands here otherwise. No grants, tokens or secrets.
/// A dry run goes the same way and writes nothing but itself.
/// </summary>
internal sealed class RestoreWork(RecordTypes types, RunEvents events, TimeProvider clock) : IRunWork
{
    private const int BatchSize = 1000;

    public RunKind Kind => RunKind.Restore;

    public static string NameOf(string runId) => $"restore-{runId}";

    public async Task<Run> RunAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
    {
        var name = NameOf(run.Id);
        try
        {
            await using var content = await store.OpenArtifactAsync(name) ?? throw new RunException(Outcome.NotMyFile, new("The archive is not there any more. Choose it again.", "L'archive n'est plus là. Choisissez-la de nouveau."));
            using var archive = await ExportArchive.OpenAsync(content, cancellationToken);
            var restoring = new Restoring(store, new RestoreLines(types, archive.VersionOf), run, events, clock);
            await restoring.BeginAsync();
            await restoring.FilesAsync(archive, cancellationToken);
            await restoring.LedgerAsync(archive);
            foreach (var type in archive.Types)
            {
                await foreach (var line in archive.LinesAsync(type))
                {
                    await restoring.TakeAsync(type, line, cancellationToken);
                }
            }

            run = await restoring.EndAsync(cancellationToken);
            var facts = run.Restore ?? new RestoreFacts();
            facts = facts with { NewSources = await SourcesAsync(store, archive, run.DryRun), JournalLines = await new ArchiveJournal(store).TakeAsync(archive, run.DryRun, cancellationToken) };
            await store.DeleteArtifactAsync(name);
            return (run with { Restore = facts }).End(Outcome.Done, null, clock.GetUtcNow());
        }
        catch (RunException refused)
        {
            await store.DeleteArtifactAsync(name);
            return run.End(refused.Outcome, refused.Detail, clock.GetUtcNow());
        }
    }

    /// <summary>Those that are missing come back, paused: their secrets are not in the archive.</summary>
    private static async Task<long> SourcesAsync(IVaultStore store, ExportArchive archive, bool dryRun)
    {
        var left = SourceExport.Most;
        long added = 0;
        await foreach (var line in archive.SourcesAsync())
        {
            if (left-- > 0 && SourceExport.Read(line.Span) is { } source && (dryRun ? await store.FindSourceAsync(source.Id) is null : await store.TryAddSourceAsync(source)))
            {
                added++;
            }
        }

        return added;
    }

    private sealed class Restoring(IVaultStore store, RestoreLines lines, Run run, RunEvents events, TimeProvider clock)
    {
        private readonly List<RecordWrite> _writes = [];
        private readonly List<RejectedRecord> _rejects = [];
        private readonly List<string> _unknown = [];
        private IReadOnlyList<RestoreConflict> _conflicts = [];
        private IReadOnlyList<WithheldRecord> _held = [];
        private Run _run = run;
        private long _ordinal;

        private RestoreFacts Facts => _run.Restore ?? new RestoreFacts();

        public async Task BeginAsync()
        {
            await store.AppendJournalAsync([new JournalEntry(0, clock.GetUtcNow(), _run.Actor, _run.DryRun ? "restore-preview" : "restore", null, RunJournal.PurposeOf(_run.Id), 0)]);
            _conflicts = await store.ConflictsOfAsync(_run.Id);
            _held = await store.HeldBackAsync(_run.Id);
        }

        public async Task FilesAsync(ExportArchive archive, CancellationToken cancellationToken)
        {
            var facts = Facts;
            await foreach (var (file, open) in archive.FilesAsync())
            {
                var isNew = await store.FindFileAsync(file.Hash) is null;
                facts = isNew ? facts with { NewFiles = facts.NewFiles + 1, NewFileBytes = facts.NewFileBytes + file.Length } : facts with { SameFiles = facts.SameFiles + 1 };
                if (!_run.DryRun)
                {
                    await using var content = open();
                    await store.KeepFileAsync(content, Imports.CleanName(file.Name), MediaTypes.Of(file.Name), file.At, cancellationToken);
                }
            }

            // Begun again, it finds its own files: what it counted the first time is what it brought.
            _run = _run.Committed == 0 ? _run with { Restore = facts } : _run;
        }

        public async Task LedgerAsync(ExportArchive archive)
        {
            await foreach (var document in archive.LedgerAsync())
            {
                if (!_run.DryRun)
                {
                    await store.TryAddDocumentAsync(LedgerStore.Kind, document.Id, document.ToBody());
                }
            }
        }

        public async ValueTask TakeAsync(string type, ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
        {
            if (++_ordinal <= _run.Committed)
            {
                return;
            }

            if (lines.Read(type, line.Span, out var error) is { } write)
            {
                _writes.Add(write);
            }
            else
            {
                SetAside(type, error!);
            }

            if (_writes.Count + _rejects.Count >= BatchSize)
            {
                await CommitAsync(cancellationToken);
            }
        }

        public async ValueTask<Run> EndAsync(CancellationToken cancellationToken)
        {
            await CommitAsync(cancellationToken);
            if (_run.DryRun && _conflicts.Count > 0)
            {
                var found = RestoreConflicts.ToDocument(_run.Id, _conflicts);
                await store.PutDocumentAsync(found.Kind, found.Id, found.Body!.Value);
            }

            return _run;
        }

        private void SetAside(string type, RecordError error)
        {
            if (!lines.Knows(type) || lines.NewerOf(type) is not null)
            {
                _unknown.Add(type);
            }

            _rejects.Add(new RejectedRecord(
                _run.Id, _ordinal, type, $"records/{type}.ndjson", JsonSerializer.SerializeToUtf8Bytes([new RejectReason(error.Path, error.Message)], RunJson.Default.IReadOnlyListRejectReason), null));
        }

        private async ValueTask CommitAsync(CancellationToken cancellationToken)
        {
            if (_run.DryRun)
            {
                await ForeseeAsync();
            }
            else if (_writes.Count + _rejects.Count > 0)
            {
                var (before, conflicts, held) = (_run, _conflicts, _held);
                var batch = new RecordBatch { Writer = new Writer("restore", _run.Actor, RunJournal.PurposeOf(_run.Id)), Documents = counts => Told(before, conflicts, held, counts) };
                batch.Writes.AddRange(_writes);
                batch.Rejects.AddRange(_rejects);
                await store.CommitAsync(batch, cancellationToken);
            }

            _writes.Clear();
            _rejects.Clear();
            _unknown.Clear();
            events.Publish(_run.Id);
        }

        private async ValueTask ForeseeAsync()
        {
            var counts = new RunCounts(Read: _writes.Count + _rejects.Count, Rejected: _rejects.Count);
            var found = new List<RecordConflict>();
            foreach (var write in _writes)
            {
                var here = await store.FindAsync(write.Type, write.Id);
                if (here is not null && RecordConflict.Between(write, !here.Deleted, here.Withdrawn, IsSame(write, here)) is { } kind)
                {
                    found.Add(new RecordConflict(write, kind, here.Provenance));
                }

                counts += here switch
                {
                    null => new RunCounts(Created: 1),
                    { Deleted: true, Withdrawn: false } when write.Kind == WriteKind.Add => new RunCounts(Withheld: 1),
                    _ => new RunCounts(Unchanged: 1),
                };
            }

            _run = _run with { Counts = _run.Counts + counts };
            Note(_run, _conflicts, found);
        }

        private static bool IsSame(RecordWrite write, StoredRecord here) => write.Record is { } record && here.Time == record.Time && here.Data.Span.SequenceEqual(record.Data.Span);

        /// <summary>A store may have to apply a batch twice, when another process wrote first: it counts from the same run each time.</summary>
        private IEnumerable<DocumentWrite> Told(Run before, IReadOnlyList<RestoreConflict> conflicts, IReadOnlyList<WithheldRecord> held, BatchCounts counts)
        {
            Note(
                before with
                {
                    Committed = _ordinal,
                    Counts = before.Counts + new RunCounts(_writes.Count + _rejects.Count, counts.Created + counts.Deleted + counts.Withdrawn, counts.Updated, counts.Unchanged, counts.Withheld + counts.Owned, counts.Rejected, counts.Owned),
                },
                conflicts,
                counts.Conflicts);
            _held = held.With(counts.Held);
            return
            [
                RunStore.ToDocument(_run),
                .. HeldBack.ToDocuments(_run.Id, held, counts.Held),
                .. _conflicts.Count > conflicts.Count ? [RestoreConflicts.ToDocument(_run.Id, _conflicts)] : Array.Empty<DocumentWrite>(),
            ];
        }

        private void Note(Run counted, IReadOnlyList<RestoreConflict> before, IReadOnlyList<RecordConflict> more)
        {
            var facts = counted.Restore ?? new RestoreFacts();
            facts = _unknown.CountBy(type => type).Aggregate(facts, (known, type) => known.WithUnknown(type.Key, lines.NewerOf(type.Key), type.Value));
            _run = counted with { Restore = facts with { Conflicts = facts.Conflicts + more.Count } };
            _conflicts = more.Count == 0 || before.Count == RestoreConflicts.Most ? before : [.. before.Concat(more.Select(RestoreConflict.Of)).Take(RestoreConflicts.Most)];
        }
    }
}
