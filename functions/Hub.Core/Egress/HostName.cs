using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hub.Core.Egress;

/// <summary>The one way in which a host is written, whatever way it was typed: lower case, ASCII, no trailing dot, addresses in their plain notation.</summary>
internal static class HostName
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Null when it is no host: empty, with a user or a zone, percent-encoded, or with anything else that programs read differently.</summary>
    public static string? Normalise(string text)
    {
        if (text.StartsWith('['))
        {
            return text.EndsWith(']') && !text.Contains('%', StringComparison.Ordinal) && IPAddress.TryParse(text.AsSpan(1, text.Length - 2), out var six) && six.AddressFamily == AddressFamily.InterNetworkV6
                ? $"[{six}]"
                : null;
        }

        return ToAscii(text) is not { } name ? null
            : !EndsInNumber(name) ? name
            : IPAddress.TryParse(name, out var four) && four.AddressFamily == AddressFamily.InterNetwork ? four.ToString()
            : null;
    }

    /// <summary>The address that a normalised host says by itself, without asking anybody.</summary>
    public static IPAddress? AddressOf(string host) => char.IsAsciiDigit(host[0]) || host[0] == '[' ? IPAddress.TryParse(host, out var address) ? address : null : null;

    private static string? ToAscii(string text)
    {
        text = text.EndsWith('.') ? text[..^1] : text;
        if (text.Length is 0 or > LongestName)
        {
            return null;
        }

        try
        {
            var name = (System.Text.Ascii.IsValid(text) ? text : Idn.GetAscii(text.ToLowerInvariant())).ToLowerInvariant();
            return name.Length <= LongestName && name.Split('.').All(IsLabel) ? name : null;
        }
        catch (ArgumentException)
        {
            return null; // not a name that can be written in ASCII
        }
    }

    private static bool IsLabel(string label) => label.Length is > 0 and <= LongestLabel && label.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-_") < 0;

    /// <summary>Programs read 127.1, 0x7f.1, 0177.0.0.1 and 2130706433 as an address, so a name that ends in a number is one or nothing.</summary>
    private static bool EndsInNumber(string name)
    {
        var last = name.AsSpan(name.LastIndexOf('.') + 1);
        return last.IndexOfAnyExceptInRange('0', '9') < 0 || (last.StartsWith("0x") && last[2..].IndexOfAnyExcept("0123456789abcdef") < 0);
    }
}
