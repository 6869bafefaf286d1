using System.Text.Json;
using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Front;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>The person's passkeys. What the device does needs a script; the rest is links and forms.</summary>
internal sealed class PasskeyPages(PageDoor pages, Passkeys passkeys, PasskeyCeremonies ceremonies, PasskeysApi api, PasskeyPlace place)
{
    public Task ListAsync(HttpContext context) => AnswerAsync(context, new FormModel(), null, StatusCodes.Status200OK);

    public async Task MakeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (PasskeysApi.NameOf(form["name"]) is not { } name)
        {
            await AnswerAsync(context, new FormModel { ["name"] = form["name"] }.Fail("name", PasskeyProblems.WrongName.Detail), null, StatusCodes.Status422UnprocessableEntity);
            return;
        }

        var asked = await ceremonies.AskForNewAsync(context);
        await AnswerAsync(context, new FormModel(), new MakingView(name, JsonSerializer.Serialize(asked, HubJson.Default.PasskeyAsked)), StatusCodes.Status200OK);
    }

    public async Task RemoveAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await api.RemoveAsync(context, form["id"].ToString());
        await PageDoor.GoAsync(context, "/settings/passkeys?said=removed");
    }

    private async Task AnswerAsync(HttpContext context, FormModel form, MakingView? making, int status)
    {
        await using var open = await pages.OpenAsync(context);
        var page = open.Page;
        var said = context.Query("said") switch
        {
            "added" => page.L("Added: you can sign in with it from now on.", "Ajoutée : vous pouvez désormais vous connecter avec elle."),
            "removed" => page.L("Removed here. You can delete it on your device too.", "Retirée ici. Vous pouvez la supprimer aussi sur votre appareil."),
            _ => null,
        };
        var list = await passkeys.ListAsync(context.GetVisit().Account.Id);
        await context.AnswerAsync<Pages.Passkeys>(page, new PasskeysModel([.. list.Select(passkey => View(passkey, page))], form, place.FindObstacle(context) is { } missing ? page.L(missing) : null, making, said), status);
    }

    private static PasskeyView View(Passkey passkey, PageContext page)
    {
        var made = page.L($"made on {page.Format.Date(passkey.Created)}", $"créée le {page.Format.Date(passkey.Created)}");
        var used = passkey.LastUsed is { } last ? page.L($"last used on {page.Format.Moment(last)}", $"utilisée le {page.Format.Moment(last)}") : page.L("not used yet", "pas encore utilisée");
        var kept = passkey.BackedUp ? page.L("also on your other devices", "aussi sur vos autres appareils") : page.L("on one device only", "sur un seul appareil");
        return new PasskeyView(passkey.Id, passkey.Name, $"{made} · {used} · {kept}");
    }
}
