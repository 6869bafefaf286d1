using System.Net;
using System.Net.Sockets;

namespace Hub.Core.Egress;

/// <summary>A host and the addresses that its name had when it was asked and checked.</summary>
/// <param name="Allowed">The hub's admin allows it wherever it is.</param>
internal sealed record PinnedHost(string Name, IReadOnlyList<IPAddress> Addresses, bool Allowed)
{
    /// <exception cref="EgressException">The name is unknown, or one of its addresses is none that may be called.</exception>
    public static async Task<PinnedHost> ResolveAsync(CallTarget target, EgressOptions options, CancellationToken cancellationToken)
    {
        var allowed = options.Allows(target.Host, target.Port);
        var addresses = HostName.AddressOf(target.Host) is { } literal ? [literal] : await AskAsync(target, options, cancellationToken);
        if (addresses.Length == 0)
        {
            throw EgressFailures.NameNotFound(target.Name);
        }

        // One bad address among good ones is enough: it would be tried when the others fail, and who answers so decides when they fail.
        return Array.TrueForAll(addresses, address => AddressRules.KindOf(address) is var kind && (kind == AddressKind.Public || (allowed && kind == AddressKind.Private)))
            ? new PinnedHost(target.Name, addresses, allowed)
            : throw EgressRefusals.PrivateAddress(target.Name);
    }

    public void RequireAbroad(Socket connected)
    {
        if (!Allowed && connected is { LocalEndPoint: IPEndPoint here, RemoteEndPoint: IPEndPoint there } && AddressRules.IsOwnNetwork(here.Address, there.Address))
        {
            throw EgressRefusals.PrivateAddress(Name);
        }
    }

    private static async Task<IPAddress[]> AskAsync(CallTarget target, EgressOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await options.Resolve(target.Host, cancellationToken);
        }
        catch (SocketException)
        {
            throw EgressFailures.NameNotFound(target.Name);
        }
    }
}
