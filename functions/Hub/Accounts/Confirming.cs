using Hub.Core.Accounts;
using Hub.Front;
using Hub.Sdk;

namespace Hub.Accounts;

/// <summary>
/// The one place where a session becomes fresh again. What hurts says so at its route (<see cref="Access.FreshSession"/>); the gate lets it through within <see cref="Sessions.FreshFor"/> of a proof
/// that it is the person. A page's form that comes later is answered by a page which asks for that proof and sends the same form again; programs and scripts give it to POST /api/sessions/current/confirm.
/// </summary>
internal sealed class Confirming(SignIn signIn, PasskeyCeremonies passkeys, Sessions sessions, TimeProvider clock)
{
    /// <summary>The field in which a form that is sent again carries the passphrase.</summary>
    public const string Field = "confirm";

    /// <summary>The field that carries the code of the account's app, where it asks for one.</summary>
    public const string CodeField = "confirm-code";

    public static readonly Text WrongPassphrase = new("This is not your passphrase.", "Ce n'est pas votre phrase secrète.");

    /// <summary>Lets through who proved it at another process a moment ago, and a form that carries the proof; else asks for it.</summary>
    public async ValueTask AskAsync(HttpContext context)
    {
        if (await sessions.FindAsync(context.GetVisit().Session!) is { } session && clock.GetUtcNow() - session.SignedIn <= Sessions.FreshFor)
        {
            return;
        }

        if (context.Request.IsApi() || !context.Request.HasFormContentType)
        {
            throw new ProblemException(Problems.FreshSignInNeeded);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!form.ContainsKey(Field))
        {
            throw new ProblemException(Problems.FreshSignInNeeded);
        }

        switch (await ConfirmAsync(context, form[Field], form[CodeField]))
        {
            case SignInOutcome.CodeNeeded or SignInOutcome.CodeRefused:
                throw new ProblemException(Problems.FreshSignInNeeded with { Field = CodeField, Detail = SecondStepApi.WrongCode });
            case SignInOutcome.Refused:
                throw new ProblemException(Problems.FreshSignInNeeded with { Field = Field, Detail = WrongPassphrase });
            case SignInOutcome.SlowDown:
                throw new ProblemException(Problems.FreshSignInNeeded with { Field = Field, Detail = Problems.SlowDown.Detail });
        }
    }

    /// <summary>Through the same door as signing in, so that guesses are slowed down here too.</summary>
    public async ValueTask<SignInOutcome> ConfirmAsync(HttpContext context, string? passphrase, string? code)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var (outcome, _) = await signIn.WithPassphraseAsync(context.GetVisit().Account.Id, passphrase, code, address, context.RequestAborted);
        if (outcome == SignInOutcome.SignedIn)
        {
            await FreshenAsync(context);
        }

        return outcome;
    }

    /// <summary>With a passkey of the same account; false for any other.</summary>
    public async ValueTask<bool> ConfirmAsync(HttpContext context, PasskeyProof proof)
    {
        var confirmed = await passkeys.FindAccountAsync(context, proof.Ticket, proof.Credential) is { } account && account.Id == context.GetVisit().Account.Id;
        if (confirmed)
        {
            await FreshenAsync(context);
        }

        return confirmed;
    }

    private async ValueTask FreshenAsync(HttpContext context)
    {
        var visit = context.GetVisit();
        if (!await sessions.FreshenAsync(visit.Session!))
        {
            // It was ended at this moment, somewhere else.
            throw new ProblemException(Problems.SignInNeeded);
        }

        context.Features.Set(visit with { SignedIn = clock.GetUtcNow() });
    }
}
