using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>Takes what a kept file says today into the vault. What a later file said after it stands, and what it tells is noted, so that what it tells no more is known at its end.</summary>
internal sealed class ReparseIngest(IVaultStore store, RecordTypes types, Plugin plugin, Run run, Provenance provenance, IFileSource file, KeptImports kept, TimeProvider clock, RunEvents events, RunLog log)
    : RecordIngest(store, types, plugin, run, provenance, file.Open, clock, events, log)
{
    private const int BatchSize = 1000;

    private readonly Provenance _provenance = provenance;
    private readonly Scratch _scratch = new();
    private readonly HashSet<RecordId> _told = [];

    public IReadOnlySet<RecordId> Told => _told;

    protected override ValueTask PassAsync(string type, ReadOnlyMemory<byte> data, string? subject)
    {
        Note(type, data, subject);
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask TakeAsync(string type, ReadOnlyMemory<byte> data, string? at, string? subject)
    {
        if (await StandsAsync(type, Note(type, data, subject)))
        {
            await LeaveOutAsync(new RunCounts(Read: 1, Unchanged: 1));
            return;
        }

        await base.TakeAsync(type, data, at, subject);
    }

    protected override async ValueTask TakeOutAsync(string type, ReadOnlyMemory<byte> identity, string? at, string? subject)
    {
        if (await StandsAsync(type, Note(TypeOf(type).Identify(identity.Span, subject ?? "me", new RecordErrors(), _scratch))))
        {
            await LeaveOutAsync(new RunCounts(Read: 1, Unchanged: 1));
            return;
        }

        await base.TakeOutAsync(type, identity, at, subject);
    }

    /// <summary>Puts out of sight what the file tells no more, as its holder would: the content stays, and can be had again.</summary>
    public async Task<RunCounts> WithdrawAsync(IReadOnlyList<OriginRecord> missing)
    {
        foreach (var source in missing.GroupBy(record => record.Source, StringComparer.Ordinal))
        {
            foreach (var some in source.Chunk(BatchSize))
            {
                var (before, after) = (Run, Run);
                var batch = new RecordBatch
                {
                    Writer = new Writer(source.Key, before.Actor, RunJournal.PurposeOf(before.Id), KeepsPriors: true),
                    Documents = counts => [RunStore.ToDocument(after = before with { Counts = before.Counts + new RunCounts(some.Length, Unchanged: counts.Unchanged, Withdrawn: counts.Withdrawn, Withheld: counts.Owned, Owned: counts.Owned) })],
                };
                batch.Writes.AddRange(some.Select(record => new RecordWrite(WriteKind.Withdraw, record.Type, record.Id, null, _provenance)));
                await Store.CommitAsync(batch);
                Run = after;
            }
        }

        return Run.Counts;
    }

    private async ValueTask<bool> StandsAsync(string type, RecordId? id) => id is { } told && await Store.FindAsync(TypeOf(type), told) is { } there && kept.IsOfLater(there, file.Hash!);

    private RecordId? Note(string type, ReadOnlyMemory<byte> data, string? subject) => Note(TypeOf(type).Prepare(data.Span, default, subject ?? "me", new RecordErrors(), _scratch)?.Id);

    private RecordId? Note(RecordId? id)
    {
        if (id is { } told)
        {
            _told.Add(told);
        }

        return id;
    }
}
