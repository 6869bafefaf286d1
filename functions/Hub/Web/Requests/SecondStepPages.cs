using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Front;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Setting up the code of an app, and taking it away.</summary>
internal sealed class SecondStepPages(PageDoor pages, SecondStep secondStep)
{
    public async Task ShowAsync(HttpContext context)
    {
        await using var open = await pages.OpenAsync(context);
        var page = open.Page;
        var since = await secondStep.FindSinceAsync(context.GetVisit().Account.Id) is { } moment ? page.Format.Date(moment) : null;
        var said = context.Query("said") switch
        {
            "on" => page.L("Done: from now on the hub asks for a code after your passphrase.", "C'est fait : le hub demandera désormais un code après votre phrase secrète."),
            "off" => page.L("No code is asked for.", "Aucun code n'est demandé."),
            _ => null,
        };
        await context.AnswerAsync<Pages.SecondStep>(page, new SecondStepModel(new FormModel(), null, since, said));
    }

    public async Task BeginAsync(HttpContext context)
    {
        if (await secondStep.BeginAsync(context.GetVisit().Account.Id) is { } secret)
        {
            await AnswerAsync(context, secret, new FormModel(), StatusCodes.Status200OK);
            return;
        }

        await PageDoor.GoAsync(context, "/settings/code");
    }

    public async Task ConfirmAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var id = context.GetVisit().Account.Id;
        if (await secondStep.ConfirmAsync(id, form["code"]))
        {
            await PageDoor.GoAsync(context, "/settings/code?said=on");
        }
        else if (await secondStep.FindWaitingAsync(id) is { } secret)
        {
            await AnswerAsync(context, secret, new FormModel().Fail("code", SecondStepApi.WrongCode), StatusCodes.Status422UnprocessableEntity);
        }
        else
        {
            await PageDoor.GoAsync(context, "/settings/code");
        }
    }

    public async Task RemoveAsync(HttpContext context)
    {
        await secondStep.RemoveAsync(context.GetVisit().Account.Id);
        await PageDoor.GoAsync(context, "/settings/code?said=off");
    }

    private async Task AnswerAsync(HttpContext context, byte[] secret, FormModel form, int status)
    {
        await using var open = await pages.OpenAsync(context);
        var name = context.GetVisit().Account.Name;
        await context.AnswerAsync<Pages.SecondStep>(open.Page, new SecondStepModel(form, SettingView(name, secret)), status);
    }

    private static CodeSettingView SettingView(string name, byte[] secret) =>
        new(QrPicture.Of(Totp.AddressOf(name, secret)), string.Join(' ', Totp.Write(secret).Chunk(4).Select(group => new string(group))), "Hub:" + name);
}
