using Hub.Accounts;
using Hub.Core.Journal;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Web.Requests;

/// <summary>Opens what a page needs: the vault, and for whom the page is made.</summary>
internal sealed class PageDoor(VaultDoor door, ReadTally reads, HubOptions options)
{
    private const string LanguageCookie = "hub-language";

    public DateTimeOffset Now => options.Clock.GetUtcNow();

    public async ValueTask<OpenPage> OpenAsync(HttpContext context)
    {
        var vault = await door.OpenAsync(context);
        var zone = (await VaultSettings.ReadAsync(vault.Store)).FindZone();
        return new OpenPage(vault, Of(context, zone), context.GetVisit().Actor, reads);
    }

    /// <summary>A page that needs no vault.</summary>
    public PageContext Of(HttpContext context, TimeZoneInfo? zone = null)
    {
        var account = context.FindVisit()?.Account;
        var inView = context.FindVaultVisit();
        return new PageContext(LanguageOf(context), zone ?? TimeZoneInfo.Utc)
        {
            Now = Now,
            Account = account?.Name,
            IsAdmin = account is { Admin: true, MadeUp: false },
            Vault = inView?.Whose ?? account?.Name,
            InView = inView,
            MadeUp = account?.MadeUp == true,
            IsAnswer = !Antiforgery.IsSafe(context.Request.Method),
            Path = context.Request.Path + context.Request.QueryString,
            AntiforgeryField = Antiforgery.Field,
            AntiforgeryToken = context.FindVisit()?.Antiforgery,
        };
    }

    public static string LanguageOf(HttpContext context) =>
        context.FindVisit()?.Account.Language ?? (context.Request.Cookies[LanguageCookie] switch { "fr" => "fr", "en" => "en", _ => Languages.Of(context) });

    public static void Remember(HttpContext context, string language) =>
        context.Response.Cookies.Append(LanguageCookie, language, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/", Secure = context.Request.IsHttps });

    /// <summary>The address when it is one of this hub's pages, else the home page.</summary>
    public static string LocalOf(string address) =>
        address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\', StringComparison.Ordinal) && !address.Any(char.IsControl) ? address : "/";

    /// <summary>Sends the browser on with GET; only to this hub.</summary>
    public static Task GoAsync(HttpContext context, string address)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = context.Request.PathBase.ToUriComponent() + LocalOf(address);
        return Task.CompletedTask;
    }
}

/// <summary>An open vault and its page. What a page shows is noted as read.</summary>
internal sealed class OpenPage(VaultHandle vault, PageContext page, string actor, ReadTally reads) : IAsyncDisposable
{
    public IVaultStore Store => vault.Store;

    public PageContext Page => page;

    public string Actor => actor;

    public void NoteRead(string action, string type, long count)
    {
        if (count > 0)
        {
            reads.Add(Store.VaultId, actor, action, type, Purposes.Pages, count);
        }
    }

    public ValueTask DisposeAsync() => vault.DisposeAsync();
}
