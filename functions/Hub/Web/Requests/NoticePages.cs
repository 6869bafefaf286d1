using System.Globalization;
using Hub.Accounts;
using Hub.Core.Notices;
using Hub.Front;
using Hub.Notices;
using Hub.Sdk;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>How the person is told of what needs them, and a test of it.</summary>
internal sealed class NoticePages(PageDoor door, NoticeBook book, ChannelBook channels, NoticeTeller teller, HubOptions options)
{
    private static readonly Text NotATime = new("Give a time of day as 22:30.", "Donnez une heure, par exemple 22:30.");
    private static readonly Text TooSoon = new("A test was sent a moment ago. Wait half a minute.", "Un essai vient d'être envoyé. Attendez une demi-minute.");

    public Task ShowAsync(HttpContext context) => AnswerAsync(context, new FormModel(), context.Query("saved") is null ? null : new Text("Saved.", "Enregistré."), null, StatusCodes.Status200OK);

    public async Task SaveAsync(HttpContext context)
    {
        var typed = await context.Request.ReadFormAsync(context.RequestAborted);
        var form = new FormModel();
        foreach (var field in new[] { "channel", "address", "hour", "quietFrom", "quietTo", "questions", "names" })
        {
            form[field] = typed[field].ToString().Trim();
        }

        if (TimeOf(form, "quietFrom") is { } from && TimeOf(form, "quietTo") is { } to)
        {
            var fault = await channels.SaveAsync(context.GetVisit().Account, new NoticeWish
            {
                Channel = Enum.TryParse<ChannelKind>(form["channel"], ignoreCase: true, out var channel) && Enum.IsDefined(channel) ? channel : ChannelKind.None,
                Address = form["address"],
                Hour = int.TryParse(form["hour"], NumberStyles.None, CultureInfo.InvariantCulture, out var hour) ? hour : NoticeSettings.UsualHour,
                QuietFrom = from.Time,
                QuietTo = to.Time,
                QuestionsAnyTime = form["questions"] == "any",
                NameSource = form["names"] == "yes",
                Language = PageDoor.LanguageOf(context),
            });
            if (fault is null)
            {
                await PageDoor.GoAsync(context, "/settings/notices?saved=1");
                return;
            }

            form.Fail(fault.Field, fault.Message);
        }

        await AnswerAsync(context, form, null, null, StatusCodes.Status422UnprocessableEntity);
    }

    public async Task TestAsync(HttpContext context)
    {
        var account = context.GetVisit().Account;
        if (await book.FindSettingsAsync(account.Id) is not { Channel: not ChannelKind.None } settings)
        {
            await PageDoor.GoAsync(context, "/settings/notices");
            return;
        }

        var outcome = await teller.TestAsync(account, settings, context.RequestAborted);
        await (outcome == DeliveryOutcome.Sent
            ? AnswerAsync(context, new FormModel(), new Text("The test was sent. Look whether it arrived.", "L'essai a été envoyé. Regardez s'il est arrivé."), null, StatusCodes.Status200OK)
            : AnswerAsync(context, new FormModel(), null, outcome is { } failed ? Deliveries.SentenceOf(failed) : TooSoon, StatusCodes.Status200OK));
    }

    private static (TimeOnly? Time, bool Good)? TimeOf(FormModel form, string field)
    {
        if (form[field] is not { Length: > 0 } text)
        {
            return (null, true);
        }

        if (TimeOnly.TryParseExact(text, NoticesApi.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return (time, true);
        }

        form.Fail(field, NotATime);
        return null;
    }

    private async Task AnswerAsync(HttpContext context, FormModel form, Text? said, Text? failed, int status)
    {
        await using var open = await door.OpenAsync(context);
        var account = context.GetVisit().Account.Id;
        var settings = await book.FindSettingsAsync(account) ?? new NoticeSettings();
        var model = new NoticesModel(form, settings, await book.StateAsync(account), options.Mail is not null, said is null ? null : open.Page.L(said), failed is null ? null : open.Page.L(failed));
        await context.AnswerAsync<Pages.Notices>(open.Page, model, status);
    }
}
