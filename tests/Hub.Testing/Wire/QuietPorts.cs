using System.Net;
using System.Net.Sockets;

namespace Hub.Testing;

/// <summary>
/// Ports for servers that are told theirs: free ones below those that systems give to outgoing connections (32768 and up on
/// Linux, 49152 elsewhere), so that no call takes one between its choice and its use, or while its server starts again.
/// </summary>
public static class QuietPorts
{
    private const int First = 20_000;
    private const int Count = 12_000;
    private static int _next = Random.Shared.Next(Count);

    public static int Next()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + (Interlocked.Increment(ref _next) % Count);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody's already: the next one.
            }
        }

        throw new InvalidOperationException("No port is free.");
    }
}
