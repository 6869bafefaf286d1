using Hub.Testing.Wire;
using System.Text;
using System.Text.Json;
using Hub.Core.Egress;
using Xunit;

namespace Core.Tests.Egress;

/// <summary>The holder's session lives on in the source, from run to run.</summary>
public sealed class CookieTests : WayOut
{
    [Fact]
    public async Task Cookies_come_back_in_the_next_run_to_their_host_and_path_only()
    {
        await using var server = new WireServer(request => request.Path == "/login"
            ? WireServer.Ok(headers: "Set-Cookie: sid=abc; Path=/; HttpOnly\r\nSet-Cookie: deep=1; Path=/deep\r\nSet-Cookie: evil=1; Domain=evil.test\r\nSet-Cookie: old=1; Max-Age=0\r\nSet-Cookie: ;;;\r\n")
            : WireServer.Ok());
        string[] hosts = [$"bank.test:{server.Port}", $"other.test:{server.Port}"];
        var options = Allowing("bank.test", "other.test");
        byte[] kept;
        using (var first = Open(options, hosts))
        {
            await first.SendAsync(Get($"http://bank.test:{server.Port}/login"));
            await first.SendAsync(Get($"http://bank.test:{server.Port}/a"));
            kept = first.ExportCookies();
        }

        using var second = Open(options, hosts, cookies: kept);
        await second.SendAsync(Get($"http://bank.test:{server.Port}/deep/er"));
        await second.SendAsync(Get($"http://other.test:{server.Port}/"));
        await second.SendAsync(Get($"http://bank.test:{server.Port}/", ("Cookie", "own=1")));
        Assert.Equal([null, "sid=abc", "deep=1; sid=abc", null, "own=1"], server.Requests.Select(request => request.Header("Cookie")));
        Assert.Equal(kept, second.ExportCookies());
    }

    [Fact]
    public async Task A_cookie_for_a_whole_domain_stays_one()
    {
        await using var server = new WireServer(_ => WireServer.Ok(headers: "Set-Cookie: sid=abc; Path=/; Domain=bank.test\r\n"));
        string[] hosts = [$"login.bank.test:{server.Port}", $"www.bank.test:{server.Port}", $"other.test:{server.Port}"];
        var options = Allowing("login.bank.test", "www.bank.test", "other.test");
        using var first = Open(options, hosts);
        await first.SendAsync(Get($"http://login.bank.test:{server.Port}/"));
        using var second = Open(options, hosts, cookies: first.ExportCookies());
        await second.SendAsync(Get($"http://www.bank.test:{server.Port}/"));
        await second.SendAsync(Get($"http://other.test:{server.Port}/"));
        Assert.Equal([null, "sid=abc", null], server.Requests.Select(request => request.Header("Cookie")));
    }

    [Fact]
    public void The_jar_stays_small_and_takes_anything_for_an_empty_one()
    {
        var many = JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(0, 200).Select(number => new { name = $"n{number}", value = new string('v', 3000), domain = $"h{number}.test", path = "/", secure = true, httpOnly = false }));
        Assert.InRange(new CookieJar(many).Export().Length, 10_000, 64 * 1024);
        Assert.Equal("[]", Encoding.ASCII.GetString(new CookieJar("{nonsense"u8.ToArray()).Export()));
        Assert.Equal("[]", Encoding.ASCII.GetString(new CookieJar("""[{"name":"a b","value":"x","domain":"...","path":"/","secure":true,"httpOnly":true}]"""u8.ToArray()).Export()));
    }
}
