using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Hub.Core.Egress;
using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Storage.Local;
using Hub.Wire;

namespace Bench;

/// <summary>What the way out adds to a call: its checks, the secret, the ledger written twice, the reply searched for echoes.</summary>
internal static class EgressBenches
{
    private const int Calls = 2000;
    private const int WarmUp = 200;
    private const int ReplyBytes = 20_000;

    public static async Task RunAsync(Places places, Report report)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener);
        var url = $"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/page?a=b";
        await using var store = await new LocalVaultStores(places.NewFolder("egress"), TimeProvider.System).OpenAsync("v", create: true);
        var broker = new Broker(
            new EgressOptions
            {
                Allowed = [AllowedHost.Parse("localhost")!],
                Limits = new EgressLimits { CallsPerSecondPerHost = 1_000_000, MaxCallsPerRun = 1_000_000 },
                Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
            },
            TimeProvider.System);
        using var session = broker.Open(store, new EgressRun
        {
            Plugin = Made(new Uri(url).Authority),
            Source = "bench-1",
            Run = RunStore.NewId(TimeProvider.System),
            Secrets = new Dictionary<string, string>(StringComparer.Ordinal) { ["password"] = "correct horse battery staple" },
        });
        using var bare = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        var call = new HttpCall("POST", url, [new("Content-Type", "application/x-www-form-urlencoded")], Encoding.UTF8.GetBytes("user=me&password={{password}}"));
        var body = Encoding.UTF8.GetBytes("user=me&password=correct%20horse%20battery%20staple");

        // In turns, so that what else the machine does falls on both.
        var (through, direct) = (new List<double>(), new List<double>());
        for (var i = 0; i < Calls + WarmUp; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await session.SendAsync(call);
            var middle = Stopwatch.GetTimestamp();
            using (var reply = await bare.PostAsync(url, new ByteArrayContent(body)))
            {
                await reply.Content.ReadAsByteArrayAsync();
            }

            if (i >= WarmUp)
            {
                through.Add(Stopwatch.GetElapsedTime(start, middle).TotalMilliseconds);
                direct.Add(Stopwatch.GetElapsedTime(middle).TotalMilliseconds);
            }
        }

        report.Add("a call through the broker, beside the bare HttpClient: p50", "ms", Report.Median(through), Report.Median(direct), "≤ 1 ms more");
        report.Add("a call through the broker, beside the bare HttpClient: p99", "ms", Report.Percentile(through, 0.99), Report.Percentile(direct, 0.99), "≤ 1 ms more");
        listener.Stop();
        await serving;
    }

    private static async Task ServeAsync(TcpListener listener)
    {
        var answer = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {ReplyBytes}\r\n\r\n{new string('x', ReplyBytes)}");
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(AnswerAsync(await listener.AcceptTcpClientAsync(), answer));
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The bench is over; its connections end with their clients.
        }
    }

    private static async Task AnswerAsync(TcpClient client, byte[] answer)
    {
        using (client)
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            var buffer = new byte[8192];
            var text = new StringBuilder();
            for (int read; (read = await stream.ReadAsync(buffer)) > 0;)
            {
                // The body is the last thing of a request, and ends in the same word each time.
                text.Append(Encoding.ASCII.GetString(buffer, 0, read));
                if (text.ToString().EndsWith("staple", StringComparison.Ordinal))
                {
                    text.Clear();
                    await stream.WriteAsync(answer);
                }
            }
        }
    }

    private static Plugin Made(string host)
    {
        var words = new Words { ["en"] = "x" };
        return new Plugin(
            new PluginManifest
            {
                Id = "bench",
                Version = "1.0.0",
                Sdk = 1,
                Publisher = "x",
                Licence = "MIT",
                Languages = ["en"],
                Kind = PluginKind.Connector,
                Runtime = "js",
                Entry = "x",
                Name = words,
                Summary = words,
                Permissions = [new Permission { Host = host, Reason = words }],
                Settings = JsonElement.Parse("""{ "type": "object", "properties": { "password": { "type": "string", "secret": true } } }"""),
            },
            ".");
    }
}
