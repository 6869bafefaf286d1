using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Hub.Core.Egress;

public sealed record EgressOptions
{
    public IReadOnlyList<AllowedHost> Allowed { get; init; } = [];

    public EgressLimits Limits { get; init; } = new();

    /// <summary>Asks for the addresses of a name. Replaced in tests, which change their answer.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Roots to trust instead of the machine's. For tests.</summary>
    internal X509Certificate2Collection? Roots { get; init; }

    internal bool Allows(string host, int port) => Allowed.Any(allowed => allowed.Host == host && (allowed.Port ?? port) == port);
}
