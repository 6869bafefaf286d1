using Hub.Testing.Wire;
using System.Net;
using System.Net.Sockets;
using Hub.Core.Egress;
using Hub.Sdk;
using Xunit;

namespace Core.Tests.Egress;

/// <summary>A call goes where the plug-in was granted to go, to an address that was checked, or nowhere.</summary>
public sealed class HostTests : WayOut
{
    [Fact]
    public async Task A_granted_host_is_reached()
    {
        await using var server = new WireServer(_ => WireServer.Ok("hello"));
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"]);
        var reply = await session.SendAsync(Get($"http://bank.test:{server.Port}/a?b=c"));
        Assert.Equal((200, "hello"), (reply.Status, Text(reply)));
        var request = Assert.Single(server.Requests);
        Assert.Equal("GET /a?b=c HTTP/1.1", request.Line);
        Assert.Equal($"bank.test:{server.Port}", request.Header("Host"));
        Assert.StartsWith("Hub/", request.Header("User-Agent"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.test/")]
    [InlineData("https://bank.test.evil.test/")]
    [InlineData("https://evil.bank.test/")]
    [InlineData("https://bank.test:8443/")]
    [InlineData("http://bank.test:443/")]
    [InlineData("https://127.0.0.1/")]
    public async Task Another_host_or_port_is_refused(string url)
    {
        var refused = await RefusedAsync(Open(Allowing(), ["bank.test"]), url);
        Assert.Equal(Outcome.PluginFault, refused.Outcome);
        Assert.Empty(Asked);
    }

    [Theory]
    [InlineData("https://BANK.test/")]
    [InlineData("https://bank.test./")]
    [InlineData("https://bank.test:443/")]
    public async Task A_granted_host_is_known_however_it_is_written(string url)
    {
        // On this machine it then fails at the address, after it was granted.
        Assert.Equal("private-address", (await RefusedAsync(Open(Allowing(), ["bank.test"]), url)).Fault);
        Assert.Equal("bank.test", Assert.Single(Asked));
    }

    [Theory]
    [InlineData("https://nas.home:5001/dav/", "https://nas.home:5001/x")]
    [InlineData("nas.home:5001", "https://nas.home:5001/x")]
    [InlineData(" nas.home ", "https://nas.home/x")]
    [InlineData("https://NAS.home.", "https://nas.home/x")]
    public async Task A_host_that_the_person_typed_is_granted(string typed, string url)
    {
        var session = Open(Allowing(), ["{settings.server}"], settings: System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { ["server"] = typed }));
        Assert.Equal("private-address", (await RefusedAsync(session, url)).Fault);
        Assert.Equal("host", (await RefusedAsync(session, "https://other.home/")).Fault);
    }

    [Theory]
    [InlineData("""{ "server": "" }""")]
    [InlineData("""{ "server": "file:///etc/passwd" }""")]
    [InlineData("""{ "server": "https://user@nas.home" }""")]
    [InlineData("""{ "server": 5 }""")]
    [InlineData("""{ }""")]
    public async Task A_setting_that_is_no_host_grants_nothing(string settings) =>
        Assert.Equal("host", (await RefusedAsync(Open(Allowing(), ["{settings.server}"], settings), "https://nas.home/")).Fault);

    [Fact]
    public async Task Plain_http_is_for_hosts_that_the_admin_allows()
    {
        Assert.Equal("scheme", (await RefusedAsync(Open(Allowing(), ["bank.test"]), "http://bank.test/")).Fault);
        Assert.Equal("scheme", (await RefusedAsync(Open(Allowing("other.test"), ["bank.test"]), "http://bank.test/")).Fault);
        Assert.Equal("scheme", (await RefusedAsync(Open(Allowing("bank.test:5001"), ["bank.test"]), "http://bank.test/")).Fault);
        Assert.Empty(Asked);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("127.1")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[64:ff9b::7f00:1]")]
    [InlineData("169.254.169.254")]
    [InlineData("[fd00:ec2::254]")]
    public async Task An_address_at_home_is_refused_in_every_notation(string address)
    {
        // Even where a manifest asks for it: the same host in another notation is the same host.
        await using var server = new WireServer(_ => WireServer.Ok());
        var refused = await RefusedAsync(Open(Allowing(), [$"{address}:{server.Port}"]), $"https://{address}:{server.Port}/");
        Assert.Equal(("private-address", Outcome.PluginFault), (refused.Fault, refused.Outcome));
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    public async Task What_is_never_called_is_not_called_for_the_admin_either(string address)
    {
        var options = Allowing("bank.test") with { Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(address)]) };
        Assert.Equal("private-address", (await RefusedAsync(Open(options, ["bank.test"]), "https://bank.test/")).Fault);
    }

    [Fact]
    public async Task One_private_address_among_public_ones_is_enough_to_refuse()
    {
        var options = Allowing() with { Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.215.14"), IPAddress.Parse("10.0.0.1")]) };
        Assert.Equal("private-address", (await RefusedAsync(Open(options, ["bank.test"]), "https://bank.test/")).Fault);
    }

    [Fact]
    public async Task A_name_that_changes_its_answer_changes_nothing()
    {
        await using var server = new WireServer(_ => "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        var answers = new Queue<IPAddress>([IPAddress.Loopback, IPAddress.Parse("169.254.169.254"), IPAddress.Parse("10.0.0.1")]);
        var options = Allowing("bank.test") with { Resolve = (_, _) => Task.FromResult<IPAddress[]>([answers.Dequeue()]) };
        using var session = Open(options, [$"bank.test:{server.Port}"]);
        await session.SendAsync(Get($"http://bank.test:{server.Port}/1"));
        await session.SendAsync(Get($"http://bank.test:{server.Port}/2"));
        Assert.Equal((2, 2, 2), (server.Requests.Count, server.Connections, answers.Count));
    }

    [Fact]
    public async Task A_name_that_turns_private_between_two_runs_is_refused_in_the_second()
    {
        var answers = new Queue<string>(["192.0.2.1", "127.0.0.1"]);
        var options = Allowing() with { Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(answers.Dequeue())]) };
        await RefusedAsync(Open(options, ["bank.test"]), "https://bank.test/");
        Assert.Equal("private-address", (await RefusedAsync(Open(options, ["bank.test"]), "https://bank.test/")).Fault);
    }

    [Fact]
    public async Task Failures_are_typed_and_name_the_host()
    {
        var unknown = Allowing() with { Resolve = (_, _) => throw new SocketException((int)SocketError.HostNotFound) };
        var refused = await RefusedAsync(Open(unknown, ["bank.test"]), "https://bank.test/secret-path");
        Assert.Equal((Outcome.HolderUnavailable, "name"), (refused.Outcome, refused.Fault));
        Assert.All(new[] { refused.Detail.En, refused.Detail.Fr }, sentence => Assert.Contains("bank.test", sentence, StringComparison.Ordinal));
        Assert.DoesNotContain("secret-path", refused.Detail.En, StringComparison.Ordinal);

        int free;
        await using (var gone = new WireServer(_ => ""))
        {
            free = gone.Port;
        }

        refused = await RefusedAsync(Open(Allowing("bank.test"), [$"bank.test:{free}"]), $"http://bank.test:{free}/");
        Assert.Equal((Outcome.HolderUnavailable, "unreachable"), (refused.Outcome, refused.Fault));
    }

    [Theory]
    [InlineData("nas.home", "nas.home", null)]
    [InlineData("NAS.home.:5001", "nas.home", 5001)]
    [InlineData("[::1]:80", "[::1]", 80)]
    [InlineData("2130706433", "127.0.0.1", null)]
    [InlineData("nas.home:0", null, null)]
    [InlineData("http://nas.home", null, null)]
    [InlineData("*", null, null)]
    public void The_admin_names_a_host_or_a_host_with_its_port(string text, string? host, int? port) =>
        Assert.Equal(host is null ? null : new AllowedHost(host, port), AllowedHost.Parse(text));

    private static async Task<EgressException> RefusedAsync(BrokerSession session, string url) => await Assert.ThrowsAsync<EgressException>(async () => await session.SendAsync(Get(url)));
}
