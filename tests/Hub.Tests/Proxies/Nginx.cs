using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Hub.Testing;
using Hub.Testing.Mail;
using Hub.Tests.Package;

namespace Hub.Tests.Proxies;

/// <summary>A real nginx with the block that docs/proxy.md gives, but for its port, its files and where the hub listens.</summary>
internal sealed partial class Nginx : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-nginx-").FullName;
    private readonly LoopbackCertificate _certificate = new("hub.example.org");
    private Process _process = null!;
    private int _port;

    /// <param name="path">Where the hub is put: <c>/</c> or a folder of the site.</param>
    public static async Task<Nginx> StartAsync(int hub, string path = "/")
    {
        var program = Environment.GetEnvironmentVariable("HUB_NGINX") is { Length: > 0 } named ? named : Programs.Find("nginx");
        Assert.SkipWhen(program is null, "nginx is not here: ./test.sh unpacks it where there is apt-get; or name it in HUB_NGINX.");
        var nginx = new Nginx();
        try
        {
            await nginx.BeginAsync(program!, hub, path);
            return nginx;
        }
        catch
        {
            await nginx.DisposeAsync();
            throw;
        }
    }

    /// <summary>A browser of somebody at that address of this machine, who types names of any site and gets here.</summary>
    public HttpClient Client(string from = "127.0.0.2") => Client(_port, from, _certificate);

    /// <summary>A browser that is led to a port of this machine whatever it asks for.</summary>
    public static HttpClient Client(int port, string from, LoopbackCertificate? trusted = null) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null && trusted is not null && shown.GetCertHashString() == trusted.Certificate.GetCertHashString() },
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { Timeout = TimeSpan.FromMinutes(2) };

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task BeginAsync(string program, int hub, string path)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "key.pem"), _certificate.Certificate.GetECDsaPrivateKey()!.ExportECPrivateKeyPem());
        for (var attempt = 0; ; attempt++)
        {
            _port = QuietPorts.Next();
            await File.WriteAllTextAsync(Path.Combine(_folder, "nginx.conf"), Configuration(hub, path));
            _process = Process.Start(new ProcessStartInfo(program, ["-p", _folder, "-e", Path.Combine(_folder, "errors"), "-c", Path.Combine(_folder, "nginx.conf")]) { RedirectStandardError = true, UseShellExecute = false })!;
            if (await ListensAsync())
            {
                return;
            }

            // Another program took the port at that moment, or nginx says why it does not start.
            Assert.True(attempt < 5, await _process.StandardError.ReadToEndAsync());
        }
    }

    private async Task<bool> ListensAsync()
    {
        while (!_process.HasExited)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, _port);
                return !_process.HasExited;
            }
            catch (SocketException)
            {
                // It is starting.
                await Task.Yield();
            }
        }

        return false;
    }

    private string Configuration(int hub, string path)
    {
        var block = Block().Match(File.ReadAllText(Path.Combine(Samples.Repository, "docs", "proxy.md"))).Groups["block"].Value
            .Replace("listen 443 ssl", $"listen 127.0.0.1:{_port} ssl", StringComparison.Ordinal)
            .Replace("/etc/ssl/hub.example.org.pem", _certificate.File, StringComparison.Ordinal)
            .Replace("/etc/ssl/hub.example.org.key", Path.Combine(_folder, "key.pem"), StringComparison.Ordinal)
            .Replace("127.0.0.1:7071", $"127.0.0.1:{hub}", StringComparison.Ordinal)
            .Replace("location / {", $"location {path} {{", StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{hub};", block, StringComparison.Ordinal);
        Assert.Contains($"location {path} {{", block, StringComparison.Ordinal);
        var places = string.Concat(new[] { "client_body", "proxy", "fastcgi", "uwsgi", "scgi" }.Select(name => $"{name}_temp_path {_folder}/{name};\n"));
        return $"daemon off;\nmaster_process off;\npid {_folder}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{places}{block}}}\n";
    }

    [GeneratedRegex("```nginx\n(?<block>.*?)```", RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Block();
}
