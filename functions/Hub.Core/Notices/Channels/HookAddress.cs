using System.Text;
using Hub.Core.Egress;
using Hub.Sdk;

namespace Hub.Core.Notices.Channels;

/// <summary>An address that a person gave to be written to: <c>https://host/path</c>, with a name and password or token before the host where the server asks for one.</summary>
internal sealed record HookAddress(CallTarget Target, string? Authorization)
{
    private static readonly Text NotOne = new("Give a whole address that begins with https://.", "Donnez une adresse complète, qui commence par https://.");
    private static readonly Text NotSecure = new(
        "Give an address that begins with https://. Plain http is possible only for hosts that the admin of this hub allows, with HUB_ALLOWED_HOSTS.",
        "Donnez une adresse qui commence par https://. Le http simple n'est possible que pour les hôtes que l'administrateur de ce hub autorise, avec HUB_ALLOWED_HOSTS.");

    /// <summary>Throws nothing: what cannot be read is null.</summary>
    public static HookAddress? Parse(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = start < 3 ? -1 : url.AsSpan(start).IndexOfAny("/?#");
        var authority = start < 3 ? "" : end < 0 ? url[start..] : url.Substring(start, end);
        var at = authority.LastIndexOf('@');
        try
        {
            return at < 0
                ? new HookAddress(CallTarget.Parse(url), null)
                : new HookAddress(CallTarget.Parse(url.Remove(start, at + 1)), "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(authority[..at]))));
        }
        catch (EgressException)
        {
            return null; // no address that anything could be sent to
        }
    }

    public static ChannelAddress Read(string typed, EgressOptions options) => Parse(typed) is not { } address ? ChannelAddress.Bad(NotOne)
        : !address.Target.Secure && !options.Allows(address.Target.Host, address.Target.Port) ? ChannelAddress.Bad(NotSecure)
        : ChannelAddress.Good(typed, $"{(address.Target.Secure ? "https" : "http")}://{address.Target.Name}/…");
}
