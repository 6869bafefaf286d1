using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Hub.Core.Egress;

internal enum AddressKind
{
    Public,

    /// <summary>At home: loopback, private, shared, link-local. Only where the hub's admin allows the host.</summary>
    Private,

    /// <summary>Nothing that a holder of data lives at, whoever asks: metadata of clouds, multicast, reserved, tunnels.</summary>
    Never,
}

/// <summary>Which addresses may be connected to. What is not listed as public is not.</summary>
internal static class AddressRules
{
    // Registries: https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry
    private static readonly IPNetwork[] Home = Networks("10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 ::1/128 fc00::/7 fe80::/10");

    private static readonly IPNetwork[] Closed = Networks(
        "0.0.0.0/8 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 " +
        "2001::/23 2001:db8::/32 2002::/16 3fff::/20");

    // Each cloud answers its own machines with keys at one of these; Azure's is an ordinary-looking address.
    private static readonly IPNetwork[] Metadata = Networks("169.254.169.254/32 169.254.170.2/32 168.63.129.16/32 100.100.100.200/32 fd00:ec2::254/128 fd00:ec2::23/128 fd20:ce::254/128");

    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    public static AddressKind KindOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return KindOf(address.MapToIPv4());
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // The zone names an interface of this machine; the ranges are the same with it and without.
            address = address.ScopeId == 0 ? address : new IPAddress(address.GetAddressBytes());
            if (Nat64.Contains(address))
            {
                // Networks without IPv4 reach every IPv4 host through these; nobody's own hosts are behind them.
                return KindOf(new IPAddress(address.GetAddressBytes().AsSpan(12))) == AddressKind.Public ? AddressKind.Public : AddressKind.Never;
            }
        }

        if (Contains(Metadata, address) || Contains(Closed, address))
        {
            return AddressKind.Never;
        }

        if (Contains(Home, address))
        {
            return AddressKind.Private;
        }

        return address.AddressFamily == AddressFamily.InterNetwork || (GlobalV6.Contains(address) && !IsIsatap(address)) ? AddressKind.Public : AddressKind.Never;
    }

    /// <summary>Whether the other end of a connection is this machine, or on its own IPv6 network, where a global address is no sign of being abroad.</summary>
    public static bool IsOwnNetwork(IPAddress here, IPAddress there)
    {
        if (here.IsIPv4MappedToIPv6)
        {
            here = here.MapToIPv4();
        }

        if (there.IsIPv4MappedToIPv6)
        {
            there = there.MapToIPv4();
        }

        return here.AddressFamily == there.AddressFamily
            && (here.AddressFamily == AddressFamily.InterNetwork ? here.Equals(there) : here.GetAddressBytes().AsSpan(0, 8).SequenceEqual(there.GetAddressBytes().AsSpan(0, 8)));
    }

    /// <summary>An IPv4 address in the last four bytes, behind a mark (RFC 5214).</summary>
    private static bool IsIsatap(IPAddress address) => (BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes().AsSpan(8)) & 0xFDFFFFFF) == 0x00005EFE;

    private static bool Contains(IPNetwork[] networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private static IPNetwork[] Networks(string list) => [.. list.Split(' ').Select(IPNetwork.Parse)];
}
