using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bench;

/// <summary>A holder on every loopback address: answers a day of half-hours, or 503 where the path says <c>down</c>, or nothing for a while where it says <c>hangs</c>.</summary>
internal sealed class BenchHolder : IDisposable
{
    public static readonly TimeSpan Hang = TimeSpan.FromSeconds(5);
    private readonly TcpListener _listener = new(IPAddress.Any, 0);

    public BenchHolder()
    {
        _listener.Start(1000);
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // The bench is over.
        }
    }

    private static async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        client.NoDelay = true;
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
            while (await reader.ReadLineAsync() is { } request)
            {
                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                    // Its headers do not matter.
                }

                if (request.Contains("hangs", StringComparison.Ordinal))
                {
                    await Task.Delay(Hang);
                }

                await client.GetStream().WriteAsync(request.Contains("down", StringComparison.Ordinal) ? "HTTP/1.1 503 Down\r\nContent-Length: 0\r\n\r\n"u8.ToArray() : Day());
            }
        }
        catch (IOException)
        {
            // The caller is gone.
        }
    }

    private static byte[] Day()
    {
        var body = string.Join('\n', Enumerable.Range(0, 48).Select(i => string.Create(CultureInfo.InvariantCulture, $"{new DateTime(2026, 1, 1).AddMinutes(30 * i):yyyy-MM-ddTHH:mm:ss}+01:00;0.{i:000}")));
        return Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
