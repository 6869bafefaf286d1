using System.Collections.Concurrent;

namespace Hub.Storage.Local.Sqlite;

/// <summary>A connection that reads, with what it has learned.</summary>
internal sealed class Reader : IDisposable
{
    public Reader(string path)
    {
        Path = path;
        Database = new Database(path, readOnly: false, cacheKibibytes: 2048);
        Database.Execute("pragma query_only=on");
        Keys = new VaultKeys(Database);
        Records = new RecordReader(Database, Keys);
    }

    public string Path { get; }

    public Database Database { get; }

    public VaultKeys Keys { get; }

    public RecordReader Records { get; }

    public void Dispose() => Database.Dispose();
}

/// <summary>Reading connections of one vault: opened when needed, a few kept.</summary>
internal sealed class ReaderPool(string path) : IDisposable
{
    private const int Kept = 4;

    private readonly ConcurrentBag<Reader> _idle = [];
    private int _count;
    private volatile bool _closed;

    public Reader Open() => new(path);

    public Reader Take()
    {
        if (!_idle.TryTake(out var reader))
        {
            return Open();
        }

        Interlocked.Decrement(ref _count);
        return reader;
    }

    public void Return(Reader reader)
    {
        if (_closed || Interlocked.Increment(ref _count) > Kept)
        {
            Interlocked.Decrement(ref _count);
            reader.Dispose();
            return;
        }

        _idle.Add(reader);
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }
}
