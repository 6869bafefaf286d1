using Hub.Core.Files;
using Hub.Core.Journal;
using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>A read transaction on a connection of its own: SQLite keeps showing it the vault as it was.</summary>
internal sealed class VaultSnapshot : IVaultSnapshot
{
    private readonly Reader _reader;

    public VaultSnapshot(Reader reader)
    {
        _reader = reader;
        _reader.Database.Run("begin");
        Sequence = _reader.Database.Scalar("select value from meta where key='seq'");
        Files = FileTable.List(_reader.Database);
        Types = ListTypes();
    }

    public long Sequence { get; }

    public IReadOnlyList<string> Types { get; }

    public IReadOnlyList<KeptFile> Files { get; }

    public IEnumerable<StoredRecord> Records(string type) => _reader.Records.All(type);

    public IEnumerable<JournalEntry> Journal()
    {
        using var row = _reader.Database.Prepare("select n, at, actor, action, type, purpose, count, changes from journal order by n").Begin();
        while (row.Step())
        {
            yield return JournalTable.Read(row);
        }
    }

    public IReadOnlyList<StoredDocument> Documents(string kind) => DocumentTable.List(_reader.Database, kind);

    public long Count(string type)
    {
        using var row = _reader.Database.Prepare("select count(*) from records where type = (select k from types where name=?)").Begin().Bind(type);
        return row.Step() ? row.Long(0) : 0;
    }

    public Stream OpenDatabase() => DatabaseCopy.Open(_reader.Database, _reader.Path);

    public ValueTask DisposeAsync()
    {
        _reader.Database.Run("commit");
        _reader.Dispose();
        return ValueTask.CompletedTask;
    }

    private List<string> ListTypes()
    {
        using var row = _reader.Database.Prepare("select name from types where exists(select 1 from records where records.type = types.k) order by name").Begin();
        var found = new List<string>();
        while (row.Step())
        {
            found.Add(row.Text(0));
        }

        return found;
    }
}
