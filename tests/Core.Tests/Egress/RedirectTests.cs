using Hub.Testing.Wire;
using Hub.Core.Egress;
using Hub.Sdk;
using Hub.Wire;
using Xunit;

namespace Core.Tests.Egress;

/// <summary>A host that sends a call on decides nothing about where it may go.</summary>
public sealed class RedirectTests : WayOut
{
    private const string Form = """{ "password": { "type": "string", "secret": true, "host": "{settings.server}" }, "pin": { "type": "string", "secret": true, "host": "{settings.server}" } }""";

    [Theory]
    [InlineData("file:///etc/passwd", "scheme")]
    [InlineData("ftp://bank.test/", "scheme")]
    [InlineData("data:text/html,x", "scheme")]
    [InlineData("javascript:alert(1)", "scheme")]
    [InlineData("http://127.0.0.1/", "host")]
    [InlineData("http://2130706433/", "host")]
    [InlineData("http://[::ffff:127.0.0.1]/", "host")]
    [InlineData("//evil.test/", "host")]
    [InlineData("https://evil.test/", "host")]
    [InlineData("https://bank.test@evil.test/", "address")]
    [InlineData("https://granted.test/", "private-address")]
    [InlineData("http://granted.test/", "scheme")]
    public async Task Where_it_leads_is_checked_like_a_first_call(string location, string fault)
    {
        await using var server = new WireServer(_ => WireServer.Moved(302, location));
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}", "granted.test"]);
        var refused = await Assert.ThrowsAsync<EgressException>(async () => await session.SendAsync(Get($"http://bank.test:{server.Port}/")));
        Assert.Equal((fault, Outcome.PluginFault), (refused.Fault, refused.Outcome));
        Assert.Single(server.Requests);
        Assert.Equal([null, fault], (await LedgerAsync()).Select(call => call.Fault));
    }

    [Fact]
    public async Task Five_are_followed_and_no_more()
    {
        await using var server = new WireServer(request => request.Path is "/0" ? WireServer.Ok("there") : WireServer.Moved(302, $"/{int.Parse(request.Path[1..]) - 1}"));
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"]);
        var reply = await session.SendAsync(Get($"http://bank.test:{server.Port}/5"));
        Assert.Equal(("there", $"http://bank.test:{server.Port}/0"), (Text(reply), reply.Url));
        var failed = await Assert.ThrowsAsync<EgressException>(async () => await session.SendAsync(Get($"http://bank.test:{server.Port}/6")));
        Assert.Equal((Outcome.HolderUnavailable, "redirects"), (failed.Outcome, failed.Fault));
    }

    [Theory]
    [InlineData(301, "POST", "GET", "")]
    [InlineData(302, "POST", "GET", "")]
    [InlineData(303, "POST", "GET", "")]
    [InlineData(303, "PUT", "GET", "")]
    [InlineData(307, "POST", "POST", "a=b")]
    [InlineData(308, "PUT", "PUT", "a=b")]
    [InlineData(302, "PUT", "PUT", "a=b")]
    [InlineData(303, "HEAD", "HEAD", "a=b")]
    public async Task The_status_says_what_becomes_of_method_and_body(int status, string method, string then, string body)
    {
        await using var server = new WireServer(request => request.Path == "/to" ? WireServer.Ok() : WireServer.Moved(status, "/to"));
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"]);
        await session.SendAsync(new HttpCall(method, $"http://bank.test:{server.Port}/", [new("Content-Type", "text/plain"), new("X-A", "1")], "a=b"u8.ToArray()));
        var second = server.Requests[1];
        Assert.Equal(($"{then} /to HTTP/1.1", body, body.Length == 0 ? null : "text/plain", "1"), (second.Line, second.Body, second.Header("Content-Type"), second.Header("X-A")));
    }

    [Fact]
    public async Task Another_host_gets_no_credentials_of_the_first()
    {
        await using var other = new WireServer(_ => WireServer.Ok("there"));
        await using var server = new WireServer(_ => "HTTP/1.1 302 Found\r\nSet-Cookie: sid=1; Path=/\r\n" + $"Location: http://other.test:{other.Port}/?p={{{{password}}}}\r\nContent-Length: 0\r\n\r\n");
        using var session = OpenWithSecret(server, other);
        await session.SendAsync(Get($"http://bank.test:{server.Port}/", ("Authorization", "Basic me:{{password}}"), ("X-Key", "{{pin}}"), ("Cookie", "own=1"), ("X-A", "1")));
        var request = Assert.Single(other.Requests);
        Assert.Equal((null, null, null, "1"), (request.Header("Authorization"), request.Header("X-Key"), request.Header("Cookie"), request.Header("X-A")));
        Assert.DoesNotContain("wörd", request.ToString(), StringComparison.Ordinal);
        Assert.Contains("%7B%7Bpassword%7D%7D", request.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_holds_a_secret_is_not_sent_on_to_another_host()
    {
        await using var other = new WireServer(_ => WireServer.Ok("there"));
        await using var server = new WireServer(_ => WireServer.Moved(307, $"http://other.test:{other.Port}/"));
        using var session = OpenWithSecret(server, other);
        var refused = await Assert.ThrowsAsync<EgressException>(async () => await session.SendAsync(Post($"http://bank.test:{server.Port}/", "p={{password}}")));
        Assert.Equal("secret", refused.Fault);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task At_the_same_host_secrets_and_cookies_go_on()
    {
        await using var server = new WireServer(request => request.Path == "/to" ? WireServer.Ok() : "HTTP/1.1 307 Found\r\nSet-Cookie: sid=1; Path=/\r\nLocation: /to\r\nContent-Length: 0\r\n\r\n");
        using var session = OpenWithSecret(server, server);
        await session.SendAsync(Post($"http://bank.test:{server.Port}/", "{{password}}", ("Content-Type", "text/plain")));
        Assert.Equal((Password, "sid=1"), (server.Requests[1].Body, server.Requests[1].Header("Cookie")));
    }

    private BrokerSession OpenWithSecret(WireServer server, WireServer other) => Open(
        Allowing("bank.test", "other.test"), [$"bank.test:{server.Port}", $"other.test:{other.Port}"], $$"""{ "server": "http://bank.test:{{server.Port}}" }""", Form, [("password", Password), ("pin", "8015")]);
}
