using System.Net;
using System.Net.Sockets;

namespace Hub.Testing;

/// <summary>Stands on the wire between the hub and a holder, hands on what passes and counts it.</summary>
public sealed class PacketCounter : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _holder;
    private readonly Task _accepting;
    private long _out;
    private long _in;
    private int _connections;

    public PacketCounter(int holder)
    {
        _holder = holder;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => _connections;

    /// <summary>Bytes that left the hub.</summary>
    public long Out => Interlocked.Read(ref _out);

    /// <summary>Bytes that came to the hub.</summary>
    public long In => Interlocked.Read(ref _in);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var hub = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                open.Add(HandOnAsync(hub));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task HandOnAsync(TcpClient hub)
    {
        using (hub)
        using (var holder = new TcpClient())
        {
            await holder.ConnectAsync(IPAddress.Loopback, _holder, _stop.Token);
            var there = CopyAsync(hub, holder, count => Interlocked.Add(ref _out, count));
            var back = CopyAsync(holder, hub, count => Interlocked.Add(ref _in, count));
            await Task.WhenAll(there, back);
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, Action<int> passed)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await from.GetStream().ReadAsync(buffer, _stop.Token)) > 0;)
            {
                // Counted first: the hub may have read it, and said so, before this goes on.
                passed(read);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }

            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or SocketException)
        {
            // One end closed while the other still spoke.
        }
    }
}
