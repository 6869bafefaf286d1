using System.Buffers;
using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>What the writes of one batch leave beside the records: what each source covers, and the journal's lines.</summary>
internal sealed class WriteTraces(Database database, VaultKeys keys, TimeProvider clock)
{
    /// <summary>What was done, in one byte, then the record's id.</summary>
    private const int Step = 17;

    private readonly Dictionary<(long Type, string Source), Tally> _tallies = [];
    private readonly Dictionary<(RecordType Type, string Action), ArrayBufferWriter<byte>> _changes = [];

    public Tally TallyOf(RecordType type, string source)
    {
        var key = (keys.Type(type.Name), source);
        if (!_tallies.TryGetValue(key, out var tally))
        {
            _tallies.Add(key, tally = new Tally());
        }

        return tally;
    }

    public void Log(RecordType type, char what, RecordId id, string action = "write")
    {
        if (!_changes.TryGetValue((type, action), out var log))
        {
            _changes.Add((type, action), log = new ArrayBufferWriter<byte>());
        }

        var span = log.GetSpan(Step);
        span[0] = (byte)what;
        id.CopyTo(span[1..]);
        log.Advance(Step);
    }

    public void Save(Writer writer)
    {
        foreach (var ((type, source), tally) in _tallies)
        {
            CoverageTable.Save(database, type, source, tally);
        }

        foreach (var ((type, action), log) in _changes)
        {
            JournalTable.Append(database, new JournalEntry(0, clock.GetUtcNow(), writer.Actor, action, type.Name, writer.Purpose, log.WrittenCount / Step, log.WrittenSpan.ToArray()));
        }
    }
}
