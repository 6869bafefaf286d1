namespace Hub.Core.Egress;

/// <summary>Where a call goes, taken apart by the hub alone: what is checked here is, character by character, what is sent.</summary>
internal sealed record CallTarget(bool Secure, string Host, int Port, string PathAndQuery)
{
    public const int HttpsPort = 443;
    public const int HttpPort = 80;
    private const int Longest = 16 * 1024;

    /// <summary>As a ledger and a person name it: the port only where it is not the usual one.</summary>
    public string Name => Port == (Secure ? HttpsPort : HttpPort) ? Host : $"{Host}:{Port}";

    /// <summary>What is connected to.</summary>
    public string Place => $"{Host}:{Port}";

    public Uri Uri { get; } = new($"{(Secure ? "https" : "http")}://{Host}:{Port}{PathAndQuery}");

    public bool IsSameOrigin(CallTarget other) => Secure == other.Secure && Host == other.Host && Port == other.Port;

    /// <exception cref="EgressException">It is no address that a call can go to.</exception>
    public static CallTarget Parse(string url)
    {
        var secure = url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        if (!secure && !url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            throw EgressRefusals.Scheme();
        }

        if (url.Length > Longest || url.AsSpan().IndexOfAnyInRange('\0', ' ') >= 0 || url.Contains('\\', StringComparison.Ordinal) || url.Contains('\x7f', StringComparison.Ordinal))
        {
            throw EgressRefusals.Address();
        }

        var start = secure ? "https://".Length : "http://".Length;
        var length = url.AsSpan(start).IndexOfAny("/?#");
        var authority = length < 0 ? url[start..] : url.Substring(start, length);
        if (HostPort.Parse(authority) is not { } host)
        {
            throw EgressRefusals.Address();
        }

        var rest = length < 0 ? "/" : url[(start + length)..].Split('#', 2)[0];
        try
        {
            var target = new CallTarget(secure, host.Host, host.Port ?? (secure ? HttpsPort : HttpPort), rest.StartsWith('/') ? rest : $"/{rest}");
            return HostName.Normalise(target.Uri.Host) == target.Host ? target : throw EgressRefusals.Address();
        }
        catch (UriFormatException)
        {
            throw EgressRefusals.Address();
        }
    }
}
