using Hub.Accounts;
using Hub.Core.Accesses;
using Hub.Core.Accounts;
using Hub.Front;
using Hub.Sdk;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Passphrase, recovery codes and tokens. What could lock somebody out, or let somebody in, needs a fresh sign-in.</summary>
internal sealed class SecurityPages(PageDoor pages, Door door, Core.Accounts.SignIn signIn, ApiTokens tokens, Core.Accounts.Passkeys passkeys, AccessBook accesses, AccountBook accounts)
{
    public Task ShowAsync(HttpContext context) => AnswerAsync(context, new FormModel(), StatusCodes.Status200OK);

    public async Task ChangeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var model = new FormModel();
        if (!Core.Accounts.SignIn.IsLongEnough(form["passphrase"]))
        {
            model.Fail("passphrase", SessionsApi.PassphraseTooShort.Detail);
        }

        if (model.Errors.Count > 0)
        {
            await AnswerAsync(context, model, StatusCodes.Status422UnprocessableEntity);
            return;
        }

        await door.ChangePassphraseAsync(context, form["passphrase"]!);
        await PageDoor.GoAsync(context, "/settings/security?changed=1");
    }

    public async Task CodesAsync(HttpContext context)
    {
        var codes = await signIn.NewRecoveryCodesAsync(context.GetVisit().Account.Id);
        await context.AnswerAsync<Pages.RecoveryCodes>(pages.Of(context), new RecoveryCodesModel(codes, "/settings/security"));
    }

    public Task TokensAsync(HttpContext context) => TokensAsync(context, new FormModel(), null, StatusCodes.Status200OK);

    public async Task AddTokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var label = form["label"].ToString().Trim();
        var model = new FormModel { ["label"] = label, ["may"] = form["may"], ["days"] = form["days"] };
        if (label.Length is 0 or > 60 || label.Any(char.IsControl))
        {
            model.Fail("label", new Text("Give the token a name of at most 60 characters.", "Donnez au jeton un nom d'au plus 60 caractères."));
        }

        if (model.Errors.Count > 0)
        {
            await TokensAsync(context, model, null, StatusCodes.Status422UnprocessableEntity);
            return;
        }

        string[] scopes = form["may"].ToString() switch { "write" => ["read:*", "write:*"], "import" => ["import"], "export" => ["read:*", "export"], _ => ["read:*"] };
        TimeSpan? lifetime = int.TryParse(form["days"], out var days) && days is > 0 and <= 3660 ? TimeSpan.FromDays(days) : null;
        var (_, secret) = await tokens.AddAsync(context.GetVisit().Account, label, Scopes.TryParse(scopes)!, lifetime);
        await TokensAsync(context, new FormModel(), secret, StatusCodes.Status200OK);
    }

    public async Task RemoveTokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await tokens.RemoveAsync(context.GetVisit().Account.Id, form["id"].ToString());
        await PageDoor.GoAsync(context, "/settings/tokens");
    }

    private async Task AnswerAsync(HttpContext context, FormModel form, int status)
    {
        var page = pages.Of(context);
        var account = context.GetVisit().Account;
        var said = context.Query("recovered") is not null ? AccountWords.Closed.In(page.Language)
            : context.Query("changed") is not null ? page.L("Your passphrase is changed.", "Votre phrase secrète est changée.") : null;
        string[] keys = [.. (await passkeys.ListAsync(account.Id)).Select(passkey => passkey.Name)];
        string[] programs = [.. (await tokens.ListAsync(account.Id)).Select(token => token.Label)];
        await context.AnswerAsync<Pages.Security>(page, new SecurityModel(form, account.RecoveryCodes.Count, said, keys, programs, await OthersAsync(account)), status);
    }

    /// <summary>Whom somebody with the account's passphrase may have let in: that stays when the account is recovered, because most often it was its owner.</summary>
    private async ValueTask<IReadOnlyList<string>> OthersAsync(Account account)
    {
        var let = new List<string>();
        foreach (var access in (await accesses.ListAsync()).Where(access => account.Vaults.Contains(access.Vault, StringComparer.Ordinal) && !access.IsOver(pages.Now)))
        {
            let.Add((await accounts.FindAsync(access.Account))?.Name ?? access.Account);
        }

        return let;
    }

    private async Task TokensAsync(HttpContext context, FormModel form, string? secret, int status)
    {
        var page = pages.Of(context);
        var list = await tokens.ListAsync(context.GetVisit().Account.Id);
        await context.AnswerAsync<Pages.Tokens>(page, new TokensModel { Secret = secret, Form = form, Tokens = [.. list.Select(token => View(token, page))] }, status);
    }

    private static TokenView View(ApiToken token, PageContext page) => new(
        token.Id,
        token.Label,
        May(token.Scopes, page),
        page.L($"made on {page.Format.Date(token.Created)}", $"créé le {page.Format.Date(token.Created)}"),
        token.Expires is { } end ? page.L($"until {page.Format.Date(end)}", $"jusqu'au {page.Format.Date(end)}") : page.L("without end", "sans fin"));

    private static string May(IReadOnlyList<string> scopes, PageContext page) => string.Join(", ", scopes.Select(scope => scope switch
    {
        "read:*" => page.L("reads everything", "lit tout"),
        "write:*" => page.L("writes everything", "écrit tout"),
        "import" => page.L("adds files", "ajoute des fichiers"),
        "export" => page.L("takes files away", "emporte les fichiers"),
        _ => scope,
    }));
}
