using System.Net;
using Hub.Accounts;
using Hub.Front;
using Hub.Testing.Mail;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Tests.Proxies;

/// <summary>Whose address the hub goes by, asked of the server itself.</summary>
public sealed class CallerTests : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("hub-test-").FullName;
    private WebApplication? _app;

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task Through_nginx_the_caller_is_who_called_it_whatever_they_claim()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Addresses of this machine besides 127.0.0.1 are used, which only Linux has without a set-up.");
        await using var nginx = await Nginx.StartAsync(await ServeAsync("127.0.0.1"));
        using var client = nginx.Client("127.0.0.2");
        Assert.Equal("127.0.0.2 https", await AskAsync(client, "https://hub.example.org/api/caller"));
        Assert.Equal("127.0.0.2 https", await AskAsync(client, "https://hub.example.org/api/caller", "6.6.6.6"));
        Assert.Equal("127.0.0.2 https", await AskAsync(client, "https://hub.example.org/api/caller", "127.0.0.1, 127.0.0.1"));
    }

    [Theory]
    [InlineData("127.0.0.3", "6.6.6.6", "127.0.0.3")]
    [InlineData("127.0.0.1", "6.6.6.6", "6.6.6.6")]
    [InlineData("127.0.0.1", "6.6.6.6, 192.0.2.7, 10.2.3.4", "192.0.2.7")]
    [InlineData("127.0.0.1", "6.6.6.6, 127.0.0.1, 192.0.2.7", "192.0.2.7")]
    public async Task Of_a_row_of_proxies_the_first_that_is_not_trusted_is_the_caller(string from, string claimed, string caller)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Addresses of this machine besides 127.0.0.1 are used, which only Linux has without a set-up.");
        using var client = Nginx.Client(await ServeAsync("127.0.0.1", "10.0.0.0/8"), from);
        Assert.Equal($"{caller} http", await AskAsync(client, "http://hub.example.org/api/caller", claimed));
    }

    [Fact]
    public async Task Where_no_proxy_is_trusted_nobody_is_believed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Addresses of this machine besides 127.0.0.1 are used, which only Linux has without a set-up.");
        using var client = Nginx.Client(await ServeAsync(), "127.0.0.1");
        Assert.Equal("127.0.0.1 http", await AskAsync(client, "http://hub.example.org/api/caller", "6.6.6.6"));
    }

    [Fact]
    public async Task With_a_certificate_of_its_own_the_hub_speaks_https_and_takes_up_a_renewed_one()
    {
        using var certificate = new LoopbackCertificate("hub.example.org");
        using var renewed = new LoopbackCertificate("hub.example.org");
        var (file, key) = (Path.Combine(_data, "hub.pem"), Path.Combine(_data, "hub.key"));
        Write(certificate, file, key, DateTime.UtcNow.AddMinutes(-1));
        var port = await ServeAsync(new HubOptions { Urls = "https://127.0.0.1:0", Certificate = file, CertificateKey = key });
        using (var client = Nginx.Client(port, "127.0.0.1", certificate))
        {
            Assert.Equal("127.0.0.1 https", await AskAsync(client, "https://hub.example.org/api/caller"));
        }

        Write(renewed, file, key, DateTime.UtcNow);
        using (var client = Nginx.Client(port, "127.0.0.1", renewed))
        {
            Assert.Equal("127.0.0.1 https", await AskAsync(client, "https://hub.example.org/api/caller"));
        }
    }

    [Fact]
    public void Without_a_certificate_https_is_refused_in_a_sentence()
    {
        var failure = Assert.Throws<HubSetupException>(() => HubServer.Build(new HubOptions { Data = _data, Urls = "https://127.0.0.1:0", Certificate = null }));
        Assert.Contains("HUB_CERTIFICATE", failure.Message, StringComparison.Ordinal);
        failure = Assert.Throws<HubSetupException>(() => HubServer.Build(new HubOptions { Data = _data, Urls = "https://127.0.0.1:0", PublicUrl = "https://hub.example.org", Certificate = Path.Combine(_data, "none.pem") }));
        Assert.Contains("none.pem", failure.Message, StringComparison.Ordinal);
    }

    private static void Write(LoopbackCertificate certificate, string file, string key, DateTime written)
    {
        File.WriteAllText(key, System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPrivateKey(certificate.Certificate)!.ExportECPrivateKeyPem());
        File.Copy(certificate.File, file, overwrite: true);
        File.SetLastWriteTimeUtc(key, written);
        File.SetLastWriteTimeUtc(file, written);
    }

    private static async Task<string> AskAsync(HttpClient client, string address, string? claimed = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (claimed is not null)
        {
            request.Headers.Add("X-Forwarded-For", claimed);
        }

        using var answer = await client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    private Task<int> ServeAsync(params string[] trusted) => ServeAsync(new HubOptions
    {
        Urls = "http://127.0.0.1:0",
        TrustedProxies = [.. trusted.Select(text => IPNetwork.TryParse(text, out var network) ? network : new IPNetwork(IPAddress.Parse(text), 32))],
    });

    /// <summary>The hub with one more call, which says whom it takes the caller for. Gives its port.</summary>
    private async Task<int> ServeAsync(HubOptions options)
    {
        _app = HubServer.Build(options with { Data = Path.Combine(_data, "hub"), Storage = null, PublicUrl = "https://hub.example.org", WarmRunner = false });
        _app.MapGet("/api/caller", (RequestDelegate)(context => context.Response.WriteAsync($"{context.Connection.RemoteIpAddress?.MapToIPv4()} {context.Request.Scheme}"))).Needs(Access.Open);
        await _app.StartAsync();
        return new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }
}
