using System.Net;
using System.Text;
using System.Text.Json;
using Hub.Core.Egress;
using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Storage.Local;
using Hub.Wire;
using Storage.Tests;

namespace Core.Tests.Egress;

/// <summary>A vault, a broker and sessions of made-up plug-ins; every name is answered by this machine.</summary>
public abstract class WayOut : Xunit.IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly List<BrokerSession> _sessions = [];

    protected const string Password = "p&ss \"wörd\"/1";

    protected IVaultStore Store { get; private set; } = null!;

    protected string RunId { get; } = RunStore.NewId(TimeProvider.System);

    /// <summary>The names that were asked for.</summary>
    protected List<string> Asked { get; } = [];

    public async ValueTask InitializeAsync() => Store = await new LocalVaultStores(_folder.Path, TimeProvider.System).OpenAsync("v", create: true);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _sessions.ForEach(session => session.Dispose());
        await Store.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Lets plain http out to hosts on this machine, without a rate.</summary>
    protected EgressOptions Allowing(params string[] hosts) => new()
    {
        Allowed = [.. hosts.Select(host => AllowedHost.Parse(host)!)],
        Resolve = ResolveAsync,
        Limits = new EgressLimits { CallsPerSecondPerHost = 1000 },
    };

    protected BrokerSession Open(EgressOptions options, string[] hosts, string settings = "{}", string form = "{}", (string Name, string Value)[]? secrets = null, byte[]? cookies = null, TimeProvider? clock = null) =>
        Open(new Broker(options, clock ?? TimeProvider.System), hosts, settings, form, secrets, cookies);

    protected BrokerSession Open(Broker broker, string[] hosts, string settings = "{}", string form = "{}", (string Name, string Value)[]? secrets = null, byte[]? cookies = null)
    {
        var session = broker.Open(Store, new EgressRun
        {
            Plugin = APlugin(hosts, form),
            Source = "bank-1",
            Run = RunId,
            Settings = JsonElement.Parse(settings),
            Secrets = (secrets ?? []).ToDictionary(secret => secret.Name, secret => secret.Value),
            Cookies = cookies,
        });
        _sessions.Add(session);
        return session;
    }

    protected static HttpCall Get(string url, params (string Name, string Value)[] headers) => new("GET", url, Pairs(headers), default);

    protected static HttpCall Post(string url, string body, params (string Name, string Value)[] headers) => new("POST", url, Pairs(headers), Encoding.UTF8.GetBytes(body));

    protected static string Text(HttpReply reply) => Encoding.UTF8.GetString(reply.Body.Span);

    protected async Task<IReadOnlyList<LedgerCall>> LedgerAsync() => (await Store.LedgerAsync(new LedgerQuery(Limit: 1000))).Items.Reverse().ToList();

    private static Plugin APlugin(string[] hosts, string form)
    {
        var words = new Words { ["en"] = "x" };
        return new Plugin(new PluginManifest
        {
            Id = "bank",
            Version = "1.0.0",
            Sdk = 1,
            Publisher = "Nobody",
            Licence = "MIT",
            Languages = ["en"],
            Kind = PluginKind.Connector,
            Runtime = "js",
            Entry = "plugin.js",
            Name = words,
            Summary = words,
            Settings = form == "{}" ? null : JsonElement.Parse($$"""{ "type": "object", "properties": {{form}} }"""),
            Permissions = [new Permission { Write = "bank.operation", Reason = words }, .. hosts.Select(host => new Permission { Host = host, Reason = words })],
        }, ".");
    }

    private static KeyValuePair<string, string>[] Pairs((string Name, string Value)[] headers) => [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))];

    private Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Asked.Add(host);
        return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
    }
}
