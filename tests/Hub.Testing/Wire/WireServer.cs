using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Hub.Testing.Wire;

/// <summary>A server that says what a test tells it to, byte by byte, and counts what it hears: what a packet trace would show.</summary>
public sealed class WireServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<WireRequest> _requests = new();
    private readonly Func<WireRequest, Stream, Task> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly LoopbackListener _listener;
    private long _received;
    private long _sent;

    public WireServer(Func<WireRequest, Stream, Task> answer, X509Certificate2? certificate = null)
    {
        (_answer, _certificate) = (answer, certificate);
        _listener = new LoopbackListener(ServeAsync);
    }

    public WireServer(Func<WireRequest, string> answer, X509Certificate2? certificate = null)
        : this((request, stream) => stream.WriteAsync(Encoding.Latin1.GetBytes(answer(request))).AsTask(), certificate)
    {
    }

    public int Port => _listener.Port;

    public IReadOnlyList<WireRequest> Requests => [.. _requests];

    public long Received => Interlocked.Read(ref _received);

    public long Sent => Interlocked.Read(ref _sent);

    public int Connections => _listener.Connections;

    public static string Ok(string body = "", string headers = "") => $"HTTP/1.1 200 OK\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public static string Moved(int status, string to) => $"HTTP/1.1 {status} Moved\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n";

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task ServeAsync(Socket socket, CancellationToken stop)
    {
        await using var network = new TappedStream(new NetworkStream(socket, ownsSocket: true), read => Interlocked.Add(ref _received, read), written => Interlocked.Add(ref _sent, written));
        try
        {
            Stream stream = network;
            if (_certificate is not null)
            {
                var secure = new SslStream(network);
                await secure.AuthenticateAsServerAsync(_certificate);
                stream = secure;
            }

            while (await ReadAsync(stream, stop) is { } request)
            {
                _requests.Enqueue(request);
                await _answer(request, stream).WaitAsync(stop);
                await stream.FlushAsync(stop);
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The other end went away, which is what some tests are about.
        }
    }

    private static async Task<WireRequest?> ReadAsync(Stream stream, CancellationToken stop)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !head.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            if (await stream.ReadAsync(one, stop) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        var lines = Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var length = lines.Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Select(line => int.Parse(line.Split(':')[1])).FirstOrDefault();
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, stop);
        return new WireRequest(lines[0], lines[1..], Encoding.UTF8.GetString(body));
    }
}

public sealed record WireRequest(string Line, string[] Headers, string Body)
{
    public string Path => Line.Split(' ')[1];

    public string? Header(string name) => Headers.Where(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();

    public override string ToString() => $"{Line}\n{string.Join('\n', Headers)}\n\n{Body}";
}
