using System.Security.Cryptography;
using System.Text;
using Hub.Core.Accounts;
using Hub.Front;

namespace Hub.Accounts;

/// <summary>
/// Keeps other sites from sending forms in the person's name. Each session has a code made from its cookie (the synchroniser pattern), which forms carry in a hidden field and scripts
/// in a header; another site can make the browser send the cookie but can read neither. Where the browser says which site a request comes from, that is looked at too, which is also what
/// protects the sign-in form.
/// </summary>
public static class Antiforgery
{
    public const string Header = "Hub-Antiforgery";
    public const string Field = "antiforgery";

    public static string TokenOf(string sessionSecret) => Secret.IdOf("antiforgery " + sessionSecret);

    public static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>False when the browser says that another site sent this.</summary>
    public static bool IsOwnSite(HttpRequest request, PublicAddress address)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();

        // Pages are sent with no-referrer, and then browsers name no origin for their forms: the word of Sec-Fetch-Site, which no page can set, is the one that counts.
        return site is "" or "same-origin" or "none" && (origin.Length == 0 || (origin == "null" && site == "same-origin") || address.IsOwnOrigin(origin));
    }

    public static async ValueTask<bool> CarriesTokenAsync(HttpRequest request, string expected)
    {
        var sent = request.Headers[Header].ToString();
        if (sent.Length == 0 && request.HasFormContentType)
        {
            sent = (await request.ReadFormAsync(request.HttpContext.RequestAborted))[Field].ToString();
        }

        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(expected));
    }
}
