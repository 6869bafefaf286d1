using Hub.Testing.Wire;
using System.IO.Compression;
using System.Text;
using Hub.Core.Egress;
using Hub.Wire;
using Xunit;

namespace Core.Tests.Egress;

/// <summary>The ledger against a trace of the wire, call by call: what is told to have left the house is what left it.</summary>
public sealed class LedgerTraceTests : WayOut
{
    private static readonly byte[] Long = Encoding.ASCII.GetBytes(new string('x', 50_000));

    [Fact]
    public async Task Each_line_tells_the_bytes_that_passed_for_it()
    {
        await using var server = new WireServer(AnswerAsync);
        await using var relay = new PacketCounter(server.Port);
        using var session = Open(Allowing("bank.test"), [$"bank.test:{relay.Port}"], secrets: [("pin", "12345678")]);
        var host = $"http://bank.test:{relay.Port}";
        HttpCall[] calls =
        [
            Get(host + "/plain"),
            Post(host + "/plain", new string('y', 3000)),
            Get(host + "/chunked"),
            Get(host + "/zipped", ("Accept-Encoding", "gzip")),
            Get(host + "/plain?pin={{pin}}"),
            Get(host + "/none"),
        ];
        foreach (var call in calls)
        {
            var before = (relay.Out, relay.In, Lines: (await LedgerAsync()).Count);
            await session.SendAsync(call);
            var lines = (await LedgerAsync()).Skip(before.Lines).ToList();
            Assert.Equal((relay.Out - before.Out, relay.In - before.In), (Assert.Single(lines).Sent, lines[0].Received));
            Assert.Equal(($"bank.test:{relay.Port}", call.Method), (lines[0].Host, lines[0].Method));
        }

        Assert.Equal((1, 6), (relay.Connections, server.Requests.Count));
        Assert.InRange((await LedgerAsync())[3].Received, 100, 5000);
    }

    [Fact]
    public async Task Each_step_of_a_redirect_is_a_line_under_its_own_host()
    {
        await using var second = new WireServer(AnswerAsync);
        await using var beyond = new PacketCounter(second.Port);
        await using var first = new WireServer(_ => WireServer.Moved(302, $"http://other.test:{beyond.Port}/chunked"));
        await using var relay = new PacketCounter(first.Port);
        using var session = Open(Allowing("bank.test", "other.test"), [$"bank.test:{relay.Port}", $"other.test:{beyond.Port}"]);
        Assert.Equal(Long, (await session.SendAsync(Get($"http://bank.test:{relay.Port}/"))).Body.ToArray());
        Assert.Equal(
            [($"bank.test:{relay.Port}", 302, relay.Out, relay.In), ($"other.test:{beyond.Port}", 200, beyond.Out, beyond.In)],
            (await LedgerAsync()).Select(call => (call.Host, call.Status, call.Sent, call.Received)));
    }

    [Fact]
    public async Task What_is_refused_passes_nothing_and_what_breaks_off_passes_what_it_tells()
    {
        await using var server = new WireServer((_, stream) =>
        {
            stream.Write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"u8);
            throw new IOException("The server goes away.");
        });
        await using var relay = new PacketCounter(server.Port);
        using var session = Open(Allowing("bank.test"), [$"bank.test:{relay.Port}"]);
        string[] refused = [$"http://other.test:{relay.Port}/", $"http://bank.test:{server.Port}/", $"ftp://bank.test:{relay.Port}/"];
        foreach (var url in refused)
        {
            await Assert.ThrowsAsync<EgressException>(async () => await session.SendAsync(Get(url)));
        }

        Assert.Equal((0, 0L, 0L), (relay.Connections, relay.Out, relay.In));
        Assert.All(await LedgerAsync(), call => Assert.Equal((0L, 0L, null), (call.Sent, call.Received, call.Status)));
        Assert.Equal(refused.Length, (await LedgerAsync()).Count);

        await Assert.ThrowsAnyAsync<Exception>(async () => await session.SendAsync(Get($"http://bank.test:{relay.Port}/")));
        var lines = (await LedgerAsync()).Skip(refused.Length).ToList();
        Assert.Equal((relay.Out, relay.In), (lines.Sum(call => call.Sent), lines.Sum(call => call.Received)));
        Assert.True(relay.In > 0);
    }

    private static async Task AnswerAsync(WireRequest request, Stream stream)
    {
        switch (request.Path)
        {
            case "/chunked":
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray());
                foreach (var chunk in Long.Chunk(7000))
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"));
                    await stream.WriteAsync(chunk);
                    await stream.WriteAsync("\r\n"u8.ToArray());
                }

                await stream.WriteAsync("0\r\n\r\n"u8.ToArray());
                break;
            case "/zipped":
                var packed = new MemoryStream();
                using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                {
                    zip.Write(Long);
                }

                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n"));
                await stream.WriteAsync(packed.ToArray());
                break;
            case "/none":
                await stream.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray());
                break;
            default:
                await stream.WriteAsync(Encoding.ASCII.GetBytes(WireServer.Ok("a reply")));
                break;
        }
    }
}
