using Hub.Testing.Wire;
using Hub.Core.Egress;
using Hub.Sdk;
using Hub.Wire;
using Xunit;

namespace Core.Tests.Egress;

/// <summary>A request is one request, whatever stands in it.</summary>
public sealed class RequestTests : WayOut
{
    [Theory]
    [InlineData("X-A", "b\r\nX-Evil: 1")]
    [InlineData("X-A", "b\nX-Evil: 1")]
    [InlineData("X-A", "b\r\n\r\nGET /evil HTTP/1.1")]
    [InlineData("X-A", "b\0c")]
    [InlineData("X-A", "b\u010d\u010ac")]
    [InlineData("X-A", "é")]
    [InlineData("X-A: 1\r\nX-Evil", "b")]
    [InlineData("X A", "b")]
    [InlineData("X-A:", "b")]
    [InlineData("", "b")]
    [InlineData("Host", "evil.test")]
    [InlineData("hOsT", "evil.test")]
    [InlineData("Connection", "keep-alive")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("Content-Length", "5")]
    [InlineData("Proxy-Authorization", "x")]
    [InlineData("Proxy-Connection", "x")]
    [InlineData("Upgrade", "websocket")]
    [InlineData("Expect", "100-continue")]
    [InlineData("TE", "trailers")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData(":authority", "evil.test")]
    public async Task A_header_that_speaks_of_the_connection_or_begins_another_is_refused(string name, string value)
    {
        var (refused, requests) = await TryAsync(new HttpCall("GET", "/", [new(name, value)], default));
        Assert.Equal(("header", Outcome.PluginFault), (refused?.Fault, refused?.Outcome));
        Assert.Empty(requests);
    }

    [Theory]
    [InlineData("CONNECT")]
    [InlineData("TRACE")]
    [InlineData("get")]
    [InlineData("GET / HTTP/1.1\r\nX: ")]
    [InlineData("")]
    public async Task Another_method_is_refused(string method)
    {
        var (refused, requests) = await TryAsync(new HttpCall(method, "/", [], default));
        Assert.Equal("method", refused?.Fault);
        Assert.Empty(requests);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("PROPFIND")]
    [InlineData("REPORT")]
    [InlineData("OPTIONS")]
    public async Task A_method_of_the_list_goes_out_with_its_body_and_headers(string method)
    {
        var (refused, requests) = await TryAsync(new HttpCall(method, "/x", [new("Content-Type", "text/xml"), new("Depth", "1"), new("Accept-Encoding", "zstd")], "<a/>"u8.ToArray()));
        Assert.Null(refused);
        var request = Assert.Single(requests);
        Assert.Equal(($"{method} /x HTTP/1.1", "<a/>", "text/xml", "1", "gzip, deflate, br"), (request.Line, request.Body, request.Header("Content-Type"), request.Header("Depth"), request.Header("Accept-Encoding")));
    }

    [Fact]
    public async Task HEAD_tells_of_something_larger_than_a_reply_may_be()
    {
        await using var server = new WireServer(_ => "HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\n");
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"]);
        var reply = await session.SendAsync(new HttpCall("HEAD", $"http://bank.test:{server.Port}/", [], default));
        Assert.Equal("5000000000", Assert.Single(reply.Headers, header => header.Key == "Content-Length").Value);
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_not_sent()
    {
        var (refused, requests) = await TryAsync(new HttpCall("POST", "/", [], new byte[(4 * 1024 * 1024) + 1]));
        Assert.Equal(Outcome.LimitExceeded, refused?.Outcome);
        Assert.Empty(requests);
        (refused, requests) = await TryAsync(new HttpCall("GET", "/", [new("X-A", new string('a', 40_000))], default));
        Assert.Equal(Outcome.LimitExceeded, refused?.Outcome);
        Assert.Empty(requests);
    }

    [Fact]
    public async Task A_run_makes_so_many_calls_and_no_more()
    {
        await using var server = new WireServer(_ => WireServer.Ok());
        var options = Allowing("bank.test");
        using var session = Open(options with { Limits = options.Limits with { MaxCallsPerRun = 3 } }, [$"bank.test:{server.Port}"]);
        for (var call = 0; call < 3; call++)
        {
            await session.SendAsync(Get($"http://bank.test:{server.Port}/"));
        }

        var refused = await Assert.ThrowsAsync<EgressException>(async () => await session.SendAsync(Get($"http://bank.test:{server.Port}/")));
        Assert.Equal(Outcome.LimitExceeded, refused.Outcome);
        Assert.Equal(3, server.Requests.Count);
    }

    private async Task<(EgressException? Refused, IReadOnlyList<WireRequest> Requests)> TryAsync(HttpCall call)
    {
        await using var server = new WireServer(request => request.Line.StartsWith("HEAD", StringComparison.Ordinal) ? "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" : WireServer.Ok());
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"]);
        try
        {
            await session.SendAsync(call with { Url = $"http://bank.test:{server.Port}{call.Url}" });
            return (null, server.Requests);
        }
        catch (EgressException refused)
        {
            return (refused, server.Requests);
        }
    }
}
