using Hub.Core.Notices;
using Hub.Web;
using Hub.Web.Views;

namespace Web.Tests.Gallery;

/// <summary>How somebody is told, in each state.</summary>
internal static class SampleNotices
{
    private static readonly NoticeSettings Mail = new() { Channel = ChannelKind.Email, Shown = "c…@example.org", Hour = 19, QuietFrom = new(22, 0), QuietTo = new(7, 30) };

    public static NoticesModel None() => new(new FormModel(), new NoticeSettings(), new ChannelState(), HasMailServer: false);

    public static NoticesModel On(PageContext page) => new(new FormModel(), Mail, new ChannelState { LastTold = SamplePerson.Now.AddDays(-2) }, HasMailServer: true, page.L("Saved.", "Enregistré."));

    public static NoticesModel Failing() => new(
        new FormModel(),
        new NoticeSettings { Channel = ChannelKind.Ntfy, Shown = "https://ntfy.example.org/…", NameSource = true },
        new ChannelState { FailedSince = SamplePerson.Now.AddHours(-5), Failure = DeliveryOutcome.Unreachable },
        HasMailServer: true);

    public static NoticesModel Wrong()
    {
        var form = new FormModel { ["channel"] = "webhook", ["address"] = "http://192.168.1.20/hook", ["hour"] = "8", ["quietFrom"] = "22:00" };
        form.Fail("address", new("Give an address that begins with https://.", "Donnez une adresse qui commence par https://."));
        return new NoticesModel(form.Fail("quietTo", new("Give both ends of the quiet hours, or neither.", "Donnez le début et la fin des heures calmes, ou aucun des deux.")), new NoticeSettings(), new ChannelState(), HasMailServer: true);
    }
}
