using System.Text.RegularExpressions;

namespace Hub.Web;

/// <summary>
/// Pages write addresses of this hub from its root; behind a reverse proxy the root is a folder. They are moved there in the finished page, so that no page
/// has to think of it. Text and values are encoded, so what looks like an attribute is one.
/// </summary>
internal static partial class OwnAddresses
{
    public static string Below(string basePath, string html) => Attributes().Replace(html, basePath + "/");

    [GeneratedRegex("""(?<=\s(?:href|src|action|formaction|data-points|data-live-events|data-upload|data-passkey-options|data-passkey-finish|data-passkey-next)=")/(?!/)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Attributes();
}
