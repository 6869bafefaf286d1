using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>Looks at what reading a kept file again would change.</summary>
internal sealed class ReparseLook(IVaultStore store, RecordTypes types, Plugin plugin, Run run, IFileSource file, KeptImports kept, DifferenceTally differences, TimeProvider clock)
    : LookIngest(store, types, plugin, run, file.Open, clock)
{
    private readonly HashSet<RecordId> _told = [];

    public IReadOnlySet<RecordId> Told => _told;

    protected override async ValueTask<RunCounts> ForeseeAsync(RecordType type, PreparedRecord record)
    {
        _told.Add(record.Id);
        if (differences.Foreseen(record.Id) is { } earlier)
        {
            return earlier == record.ContentHash ? new RunCounts(Read: 1, Unchanged: 1) : Changed(type, record, null);
        }

        switch (await Store.FindAsync(type, record.Id))
        {
            case { } there when kept.IsOfLater(there, file.Hash!):
                return new RunCounts(Read: 1, Unchanged: 1);
            case { Deleted: true, Withdrawn: false }:
                return new RunCounts(Read: 1, Withheld: 1);
            case { } there when there.Provenance.Source != Plugin.Id:
                return new RunCounts(Read: 1, Withheld: 1, Owned: 1);
            case { } there when new Provenance(Plugin.Id, null, null, null, default, null, Produced).IsOlderThan(there.Provenance):
                return new RunCounts(Read: 1, Unchanged: 1);
            case null or { Withdrawn: true }:
                differences.Create(type.Name, record);
                return new RunCounts(Read: 1, Created: 1);
            case { } there:
                return there.Time == record.Time && there.Data.Span.SequenceEqual(record.Data.Span) ? new RunCounts(Read: 1, Unchanged: 1) : Changed(type, record, there.Data);
        }
    }

    protected override RunCounts ForeseeWithdrawal(RecordId id, StoredRecord? there)
    {
        _told.Add(id);
        return there is not null && kept.IsOfLater(there, file.Hash!) ? new RunCounts(Read: 1, Unchanged: 1) : base.ForeseeWithdrawal(id, there);
    }

    private RunCounts Changed(RecordType type, PreparedRecord record, ReadOnlyMemory<byte>? before)
    {
        differences.Update(type.Name, record, before);
        return new RunCounts(Read: 1, Updated: 1);
    }
}
