using System.Net;
using System.Net.Sockets;

namespace Hub.Testing.Wire;

/// <summary>Stands on the wire between the hub and a holder, hands on what passes and counts it.</summary>
public sealed class PacketCounter : IAsyncDisposable
{
    private readonly int _holder;
    private readonly LoopbackListener _listener;
    private long _out;
    private long _in;

    public PacketCounter(int holder)
    {
        _holder = holder;
        _listener = new LoopbackListener(HandOnAsync);
    }

    public int Port => _listener.Port;

    public int Connections => _listener.Connections;

    /// <summary>Bytes that left the hub.</summary>
    public long Out => Interlocked.Read(ref _out);

    /// <summary>Bytes that came to the hub.</summary>
    public long In => Interlocked.Read(ref _in);

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task HandOnAsync(Socket hub, CancellationToken stop)
    {
        var holder = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await using var hubSide = new NetworkStream(hub, ownsSocket: true);
        await holder.ConnectAsync(IPAddress.Loopback, _holder, stop);
        await using var holderSide = new NetworkStream(holder, ownsSocket: true);
        await Task.WhenAll(
            CopyAsync(hubSide, holderSide, count => Interlocked.Add(ref _out, count), stop),
            CopyAsync(holderSide, hubSide, count => Interlocked.Add(ref _in, count), stop));
    }

    private static async Task CopyAsync(NetworkStream from, NetworkStream to, Action<int> passed, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await from.ReadAsync(buffer, stop)) > 0;)
            {
                // Counted first: the hub may have read it, and said so, before this goes on.
                passed(read);
                await to.WriteAsync(buffer.AsMemory(0, read), stop);
            }

            to.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or SocketException)
        {
            // One end closed while the other still spoke.
        }
    }
}
