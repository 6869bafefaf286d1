using Hub.Accounts;
using Hub.Front;
using Hub.Vaults;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>What a person reads whose form needs a fresh sign-in: it asks for the proof and sends the form again, so that what they typed is not lost.</summary>
internal sealed class ConfirmPage(PageDoor pages, Core.Accounts.Passkeys passkeys, PasskeyPlace place)
{
    private const string NewPassphrase = "passphrase";

    // Secrets are not written into a page: whoever typed one types it again.
    private static readonly string[] NotSentAgain = [Antiforgery.Field, VaultInView.Field, Confirming.Field, Confirming.CodeField, NewPassphrase];

    public static bool Answers(HttpContext context, Front.Problem problem) =>
        problem.Name == Problems.FreshSignInNeeded.Name && context.Request.HasFormContentType && context.FindVisit() is { IsSession: true };

    public async Task AnswerAsync(HttpContext context, Front.Problem problem)
    {
        var typed = await context.Request.ReadFormAsync(context.RequestAborted);
        var fields = typed.Where(field => !NotSentAgain.Contains(field.Key, StringComparer.Ordinal)).SelectMany(field => field.Value.Select(value => (field.Key, value ?? "")));
        var form = new FormModel();
        if (problem.Field is { } wrong)
        {
            form.Fail(wrong, problem.Detail);
        }

        var hasPasskey = place.FindObstacle(context) is null && (await passkeys.ListAsync(context.GetVisit().Account.Id)).Count > 0;
        await context.AnswerAsync<Confirm>(pages.Of(context), new ConfirmModel(context.Request.Path, [.. fields], form, hasPasskey, context.GetVisit().Account.AsksForCode, typed.ContainsKey(NewPassphrase)), problem.Status);
    }
}
