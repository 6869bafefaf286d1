using System.Globalization;

namespace Hub.Core.Egress;

/// <summary>A host, and the port where one was written.</summary>
internal readonly record struct HostPort(string Host, int? Port)
{
    public override string ToString() => Port is { } port ? $"{Host}:{port}" : Host;

    /// <summary><c>name</c>, <c>name:port</c>, <c>[::1]</c> or <c>[::1]:port</c>; null for anything else.</summary>
    public static HostPort? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon > text.LastIndexOf(']'))
        {
            return int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 && HostName.Normalise(text[..colon]) is { } before
                ? new HostPort(before, port)
                : null;
        }

        return HostName.Normalise(text) is { } host ? new HostPort(host, null) : null;
    }
}
