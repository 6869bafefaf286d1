using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Core.Demo;
using Hub.Core.Runs;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Web.Requests;

/// <summary>Into the made-up household and out of it.</summary>
internal sealed class DemoPages(DemoVault demo, Door door, RunEngine engine, AccountBook accounts)
{
    public async Task OpenAsync(HttpContext context)
    {
        var visit = context.GetVisit();
        var made = await demo.MakeAsync(visit.Actor, PageDoor.LanguageOf(context), context.RequestAborted) ?? throw new ProblemException(SessionsApi.ProblemOf(WelcomeOutcome.NameTaken));
        if (made is { IsNew: true, Run: { } run })
        {
            await engine.Queue.EnqueueAsync(made.Account.Vaults[0], run.Id);
        }

        await accounts.ChangeAsync(made.Account.Id, account => account with { Language = PageDoor.LanguageOf(context) });
        await door.StepIntoAsync(context, made.Account);
        await PageDoor.GoAsync(context, "/");
    }

    public async Task LeaveAsync(HttpContext context)
    {
        if (context.GetVisit().Account.MadeUp)
        {
            await BackAsync(context);
            return;
        }

        await PageDoor.GoAsync(context, "/");
    }

    /// <summary>From within, or by who runs the hub; nobody else's account is touched.</summary>
    public async Task RemoveAsync(HttpContext context)
    {
        var account = context.GetVisit().Account;
        if (account is { MadeUp: false, Admin: false })
        {
            throw new ProblemException(Problems.AdminNeeded);
        }

        if (account.MadeUp)
        {
            await BackAsync(context);
        }
        else
        {
            await PageDoor.GoAsync(context, "/");
        }

        await demo.RemoveAsync();
    }

    private async Task BackAsync(HttpContext context) => await PageDoor.GoAsync(context, await door.StepBackAsync(context) ? "/" : "/sign-in?out=1");
}

internal static class DemoRoutes
{
    public static void MapDemo(this IEndpointRouteBuilder app)
    {
        app.MapPost("/demo", app.With<DemoPages>((pages, context) => pages.OpenAsync(context))).Needs(Access.AdminSession).In(VaultUse.Account);
        app.MapPost("/demo/leave", app.With<DemoPages>((pages, context) => pages.LeaveAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapPost("/demo/remove", app.With<DemoPages>((pages, context) => pages.RemoveAsync(context))).Needs(Access.Session).In(VaultUse.Account);
    }
}
