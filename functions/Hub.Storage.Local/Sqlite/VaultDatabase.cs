namespace Hub.Storage.Local.Sqlite;

/// <summary>A vault's database, open: the connection that writes, and those that read beside it. Another process may have the same file open.</summary>
internal sealed class VaultDatabase : IDisposable
{
    private readonly ReaderPool _readers;

    public VaultDatabase(string path)
    {
        Path = path;
        Writer = new Database(path, readOnly: false, cacheKibibytes: 8192);
        try
        {
            VaultSchema.Open(Writer);
        }
        catch
        {
            Writer.Dispose();
            throw;
        }

        Keys = new VaultKeys(Writer);
        _readers = new ReaderPool(path);
    }

    public string Path { get; }

    public Database Writer { get; }

    /// <summary>Those of the connection that writes.</summary>
    public VaultKeys Keys { get; }

    /// <summary>Says that nothing is lost with this file, so that no write waits for the disk.</summary>
    public void MakeCopy() => Writer.Execute("pragma synchronous=off");

    /// <summary>The database as it stands, whole and without what was deleted, in a new file.</summary>
    public void WriteTo(string path)
    {
        using var copy = Writer.Prepare("vacuum into ?").Begin().Bind(path);
        copy.Step();
    }

    /// <summary>A reading connection of one's own.</summary>
    public Reader OpenReader() => _readers.Open();

    public ValueTask<T> Read<T>(Func<Reader, T> work)
    {
        var reader = _readers.Take();
        try
        {
            return ValueTask.FromResult(work(reader));
        }
        finally
        {
            _readers.Return(reader);
        }
    }

    public void Dispose()
    {
        _readers.Dispose();
        Writer.Dispose();
    }
}
