using Hub.Wire;

namespace Hub.Core.Plugins.Running;

/// <summary>The passes over the import's file that a plug-in has open.</summary>
internal sealed class OpenFiles(Func<Stream> open) : IDisposable
{
    private readonly Dictionary<int, Stream> _streams = [];
    private readonly byte[] _chunk = new byte[Protocol.ChunkSize];

    public void Open(int number)
    {
        if (_streams.Count == Protocol.MaxOpenFiles)
        {
            throw new WireException("Too many passes over the file at once.");
        }

        if (!_streams.TryAdd(number, open()))
        {
            throw new WireException("A pass has the number of another.");
        }
    }

    /// <summary>The next chunk, empty at the end, which also closes the file.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(int number)
    {
        if (!_streams.TryGetValue(number, out var stream))
        {
            throw new WireException("A pass that is not open.");
        }

        var count = await stream.ReadAtLeastAsync(_chunk, _chunk.Length, throwOnEndOfStream: false);
        if (count == 0)
        {
            Close(number);
        }

        return _chunk.AsMemory(0, count);
    }

    public void Close(int number)
    {
        if (_streams.Remove(number, out var stream))
        {
            stream.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var stream in _streams.Values)
        {
            stream.Dispose();
        }

        _streams.Clear();
    }
}
