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
/// Merges an export into a vault: adds what is missing, never overwrites or erases. Records are validated and their ids derived here; the archive's
/// word counts for provenance only. No grants, tokens or secrets.
/// </summary>
internal sealed class RestoreWork(RecordTypes types, RunEvents events, TimeProvider clock) : IRunWork
{
    private const int BatchSize = 1000;
    private const int LongestName = 200;
    private const int MostProvenances = 10_000;

    public RunKind Kind => RunKind.Restore;

    public static string NameOf(string runId) => $"restore-{runId}";

    public async Task<Run> RunAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
    {
        var name = NameOf(run.Id);
        try
        {
            await using var content = await store.OpenArtifactAsync(name) ?? throw new RunException(Outcome.NotMyFile, new("The archive is not there any more. Choose it again.", "L'archive n'est plus là. Choisissez-la de nouveau."));
            using var archive = await ExportArchive.OpenAsync(content, cancellationToken);
            var restoring = new Restoring(store, types, run, events, clock);
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
            await SourcesAsync(store, archive, run);
            await store.DeleteArtifactAsync(name);
            return run.End(Outcome.Done, null, clock.GetUtcNow());
        }
        catch (RunException refused)
        {
            await store.DeleteArtifactAsync(name);
            return run.End(refused.Outcome, refused.Detail, clock.GetUtcNow());
        }
    }

    /// <summary>Those that are missing come back, paused: their secrets are not in the archive.</summary>
    private static async Task SourcesAsync(IVaultStore store, ExportArchive archive, Run run)
    {
        var left = run.DryRun ? 0 : SourceExport.Most;
        await foreach (var line in archive.SourcesAsync())
        {
            if (left-- > 0 && SourceExport.Read(line.Span) is { } source)
            {
                await store.TryAddSourceAsync(source);
            }
        }
    }

    private sealed class Restoring(IVaultStore store, RecordTypes types, Run run, RunEvents events, TimeProvider clock)
    {
        private readonly Scratch _scratch = new();
        private readonly List<RecordWrite> _writes = [];
        private readonly List<RejectedRecord> _rejects = [];
        private readonly Dictionary<Provenance, Provenance> _provenances = [];
        private Run _run = run;
        private long _ordinal;

        public async Task FilesAsync(ExportArchive archive, CancellationToken cancellationToken)
        {
            await store.AppendJournalAsync([new JournalEntry(0, clock.GetUtcNow(), _run.Actor, _run.DryRun ? "restore-preview" : "restore", null, $"run {_run.Id}", 0)]);
            await foreach (var (file, open) in archive.FilesAsync())
            {
                if (_run.DryRun)
                {
                    continue;
                }

                await using var content = open();
                await store.KeepFileAsync(content, Imports.CleanName(file.Name), MediaTypes.Of(file.Name), file.At, cancellationToken);
            }
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

            Read(type, line.Span);
            if (_writes.Count + _rejects.Count >= BatchSize)
            {
                await CommitAsync(cancellationToken);
            }
        }

        public async ValueTask<Run> EndAsync(CancellationToken cancellationToken)
        {
            await CommitAsync(cancellationToken);
            return _run;
        }

        private void Read(string typeName, ReadOnlySpan<byte> line)
        {
            if (types.Find(typeName) is not { } type)
            {
                SetAside(typeName, "", new("This hub does not know this type of record. The archive keeps it, with its schema. Install the plug-in that brings it, then restore again.", "Ce hub ne connaît pas ce type de donnée. L'archive la garde, avec son schéma. Installez le module qui l'apporte, puis restaurez de nouveau."));
                return;
            }

            try
            {
                var envelope = JsonElement.Parse(line);
                if (Is(envelope, "removed"))
                {
                    // Nothing is left to derive the id from; all that an invented one does is to withhold what is not there.
                    _writes.Add(new RecordWrite(WriteKind.Remove, type, RecordId.TryParse(envelope.GetProperty("id").GetString(), out var gone) ? gone : throw new FormatException(), null, ProvenanceOf(envelope)));
                    return;
                }

                var errors = new RecordErrors();
                var data = System.Text.Encoding.UTF8.GetBytes(envelope.GetProperty("data").GetRawText());
                var time = envelope.TryGetProperty("time", out var stated) ? System.Text.Encoding.UTF8.GetBytes(stated.GetString()!) : [];
                var subject = envelope.TryGetProperty("subject", out var who) ? who.GetString()! : "me";
                if (type.Prepare(data, time, subject, errors, _scratch) is not { } record)
                {
                    SetAside(typeName, errors.Items[0].Path, errors.Items[0].Message);
                    return;
                }

                var kind = Is(envelope, "withdrawn") ? WriteKind.Withdraw : Is(envelope, "deleted") ? WriteKind.Delete : WriteKind.Add;
                var provenance = ProvenanceOf(envelope);
                _writes.Add(new RecordWrite(kind, type, record.Id, record, kind == WriteKind.Delete ? provenance : provenance with { Deleted = null }));
            }
            catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                SetAside(typeName, "", new("This line of the archive is not a record.", "Cette ligne de l'archive n'est pas une donnée."));
            }
        }

        private static bool Is(JsonElement envelope, string name) => envelope.TryGetProperty(name, out var mark) && mark.ValueKind == JsonValueKind.True;

        private Provenance ProvenanceOf(JsonElement envelope)
        {
            var stated = envelope.GetProperty("provenance").Deserialize(VaultJson.Default.Provenance) ?? throw new JsonException();
            if (string.IsNullOrEmpty(stated.Source) || new[] { stated.Source, stated.Run, stated.Plugin, stated.Version, stated.Raw, stated.Produced, stated.Withdrawn?.Run, stated.Withdrawn?.Produced, stated.Deleted?.By }.Any(text => text?.Length > LongestName))
            {
                throw new FormatException();
            }

            if (!_provenances.TryGetValue(stated, out var known))
            {
                if (_provenances.Count == MostProvenances)
                {
                    // A vault's own export holds one for each file that it read; more is made up, and must not fill the memory.
                    _provenances.Clear();
                }

                _provenances.Add(stated, known = stated);
            }

            return known;
        }

        private void SetAside(string type, string path, Text reason) => _rejects.Add(new RejectedRecord(
            _run.Id, _ordinal, type, $"records/{type}.ndjson", JsonSerializer.SerializeToUtf8Bytes([new RejectReason(path, reason)], RunJson.Default.IReadOnlyListRejectReason), null));

        private async ValueTask CommitAsync(CancellationToken cancellationToken)
        {
            if (_run.DryRun)
            {
                await ForeseeAsync();
            }
            else if (_writes.Count + _rejects.Count > 0)
            {
                var before = _run;
                var batch = new RecordBatch { Writer = new Writer("restore", _run.Actor, $"run {_run.Id}"), Documents = counts => Counted(before, counts) };
                batch.Writes.AddRange(_writes);
                batch.Rejects.AddRange(_rejects);
                await store.CommitAsync(batch, cancellationToken);
            }

            _writes.Clear();
            _rejects.Clear();
            events.Publish(_run.Id);
        }

        private async ValueTask ForeseeAsync()
        {
            var counts = new RunCounts(Read: _writes.Count + _rejects.Count, Rejected: _rejects.Count);
            foreach (var write in _writes)
            {
                counts += await store.FindAsync(write.Type, write.Id) switch
                {
                    null => new RunCounts(Created: 1),
                    { Deleted: true } when write.Kind == WriteKind.Add => new RunCounts(Withheld: 1),
                    _ => new RunCounts(Unchanged: 1),
                };
            }

            _run = _run with { Counts = _run.Counts + counts };
        }

        /// <summary>A store may have to apply a batch twice, when another process wrote first: it counts from the same run each time.</summary>
        private IEnumerable<DocumentWrite> Counted(Run before, BatchCounts counts)
        {
            _run = before with
            {
                Committed = _ordinal,
                Counts = before.Counts + new RunCounts(_writes.Count + _rejects.Count, counts.Created + counts.Deleted + counts.Withdrawn, counts.Updated, counts.Unchanged, counts.Withheld + counts.Owned, counts.Rejected, counts.Owned),
            };
            yield return RunStore.ToDocument(_run);
        }
    }
}
