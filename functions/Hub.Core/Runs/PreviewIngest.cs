using Hub.Core.Aggregates;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Runs;

/// <summary>Looks at what a connector would save, and writes nothing: how many of each type, of which span and account, and how many are new.</summary>
internal sealed class PreviewIngest(IVaultStore store, RecordTypes types, Plugin plugin, Run run, string source, Func<Stream> openFile, TimeProvider clock) : ConnectorHandler(run, openFile, clock)
{
    private const int MostAccounts = 10;

    private readonly Scratch _scratch = new();
    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<RecordId> _ids = [];

    public override ValueTask IdleAsync() => ValueTask.CompletedTask;

    public override ValueTask CommitAsync()
    {
        Run = Run with { Preview = new RunPreview([.. _seen.Values.Select(seen => seen.Describe())]) };
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask TakeAsync(string type, ReadOnlyMemory<byte> data, string? at, string? subject)
    {
        var known = Granted.Type(types, plugin, type);
        if (known.Prepare(data.Span, default, subject ?? "me", new RecordErrors(), _scratch) is not { } record)
        {
            Count(new RunCounts(Read: 1, Rejected: 1));
            return;
        }

        if (!_seen.TryGetValue(type, out var seen))
        {
            _seen.Add(type, seen = new Seen(known));
        }

        seen.Add(record);
        Count(await ForeseeAsync(known, record));
    }

    protected override async ValueTask TakeOutAsync(string type, ReadOnlyMemory<byte> identity, string? at, string? subject)
    {
        var known = Granted.Type(types, plugin, type);
        Count(known.Identify(identity.Span, subject ?? "me", new RecordErrors(), _scratch) is not { } id
            ? new RunCounts(Read: 1, Rejected: 1)
            : await store.FindAsync(known, id) switch
            {
                { } there when there.Provenance.Source != source => new RunCounts(Read: 1, Rejected: 1),
                { Deleted: false } => new RunCounts(Read: 1, Withdrawn: 1),
                _ => new RunCounts(Read: 1, Unchanged: 1),
            });
    }

    protected override ValueTask SetAsideAsync(string type, Text reason, string? at)
    {
        Count(new RunCounts(Read: 1, Rejected: 1));
        return ValueTask.CompletedTask;
    }

    private void Count(RunCounts counts) => Run = Run with { Counts = Run.Counts + counts };

    private async ValueTask<RunCounts> ForeseeAsync(RecordType type, PreparedRecord record)
    {
        if (!_ids.Add(record.Id))
        {
            return new RunCounts(Read: 1, Unchanged: 1);
        }

        return await store.FindAsync(type, record.Id) switch
        {
            null => new RunCounts(Read: 1, Created: 1),
            { Deleted: true, Withdrawn: false } => new RunCounts(Read: 1, Withheld: 1),
            { } there when there.Provenance.Source != source => new RunCounts(Read: 1, Withheld: 1, Owned: 1),
            { } there when new Provenance(source, null, null, null, default, null, Produced).IsOlderThan(there.Provenance) => new RunCounts(Read: 1, Unchanged: 1),
            { Withdrawn: true } => new RunCounts(Read: 1, Created: 1),
            { } there when there.Data.Span.SequenceEqual(record.Data.Span) => new RunCounts(Read: 1, Unchanged: 1),
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
