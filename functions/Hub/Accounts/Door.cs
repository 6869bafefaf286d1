using Hub.Core.Accounts;
using Hub.Front;

namespace Hub.Accounts;

/// <summary>Lets a person in and out: for the API and for the pages' forms alike.</summary>
internal sealed class Door(SignIn signIn, Welcome welcome, Sessions sessions, WaysIn ways, AccountBook accounts, PublicAddress address)
{
    /// <summary>Signs in and sets the cookie; gives the new session's secret, which a form's code is made from.</summary>
    public async ValueTask<string> SignInAsync(HttpContext context, string? name, string? passphrase, string? recoveryCode, string? code = null)
    {
        var from = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var (outcome, account) = string.IsNullOrEmpty(recoveryCode)
            ? await signIn.WithPassphraseAsync(name, passphrase, code, from, context.RequestAborted)
            : await signIn.WithRecoveryCodeAsync(name, recoveryCode, from, context.RequestAborted);
        return await EnterAsync(context, account ?? throw new ProblemException(ProblemOf(outcome)));
    }

    /// <summary>The second half of a sign-in whose passphrase was right.</summary>
    public async ValueTask SignInWithCodeAsync(HttpContext context, string id, string? code)
    {
        var (outcome, account) = await signIn.WithCodeAsync(id, code, context.Connection.RemoteIpAddress?.ToString() ?? "", context.RequestAborted);
        await EnterAsync(context, account ?? throw new ProblemException(ProblemOf(outcome)));
    }

    public static Problem ProblemOf(SignInOutcome outcome) => outcome switch
    {
        SignInOutcome.SlowDown => Problems.SlowDown,
        SignInOutcome.CodeNeeded => Problems.CodeNeeded,
        SignInOutcome.CodeRefused => Problems.CodeRefused,
        _ => Problems.SignInRefused,
    };

    /// <summary>Takes a one-time link, and signs in when it was good.</summary>
    public async ValueTask<Welcomed> WelcomeAsync(HttpContext context, string? code, string? name, string? passphrase)
    {
        var welcomed = await welcome.AcceptAsync(code, name, passphrase, Languages.Of(context));
        if (welcomed.Account is { } account)
        {
            await EnterAsync(context, account);
        }

        return welcomed;
    }

    /// <summary>Steps out of this session into the demo's.</summary>
    public async ValueTask StepIntoAsync(HttpContext context, Account demo)
    {
        var (browser, system) = UserAgents.Read(context.Request.Headers.UserAgent.ToString());
        SessionCookie.Set(context, address, await sessions.StartAsync(demo, browser, system, behind: context.GetVisit().Session));
    }

    /// <summary>Steps back into the session that the demo was opened from; signs out, and tells false, where there is none.</summary>
    public async ValueTask<bool> StepBackAsync(HttpContext context)
    {
        if (context.GetVisit().Session is { } session && await sessions.StepBackAsync(session) is { } secret)
        {
            await sessions.EndAsync(session);
            SessionCookie.Set(context, address, secret);
            return true;
        }

        await SignOutAsync(context);
        return false;
    }

    public async ValueTask SignOutAsync(HttpContext context)
    {
        if (context.FindVisit()?.Session is { } session)
        {
            if (await sessions.FindAsync(session) is { Behind: { } behind })
            {
                await sessions.EndAsync(behind);
            }

            await sessions.EndAsync(session);
        }

        SessionCookie.Clear(context, address);
    }

    /// <summary>Ends one of the account's sessions, which may be this one; false when it has none of that id.</summary>
    public async ValueTask<bool> EndAsync(HttpContext context, string id)
    {
        var visit = context.GetVisit();
        var ended = await sessions.EndAsync(visit.Account.Id, id);
        if (ended && id == visit.Session)
        {
            SessionCookie.Clear(context, address);
        }

        return ended;
    }

    public ValueTask EndOthersAsync(HttpContext context) => sessions.EndAllAsync(context.GetVisit().Account.Id, but: context.GetVisit().Session);

    /// <summary>Changes the passphrase and ends the account's other sessions.</summary>
    public async ValueTask ChangePassphraseAsync(HttpContext context, string passphrase)
    {
        var visit = context.GetVisit();
        await signIn.SetPassphraseAsync(visit.Account.Id, passphrase);
        await sessions.EndAllAsync(visit.Account.Id);
        await EnterAsync(context, (await accounts.FindAsync(visit.Account.Id))!);
    }

    /// <summary>Opens the account with a recovery code, sets its new passphrase and closes every other way in: whoever was in beforehand is out.</summary>
    public async ValueTask RecoverAsync(HttpContext context, string? name, string recoveryCode, string passphrase)
    {
        var secret = await SignInAsync(context, name, null, recoveryCode);
        var account = (await accounts.FindAsync(name))!;
        await signIn.SetPassphraseAsync(account.Id, passphrase);
        await ways.CloseAsync(account.Id, but: Secret.IdOf(secret));
    }

    /// <summary>Starts a new session; the old one of this browser, if any, ends: who fixed it beforehand gains nothing.</summary>
    public async ValueTask<string> EnterAsync(HttpContext context, Account account)
    {
        if (context.FindVisit()?.Session is { } before)
        {
            await sessions.EndAsync(before);
        }

        var (browser, system) = UserAgents.Read(context.Request.Headers.UserAgent.ToString());
        var secret = await sessions.StartAsync(account, browser, system);
        SessionCookie.Set(context, address, secret);
        return secret;
    }
}
