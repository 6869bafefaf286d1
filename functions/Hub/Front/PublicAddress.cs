using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Hub.Front;

/// <summary>The hub's own address: HUB_PUBLIC_URL, else localhost with the port that is served. Links, cookies and the host check go by it, never by what a request claims.</summary>
public sealed class PublicAddress(HubOptions options, IServer server)
{
    private string[]? _hosts;

    /// <summary>The configured address without a final slash, or null.</summary>
    public Uri? Configured { get; } = options.PublicUrl is { } url ? new Uri(url.TrimEnd('/') + "/") : null;

    public bool IsHttps => Configured?.Scheme == Uri.UriSchemeHttps;

    /// <summary>The path under which a reverse proxy serves the hub, or empty.</summary>
    public PathString BasePath => Configured is { AbsolutePath.Length: > 1 } url ? url.AbsolutePath.TrimEnd('/') : PathString.Empty;

    /// <summary>The address to print and to put into links, without a final slash.</summary>
    public string Root => Configured?.AbsoluteUri.TrimEnd('/') ?? $"http://localhost:{Ports().FirstOrDefault()}";

    public bool IsOwn(string host)
    {
        foreach (var own in _hosts ??= Hosts())
        {
            if (own.Equals(host, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an Origin header names this hub.</summary>
    public bool IsOwnOrigin(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsOwn(uri.Authority) && (!IsHttps || uri.Scheme == Uri.UriSchemeHttps);

    private string[] Hosts() => Configured is { } url
        ? [url.Authority]
        : [.. Ports().SelectMany(port => new[] { "localhost", "127.0.0.1", "[::1]" }.SelectMany(name => port == 80 ? new[] { name, name + ":80" } : [$"{name}:{port}"]))];

    private IEnumerable<int> Ports() => server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(address => BindingAddress.Parse(address).Port) ?? [];
}
