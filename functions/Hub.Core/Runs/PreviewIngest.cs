using Hub.Core.Aggregates;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>Looks at what a connector would save: how many of each type, of which span and account, and how many are new.</summary>
internal sealed class PreviewIngest(IVaultStore store, RecordTypes types, Plugin plugin, Run run, Func<Stream> openFile, TimeProvider clock) : LookIngest(store, types, plugin, run, openFile, clock)
{
    private const int MostAccounts = 10;

    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<RecordId> _ids = [];

    public override ValueTask CommitAsync()
    {
        Run = Run with { Preview = new RunPreview([.. _seen.Values.Select(seen => seen.Describe())]) };
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask<RunCounts> ForeseeAsync(RecordType type, PreparedRecord record)
    {
        if (!_seen.TryGetValue(type.Name, out var seen))
        {
            _seen.Add(type.Name, seen = new Seen(type));
        }

        seen.Add(record);
        if (!_ids.Add(record.Id))
        {
            return new RunCounts(Read: 1, Unchanged: 1);
        }

        return await Store.FindAsync(type, record.Id) switch
        {
            null => new RunCounts(Read: 1, Created: 1),
            { Deleted: true, Withdrawn: false } => new RunCounts(Read: 1, Withheld: 1),
            { } there when there.Provenance.Source != Plugin.Id => new RunCounts(Read: 1, Withheld: 1, Owned: 1),
            { } there when new Provenance(Plugin.Id, null, null, null, default, null, Produced).IsOlderThan(there.Provenance) => new RunCounts(Read: 1, Unchanged: 1),
            { Withdrawn: true } => new RunCounts(Read: 1, Created: 1),
            { } there when (there.Said ?? there.Data).Span.SequenceEqual(record.Data.Span) => new RunCounts(Read: 1, Unchanged: 1),
            _ => new RunCounts(Read: 1, Updated: 1),
        };
    }

    private sealed class Seen(RecordType type)
    {
        private readonly FieldPicker _account = new(["/" + type.Identity.Alternatives[0][0].Name]);
        private readonly SortedSet<string> _accounts = new(StringComparer.Ordinal);
        private readonly Tally _tally = new();

        public void Add(PreparedRecord record)
        {
            _tally.Add(record.Time);
            if (type.Domain is "bank" or "energy" && _accounts.Count < MostAccounts)
            {
                _account.Pick(record.Data.Span);
                if (_account.Text(0, record.Data.Span) is { } account)
                {
                    _accounts.Add(account);
                }
            }
        }

        public PreviewedType Describe() => new(type.Name, _tally.Count, _tally.Added.First?.ToString(), _tally.Added.Last?.ToString(), [.. _accounts]);
    }
}
