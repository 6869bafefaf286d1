using Hub.Core.Accounts;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Accounts;

/// <summary>The cookie that carries a session's secret.</summary>
public static class SessionCookie
{
    private const string Plain = "hub-session";

    // The prefix makes browsers insist on Secure, on the path / and on no Domain; it only works over https.
    private const string Hardened = "__Host-hub-session";

    public static string? Read(HttpRequest request, PublicAddress address)
    {
        if (request.Headers.Cookie.Count == 0)
        {
            return null;
        }

        // Over https only the hardened one counts: a neighbour on plain http could have set the other.
        // A token is not taken from a cookie: forms would then be sent in its name without their code.
        var secret = request.Cookies[Name(address)];
        return string.IsNullOrEmpty(secret) || secret.StartsWith(ApiTokens.Prefix, StringComparison.Ordinal) ? null : secret;
    }

    /// <summary>Whoever comes in looks at their own vault first.</summary>
    public static void Set(HttpContext context, PublicAddress address, string secret)
    {
        context.Response.Cookies.Append(Name(address), secret, Options(address, Sessions.LivesFor));
        VaultInView.Clear(context, address);
    }

    public static void Clear(HttpContext context, PublicAddress address)
    {
        context.Response.Cookies.Delete(Name(address), Options(address, null));
        VaultInView.Clear(context, address);
    }

    private static string Name(PublicAddress address) => address.IsHttps ? Hardened : Plain;

    private static CookieOptions Options(PublicAddress address, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        Secure = address.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = address.IsHttps || !address.BasePath.HasValue ? "/" : address.BasePath.Value,
        MaxAge = lifetime,
        IsEssential = true,
    };
}
