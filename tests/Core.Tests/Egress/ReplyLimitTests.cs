using Hub.Testing;
using Hub.Testing.Wire;
using System.IO.Compression;
using System.Text;
using Hub.Core.Egress;
using Hub.Sdk;
using Hub.Wire;
using Xunit;

namespace Core.Tests.Egress;

/// <summary>A holder's reply takes no more room and no more time than it may.</summary>
public sealed class ReplyLimitTests : WayOut
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    public async Task Compressed_replies_are_read(string how)
    {
        var text = string.Join('\n', Enumerable.Range(0, 5000).Select(line => $"line {line} é"));
        var reply = await ReplyAsync(how.Split(' ')[^1], Compress(Encoding.UTF8.GetBytes(text), how));
        Assert.Equal(text, Text(reply));
        Assert.DoesNotContain(reply.Headers, header => header.Key is "Content-Encoding" or "Content-Length");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_bomb_is_ended_before_it_has_grown(string how)
    {
        var failed = await FailedAsync(() => ReplyAsync(how, Compress(new byte[8 * 1024 * 1024], how)));
        Assert.Equal((Outcome.LimitExceeded, "too-large"), (failed.Outcome, failed.Fault));
    }

    [Fact]
    public async Task A_reply_of_its_limit_is_taken_and_one_beyond_is_not()
    {
        var limits = new EgressLimits { MaxReplyBytes = 100_000 };
        Assert.Equal(100_000, (await ReplyAsync("identity", new byte[100_000], limits)).Body.Length);
        Assert.Equal(Outcome.LimitExceeded, (await FailedAsync(() => ReplyAsync("identity", new byte[100_001], limits))).Outcome);
        Assert.Equal(Outcome.LimitExceeded, (await FailedAsync(() => ReplyAsync("identity", new byte[200_000], limits, length: false))).Outcome);
    }

    [Theory]
    [InlineData("gzip, gzip")]
    [InlineData("zstd")]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task What_cannot_be_decompressed_says_so(string encoding)
    {
        var failed = await FailedAsync(() => ReplyAsync(encoding, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]));
        Assert.Equal((Outcome.HolderUnavailable, "unreadable"), (failed.Outcome, failed.Fault));
    }

    [Fact]
    public async Task Headers_without_end_are_ended()
    {
        await using var server = new WireServer(async (_, stream) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray());
            for (var line = 0; line < 5000; line++)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"X-{line}: {new string('a', 100)}\r\n"));
            }
        });
        var failed = await FailedAsync(() => SendAsync(server, new EgressLimits()));
        Assert.Equal((Outcome.LimitExceeded, "too-large"), (failed.Outcome, failed.Fault));
    }

    [Fact]
    public async Task A_reply_that_breaks_off_says_so()
    {
        await using var server = new WireServer(async (_, stream) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"u8.ToArray());
            stream.Close();
        });
        var failed = await FailedAsync(() => SendAsync(server, new EgressLimits()));
        Assert.Equal((Outcome.HolderUnavailable, "broken-off"), (failed.Outcome, failed.Fault));
    }

    [Fact]
    public async Task A_host_that_says_nothing_is_left()
    {
        var clock = new HandClock();
        var heard = new TaskCompletionSource();
        await using var server = new WireServer((_, _) =>
        {
            heard.SetResult();
            return new TaskCompletionSource().Task;
        });
        var sending = FailedAsync(() => SendAsync(server, new EgressLimits(), clock));
        await heard.Task;
        clock.Advance(TimeSpan.FromSeconds(99));
        Assert.False(sending.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((Outcome.HolderUnavailable, "too-slow"), ((await sending).Outcome, (await sending).Fault));
    }

    [Fact]
    public async Task A_trickle_is_ended()
    {
        var clock = new HandClock();
        var asked = new SemaphoreSlim(0);
        var heard = new TaskCompletionSource();
        await using var server = new WireServer(async (_, stream) =>
        {
            heard.SetResult();
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"u8.ToArray());
            while (true)
            {
                await asked.WaitAsync();
                await stream.WriteAsync("x"u8.ToArray());
            }
        });
        var sending = FailedAsync(() => SendAsync(server, new EgressLimits(), clock));

        // The clock of the call, and that of its pace; the one of the connection has stopped by then.
        await heard.Task;
        await clock.Waiting(2);
        for (var second = 0; second < 21; second++)
        {
            asked.Release();
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("too-slow", (await sending).Fault);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_leaves_at_once_and_the_ledger_says_so()
    {
        var heard = new TaskCompletionSource();
        await using var server = new WireServer((_, _) =>
        {
            heard.SetResult();
            return new TaskCompletionSource().Task;
        });
        using var stop = new CancellationTokenSource();
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"]);
        var sending = session.SendAsync(Get($"http://bank.test:{server.Port}/"), stop.Token).AsTask();
        await heard.Task;
        Assert.Equal("unfinished", Assert.Single(await LedgerAsync()).Fault);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        var call = Assert.Single(await LedgerAsync());
        Assert.Equal(("cancelled", server.Received), (call.Fault, call.Sent));
    }

    private static byte[] Compress(byte[] plain, string how)
    {
        using var memory = new MemoryStream();
        using (Stream stream = how switch
        {
            "gzip" => new GZipStream(memory, CompressionLevel.SmallestSize),
            "br" => new BrotliStream(memory, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(memory, CompressionLevel.SmallestSize),
            _ => new DeflateStream(memory, CompressionLevel.SmallestSize),
        })
        {
            stream.Write(plain);
        }

        return memory.ToArray();
    }

    private static Task<EgressException> FailedAsync(Func<Task<HttpReply>> send) => Assert.ThrowsAsync<EgressException>(send);

    private async Task<HttpReply> ReplyAsync(string encoding, byte[] body, EgressLimits? limits = null, bool length = true)
    {
        await using var server = new WireServer(async (_, stream) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\n{(length ? $"Content-Length: {body.Length}" : "Connection: close")}\r\n\r\n"));
            await stream.WriteAsync(body);
            if (!length)
            {
                stream.Close();
            }
        });
        return await SendAsync(server, limits ?? new EgressLimits());
    }

    private async Task<HttpReply> SendAsync(WireServer server, EgressLimits limits, TimeProvider? clock = null)
    {
        var session = Open(Allowing("bank.test") with { Limits = limits }, [$"bank.test:{server.Port}"], clock: clock);
        return await session.SendAsync(Get($"http://bank.test:{server.Port}/"));
    }
}
