using Hub.Testing.Wire;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Runner.Tests.Attacking;

/// <summary>Who an attack can meet: its holder, another host that it may be granted, and what stands inside the house, which nobody may reach.</summary>
internal sealed class Holders : IAsyncDisposable
{
    private static readonly byte[] Bomb = Inflatable(20 * 1024 * 1024);
    private int _turns;

    public Holders()
    {
        Holder = new WireServer(AnswerAsync);
        Other = new WireServer(AnswerAsync);
        Inside = new WireServer(_ => WireServer.Ok("inside the house"));
    }

    /// <summary>What the plug-in was granted, and what the admin allows although it is on this machine.</summary>
    public WireServer Holder { get; }

    public WireServer Other { get; }

    /// <summary>A router's page, a cloud's metadata, the hub itself.</summary>
    public WireServer Inside { get; }

    /// <summary>The names that were asked for.</summary>
    public List<string> Asked { get; } = [];

    public string Fill(string text) => text
        .Replace("{HOLDER}", $"holder.example:{Holder.Port}", StringComparison.Ordinal)
        .Replace("{OTHER}", $"other.example:{Other.Port}", StringComparison.Ordinal)
        .Replace("{PORT}", $"{Holder.Port}", StringComparison.Ordinal).Replace("{INSIDE}", $"{Inside.Port}", StringComparison.Ordinal);

    /// <summary>The resolver of a network whose owner means harm.</summary>
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Asked.Add(host);
        return Task.FromResult<IPAddress[]>(host switch
        {
            "holder.example" or "other.example" or "inside.example" or "localhost" => [IPAddress.Loopback],
            "turning.example" => [_turns++ == 0 ? IPAddress.Loopback : IPAddress.Parse("169.254.169.254")],
            "two-faced.example" => [IPAddress.Parse("93.184.215.14"), IPAddress.Loopback],
            "metadata.example" => [IPAddress.Parse("169.254.169.254")],
            "mapped.example" => [IPAddress.Parse("::ffff:127.0.0.1")],
            "many.example" => [.. Enumerable.Range(1, 250).Select(last => IPAddress.Parse($"10.0.0.{last}"))],
            _ => throw new SocketException((int)SocketError.HostNotFound),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Holder.DisposeAsync();
        await Other.DisposeAsync();
        await Inside.DisposeAsync();
    }

    private async Task AnswerAsync(WireRequest request, Stream stream)
    {
        var (path, query) = request.Path.Split('?', 2) is [var before, var after] ? (before, after) : (request.Path, "");
        switch (path)
        {
            case "/drip":
                await DripAsync(stream);
                break;
            case "/never":
                await Task.Delay(Timeout.Infinite);
                break;
            case "/bomb":
                await WriteAsync(stream, $"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {Bomb.Length}\r\n\r\n");
                await stream.WriteAsync(Bomb);
                break;
            default:
                // Two of the answers are no UTF-8, which is their point.
                await stream.WriteAsync((path is "/echo-as-picture" or "/echo-wide" ? Encoding.Latin1 : Encoding.UTF8).GetBytes(Answer(path, query, request)));
                break;
        }
    }

    private static string Answer(string path, string query, WireRequest request) => path switch
    {
        "/to" => WireServer.Moved(302, Uri.UnescapeDataString(query)),
        "/to-keeping" => WireServer.Moved(307, Uri.UnescapeDataString(query)),
        "/echo" => WireServer.Ok(request.ToString(), $"Content-Type: text/plain\r\nX-Echo: {Uri.UnescapeDataString(query)}\r\nSet-Cookie: echo={query}; Path=/\r\n"),
        "/echo-base64" => WireServer.Ok(Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(query)))),
        "/echo-as-picture" => Picture(request.ToString()),
        "/echo-wide" => Wide(request.ToString()),
        "/cookie" => WireServer.Ok("", "Set-Cookie: sid=of-this-host; Path=/\r\nSet-Cookie: wide=too-wide; Domain=example; Path=/\r\nSet-Cookie: theirs=planted; Domain=other.example; Path=/\r\n"),
        "/huge" => "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nbegun",
        "/split" => "HTTP/1.1 200 OK\r\nX-One: 1\r\nX-Bad\r\n: no name\r\nContent-Length: 2\r\nContent-Length: 60\r\n\r\nok",
        "/many-headers" => WireServer.Ok("", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"X-{i}: {i}\r\n"))),
        "/busy" => "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 99999999999\r\nContent-Length: 0\r\n\r\n",
        "/loop" => WireServer.Moved(302, "/loop"),
        _ => WireServer.Ok("fine"),
    };

    // What is no text is not looked into for secrets, unless the call carried one.
    private static string Picture(string echo) => $"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: {echo.Length + 1}\r\n\r\n{echo}\u00ff";

    private static string Wide(string echo)
    {
        var body = Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(echo));
        return $"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-16\r\nContent-Length: {body.Length}\r\n\r\n{body}";
    }

    // A byte in good time, for ever.
    private static async Task DripAsync(Stream stream)
    {
        await WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await pace.WaitForNextTickAsync())
        {
            await stream.WriteAsync("."u8.ToArray());
            await stream.FlushAsync();
        }
    }

    private static ValueTask WriteAsync(Stream stream, string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text));

    private static byte[] Inflatable(int size)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(new byte[size]);
        }

        return packed.ToArray();
    }
}
