using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Front;
using Hub.Vaults;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>First start, signing in and out.</summary>
internal sealed class AccountPages(PageDoor pages, Door door, AccountBook accounts, PasskeyPlace place, SecondStepTickets tickets)
{
    public Task SetUpAsync(HttpContext context) => context.AnswerAsync<SetUp>(pages.Of(context));

    public async Task WelcomeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var welcomed = await door.WelcomeAsync(context, form["code"].ToString().Trim().TrimStart('#'), form["name"], form["passphrase"]);
        if (welcomed.Account is { } account)
        {
            // The session begins with this answer: its forms work from the next page on, so this one has none.
            var page = new PageContext(account.Language ?? PageDoor.LanguageOf(context), TimeZoneInfo.Utc) { Now = pages.Now, IsAnswer = true };
            await context.AnswerAsync<Pages.RecoveryCodes>(page, new RecoveryCodesModel(welcomed.RecoveryCodes!, welcomed.Again ? "/settings/security" : "/", welcomed.Again));
            return;
        }

        var problem = SessionsApi.ProblemOf(welcomed.Outcome);
        var model = new FormModel { ["code"] = form["code"], ["name"] = form["name"] };
        await context.AnswerAsync<SetUp>(pages.Of(context), model.Fail(problem.Field ?? "", problem.Detail), StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>A hub without an account has nobody to sign in: the set-up page says what to do.</summary>
    public async Task SignInPageAsync(HttpContext context)
    {
        if ((await accounts.ListAsync()).Count == 0)
        {
            await PageDoor.GoAsync(context, "/welcome");
            return;
        }

        await context.AnswerAsync<Pages.SignIn>(pages.Of(context), ModelOf(context, new FormModel(), context.Query("to") ?? "/") with { SignedOut = context.Query("out") is not null, TooLate = context.Query("late") is not null });
    }

    public async Task SignInAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        try
        {
            await door.SignInAsync(context, form["name"], form["passphrase"], null);
        }
        catch (ProblemException half) when (half.Problem == Problems.CodeNeeded)
        {
            await context.AnswerAsync<SignInCode>(pages.Of(context), new SignInCodeModel(new FormModel(), PageDoor.LocalOf(form["to"].ToString()), tickets.Write(AccountName.Fold(form["name"])!)));
            return;
        }
        catch (ProblemException refused)
        {
            var model = new FormModel { ["name"] = form["name"] };
            await context.AnswerAsync<Pages.SignIn>(pages.Of(context), ModelOf(context, model.Fail("", refused.Problem.Detail), form["to"].ToString()), refused.Problem.Status);
            return;
        }

        await PageDoor.GoAsync(context, form["to"].ToString());
    }

    public async Task SignInCodeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (ticket, to) = (form["ticket"].ToString(), form["to"].ToString());
        if (tickets.Read(ticket) is not { } account)
        {
            // Too late: begin with the passphrase again.
            await PageDoor.GoAsync(context, "/sign-in" + QueryString.Create("to", PageDoor.LocalOf(to)).Add("late", "1"));
            return;
        }

        try
        {
            await door.SignInWithCodeAsync(context, account, form["code"]);
        }
        catch (ProblemException refused)
        {
            await context.AnswerAsync<SignInCode>(pages.Of(context), new SignInCodeModel(new FormModel().Fail("code", refused.Problem.Detail), PageDoor.LocalOf(to), ticket), refused.Problem.Status);
            return;
        }

        await PageDoor.GoAsync(context, to);
    }

    private SignInModel ModelOf(HttpContext context, FormModel form, string to) =>
        new(form, PageDoor.LocalOf(to), NoPasskeys: place.FindObstacle(context) is { } missing ? missing.In(PageDoor.LanguageOf(context)) : null);

    public Task RecoverPageAsync(HttpContext context) => context.AnswerAsync<Recover>(pages.Of(context));

    /// <summary>The code is spent only when the new passphrase will do.</summary>
    public async Task RecoverAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var model = new FormModel { ["name"] = form["name"], ["code"] = form["code"] };
        if (!Core.Accounts.SignIn.IsLongEnough(form["passphrase"]))
        {
            await context.AnswerAsync<Recover>(pages.Of(context), model.Fail("passphrase", SessionsApi.PassphraseTooShort.Detail), StatusCodes.Status422UnprocessableEntity);
            return;
        }

        try
        {
            await door.RecoverAsync(context, form["name"], form["code"].ToString().Trim(), form["passphrase"]!);
        }
        catch (ProblemException refused)
        {
            await context.AnswerAsync<Recover>(pages.Of(context), model.Fail("", refused.Problem.Detail), refused.Problem.Status);
            return;
        }

        await PageDoor.GoAsync(context, "/settings/security?recovered=1");
    }

    public async Task SignOutAsync(HttpContext context)
    {
        await door.SignOutAsync(context);
        await PageDoor.GoAsync(context, "/sign-in?out=1");
    }
}

internal static class AccountRoutes
{
    public static void MapAccountPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/welcome", app.With<AccountPages>((pages, context) => pages.SetUpAsync(context))).Needs(Access.Open);
        app.MapPost("/welcome", app.With<AccountPages>((pages, context) => pages.WelcomeAsync(context))).Needs(Access.Open);
        app.MapGet("/sign-in", app.With<AccountPages>((pages, context) => pages.SignInPageAsync(context))).Needs(Access.Open);
        app.MapPost("/sign-in", app.With<AccountPages>((pages, context) => pages.SignInAsync(context))).Needs(Access.Open);
        app.MapPost("/sign-in/code", app.With<AccountPages>((pages, context) => pages.SignInCodeAsync(context))).Needs(Access.Open);
        app.MapGet("/recover", app.With<AccountPages>((pages, context) => pages.RecoverPageAsync(context))).Needs(Access.Open);
        app.MapPost("/recover", app.With<AccountPages>((pages, context) => pages.RecoverAsync(context))).Needs(Access.Open);
        app.MapPost("/sign-out", app.With<AccountPages>((pages, context) => pages.SignOutAsync(context))).Needs(Access.Session).In(VaultUse.Account);
    }
}
