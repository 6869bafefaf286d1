using Hub.Front;

namespace Hub.Vaults;

/// <summary>
/// Which vault a browser looks at: a cookie that holds its id, which opens nothing by itself. Forms carry the id of the vault that their page showed, so that a page which is still open from before a
/// change of vault writes nothing into the other one.
/// </summary>
public static class VaultInView
{
    public const string Field = "vault-in-view";

    private const string Cookie = "hub-vault";

    public static string? Read(HttpRequest request) => request.Headers.Cookie.Count > 0 && request.Cookies[Cookie] is { Length: > 0 } id ? id : null;

    public static void Set(HttpContext context, PublicAddress address, string id) => context.Response.Cookies.Append(Cookie, id, Options(address));

    /// <summary>Refuses a form whose page showed another vault than the one that is in view now.</summary>
    public static async ValueTask RequireAsync(HttpContext context, string id)
    {
        // An import over the API may be a form too, and is as long as its files: only pages write the field.
        if (!context.Request.IsApi() && (await context.Request.ReadFormAsync(context.RequestAborted))[Field].ToString() is { Length: > 0 } shown && shown != id && context.GetEndpoint()?.Metadata.GetMetadata<VaultRule>() is not { Use: VaultUse.Account })
        {
            throw new ProblemException(Problems.VaultSwitched);
        }
    }

    /// <summary>Back to the own vault.</summary>
    public static void Clear(HttpContext context, PublicAddress address)
    {
        if (Read(context.Request) is not null)
        {
            context.Response.Cookies.Delete(Cookie, Options(address));
        }
    }

    private static CookieOptions Options(PublicAddress address) => new()
    {
        HttpOnly = true,
        Secure = address.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = address.BasePath.HasValue ? address.BasePath.Value : "/",
        IsEssential = true,
    };
}
