using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hub.Tests.Functions;

/// <summary>Somebody outside tries to fire what only the host may fire, by the road that every request comes.</summary>
public sealed class AttackedTriggersTests(FunctionsFixture fixture) : IClassFixture<FunctionsFixture>
{
    private const string Body = """{"Data":{"message":"\"forged\"","timer":{}},"Metadata":{"DequeueCount":"1"}}""";

    /// <summary>Whatever a path can be written as and still mean, to some program on the way, the trigger's.</summary>
    public static TheoryData<string> Notations =>
    [
        .. from name in new[] { "run", "tick" }
           from path in new[]
           {
               $"/{name}", $"/{name.ToUpperInvariant()}", $"//{name}", $"/{name}/", $"/{name}//", $"/./{name}", $"/x/../{name}", $"/%2e/{name}", $"/x/%2e%2e/{name}", $"/%{(int)name[0]:x2}{name[1..]}",
               $"/%25{(int)name[0]:x2}{name[1..]}", $"/{name}?x=1", $"/{name};x=1", $"/{name}%00", $"/{name}%20", $"/%20{name}", $"/%2f{name}", $"/{name}%2f", $"\\{name}", $"/\\{name}", $"/{name}#x", $"/{name}.", $"/api/../{name}",
               $"/{name}%09", $"/%c0%af{name}", $"/{name[0]}%cc%80{name[1..]}",
           }
           select path,
    ];

    [Theory]
    [MemberData(nameof(Notations))]
    public async Task No_notation_of_a_triggers_path_fires_it(string path)
    {
        foreach (var headers in new[] { "", $"X-Azure-Functions-InvocationId: 1\r\nUser-Agent: Azure-Functions-Host/4.0\r\n", "X-Forwarded-Host: 127.0.0.1\r\nX-Forwarded-For: 127.0.0.1\r\n", "Connection: X-Forwarded-Host, X-Forwarded-For\r\n" })
        {
            var status = await PostAsync(path, fixture.Hub.Address.Authority, headers);
            Assert.True(status is 400 or 403 or 404 or 405 or 415 or 421, $"{path}: {status}");
        }
    }

    [Theory]
    [InlineData("/run")]
    [InlineData("/tick")]
    [InlineData("/")]
    public async Task Who_names_the_handler_itself_as_the_host_gets_no_further(string path)
    {
        foreach (var host in new[] { "127.0.0.1", $"127.0.0.1:{fixture.Hub.Address.Port}", "localhost" })
        {
            var status = await PostAsync(path, host, "");
            Assert.True(status is >= 400 and < 500, $"{path} for {host}: {status}");
        }
    }

    [Fact]
    public async Task The_paths_of_the_triggers_are_nothing_to_anybody_who_is_signed_in_either()
    {
        foreach (var path in new[] { "/run", "/tick" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await fixture.Owner.Session.PostAsync(path, new StringContent(Body, Encoding.UTF8, "application/json"))).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await fixture.Owner.Session.GetAsync(path)).StatusCode);
        }
    }

    /// <summary>By hand: every library would tidy the path.</summary>
    private async Task<int> PostAsync(string path, string host, string headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, fixture.Hub.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n{headers}Connection: close\r\n\r\n{Body}"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var line = await reader.ReadLineAsync() ?? throw new InvalidOperationException($"No answer to {path}");
        return int.Parse(line.Split(' ')[1]);
    }
}
