using System.Buffers.Binary;
using Hub.Wire;

namespace Hub.Runner;

/// <summary>
/// Takes everything that the hub says, on a thread of its own, so that the hub never waits for the plug-in. When the hub's end
/// closes, the hub is gone or done with us.
/// </summary>
internal sealed class ReplyReader(Stream input, Action gone)
{
    private readonly Dictionary<int, Reply> _expected = [];
    private int _last;

    /// <summary>What the run begins with, after the script that may come ahead of it; null when the hub closes its end instead.</summary>
    public StartMessage? ReadStart()
    {
        using MemoryStream script = new(), map = new();
        var header = new byte[5];
        while (TryReadWhole(header))
        {
            var payload = new byte[Size(header, least: 1) - 1];
            ReadWhole(payload);
            switch ((FrameKind)header[4])
            {
                case FrameKind.Script:
                    script.Write(payload);
                    break;
                case FrameKind.SourceMap:
                    map.Write(payload);
                    break;
                case FrameKind.Start:
                    return StartMessage.Read(payload) with { Script = script.ToArray(), SourceMap = map.ToArray() };
                default:
                    throw new WireException("The hub did not begin with Start.");
            }
        }

        return null;
    }

    public Reply Expect(byte[]? buffer)
    {
        lock (_expected)
        {
            var reply = new Reply(++_last, buffer ?? []);
            _expected.Add(reply.Id, reply);
            return reply;
        }
    }

    public void Run()
    {
        try
        {
            TakeReplies();
        }
#pragma warning disable CA1031 // whatever it was, there is nobody left to tell
        catch (Exception)
#pragma warning restore CA1031
        {
            // The hub reads the end of our pipe.
        }

        gone();
    }

    private void TakeReplies()
    {
        var header = new byte[9];
        while (TryReadWhole(header))
        {
            var reply = Take(BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(5)));
            ReadWhole(reply.Room(Size(header, least: 5) - 5));
            reply.Complete();
        }
    }

    private Reply Take(int id)
    {
        lock (_expected)
        {
            return _expected.Remove(id, out var reply) ? reply : throw new WireException("A reply that nobody asked for.");
        }
    }

    private static int Size(ReadOnlySpan<byte> header, int least)
    {
        var size = BinaryPrimitives.ReadInt32LittleEndian(header);
        return size >= least && size <= Protocol.MaxFrame ? size : throw new WireException("The length of a frame is out of bounds.");
    }

    private void ReadWhole(Span<byte> target)
    {
        if (!TryReadWhole(target))
        {
            throw new EndOfStreamException();
        }
    }

    private bool TryReadWhole(Span<byte> target)
    {
        while (target.Length > 0)
        {
            var count = input.Read(target);
            if (count == 0)
            {
                return false;
            }

            target = target[count..];
        }

        return true;
    }
}
