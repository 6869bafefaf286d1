using System.Net;
using System.Net.Sockets;

namespace Core.Tests.Egress;

/// <summary>Stands on the wire between the broker and a server, understands nothing and counts every byte that passes: a packet trace on loopback.</summary>
internal sealed class WireRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _behind;
    private readonly Task _accepting;
    private long _up;
    private long _down;
    private int _connections;

    /// <param name="behind">The server's port.</param>
    public WireRelay(int behind)
    {
        _behind = behind;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => _connections;

    /// <summary>What has passed so far, towards the server and back.</summary>
    public (long Up, long Down) Passed => (Interlocked.Read(ref _up), Interlocked.Read(ref _down));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var passing = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                passing.Add(PassAsync(socket));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task PassAsync(Socket socket)
    {
        using var near = new NetworkStream(socket, ownsSocket: true);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _behind, _stop.Token);
        var far = client.GetStream();

        // Either end going away ends both ways.
        await Task.WhenAny(PassAsync(near, far, count => Interlocked.Add(ref _up, count)), PassAsync(far, near, count => Interlocked.Add(ref _down, count)));
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to, Action<int> count)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await from.ReadAsync(buffer, _stop.Token)) > 0;)
            {
                // Before it goes on: who gets it may look at the count at once.
                count(read);
                await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other end went away.
        }
    }
}
