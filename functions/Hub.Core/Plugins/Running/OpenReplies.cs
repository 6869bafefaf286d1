using Hub.Wire;

namespace Hub.Core.Plugins.Running;

/// <summary>The last replies of holders, whose bodies a plug-in reads piece by piece. An older one gives way: a run holds a bounded part of the hub's memory.</summary>
internal sealed class OpenReplies
{
    private readonly List<(int Number, HttpReply Reply, int Read)> _replies = [];

    public void Add(int number, HttpReply reply)
    {
        if (_replies.Exists(open => open.Number == number))
        {
            throw new WireException("A call has the number of another.");
        }

        if (_replies.Count == Protocol.MaxReplies)
        {
            _replies.RemoveAt(0);
        }

        _replies.Add((number, reply, 0));
    }

    /// <summary>The next piece, empty at the end.</summary>
    public ReadOnlyMemory<byte> Read(int number)
    {
        var at = Find(number);
        var (_, reply, read) = _replies[at];
        var chunk = reply.Body.Slice(read, Math.Min(Protocol.ChunkSize, reply.Body.Length - read));
        _replies[at] = (number, reply, read + chunk.Length);
        return chunk;
    }

    public HttpReply Get(int number) => _replies[Find(number)].Reply;

    private int Find(int number) => _replies.FindIndex(open => open.Number == number) is var at and >= 0 ? at : throw new RunnerFaultException(RunFault.ReplyGone);
}
