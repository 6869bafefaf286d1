using System.Buffers.Binary;
using System.Diagnostics;
using Hub.Wire;

namespace Hub.Runner;

/// <summary>
/// Takes everything that the hub says, on a thread of its own, so that the hub never waits for the plug-in. When the hub's end
/// closes, the hub is gone or done with us: the process ends there, whatever the plug-in is busy with.
/// </summary>
internal sealed class ReplyReader(Stream input)
{
    private readonly Dictionary<int, Reply> _expected = [];
    private int _last;

    public StartMessage ReadStart()
    {
        var header = new byte[5];
        ReadWhole(header);
        if ((FrameKind)header[4] != FrameKind.Start)
        {
            throw new WireException("The hub did not begin with Start.");
        }

        var payload = new byte[Size(header) - 1];
        ReadWhole(payload);
        return StartMessage.Read(payload);
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

        // Not Environment.Exit: a plug-in's handlers could hold it up.
        Process.GetCurrentProcess().Kill();
    }

    private void TakeReplies()
    {
        var header = new byte[9];
        while (TryReadWhole(header))
        {
            var reply = Take(BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(5)));
            ReadWhole(reply.Room(Size(header) - 5));
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

    private static int Size(ReadOnlySpan<byte> header)
    {
        var size = BinaryPrimitives.ReadInt32LittleEndian(header);
        return size is > 4 and <= Protocol.MaxFrame ? size : throw new WireException("The length of a frame is out of bounds.");
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
