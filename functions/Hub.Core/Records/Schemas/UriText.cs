using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hub.Core.Records;

/// <summary>RFC 3986: a URI with its scheme, ASCII only.</summary>
internal static class UriText
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private const string SubDelimiters = "!$&'()*+,;=";
    private static readonly SearchValues<byte> Scheme = Of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");
    private static readonly SearchValues<byte> Host = Of(Unreserved + SubDelimiters + "%");
    private static readonly SearchValues<byte> UserInfo = Of(Unreserved + SubDelimiters + "%:");
    private static readonly SearchValues<byte> Path = Of(Unreserved + SubDelimiters + "%:@/");
    private static readonly SearchValues<byte> Query = Of(Unreserved + SubDelimiters + "%:@/?");

    public static bool IsUri(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOf((byte)':');
        if (colon < 1 || !char.IsAsciiLetter((char)text[0]) || text[..colon].IndexOfAnyExcept(Scheme) >= 0 || !PercentsAreWhole(text))
            return false;
        var rest = text[(colon + 1)..];
        if (Cut(ref rest, '#', out var fragment) && fragment.IndexOfAnyExcept(Query) >= 0)
            return false;
        if (Cut(ref rest, '?', out var query) && query.IndexOfAnyExcept(Query) >= 0)
            return false;
        if (!rest.StartsWith("//"u8))
            return rest.IndexOfAnyExcept(Path) < 0;
        var authority = rest[2..];
        var slash = authority.IndexOf((byte)'/');
        var path = slash < 0 ? default : authority[slash..];
        return path.IndexOfAnyExcept(Path) < 0 && IsAuthority(slash < 0 ? authority : authority[..slash]);
    }

    private static bool IsAuthority(ReadOnlySpan<byte> text)
    {
        var at = text.LastIndexOf((byte)'@');
        if (at >= 0 && text[..at].IndexOfAnyExcept(UserInfo) >= 0)
            return false;
        var host = text[(at + 1)..];
        var bracket = host.IndexOf((byte)']');
        var port = bracket >= 0 ? host[(bracket + 1)..] : host.IndexOf((byte)':') is >= 0 and var colon ? host[colon..] : default;
        host = host[..^port.Length];
        if (!port.IsEmpty && (port[0] != ':' || port[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0))
            return false;
        return bracket < 0 ? host.IndexOfAnyExcept(Host) < 0 : IsBracketed(host);
    }

    // The platform's reader takes what the RFC does not (a zone, leading zeros in the embedded IPv4), so those are looked at first.
    private static bool IsBracketed(ReadOnlySpan<byte> host)
    {
        if (host.Length < 2 || host[0] != '[')
            return false;
        var inner = Encoding.ASCII.GetString(host[1..^1]);
        if (inner.AsSpan().IndexOfAnyExcept("0123456789abcdefABCDEF:.") >= 0)
            return false;
        var last = inner[(inner.LastIndexOf(':') + 1)..];
        if (last.Contains('.', StringComparison.Ordinal) && last.Split('.').Any(part => part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0')))
            return false;
        return IPAddress.TryParse(inner, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
    }

    private static bool PercentsAreWhole(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf((byte)'%'); at >= 0; at = text.IndexOf((byte)'%'))
        {
            if (at + 2 >= text.Length || !char.IsAsciiHexDigit((char)text[at + 1]) || !char.IsAsciiHexDigit((char)text[at + 2]))
                return false;
            text = text[(at + 3)..];
        }

        return true;
    }

    private static bool Cut(ref ReadOnlySpan<byte> text, char mark, out ReadOnlySpan<byte> after)
    {
        var at = text.IndexOf((byte)mark);
        after = at < 0 ? default : text[(at + 1)..];
        if (at >= 0)
            text = text[..at];
        return at >= 0;
    }

    private static SearchValues<byte> Of(string characters) => SearchValues.Create(Encoding.ASCII.GetBytes(characters));
}
