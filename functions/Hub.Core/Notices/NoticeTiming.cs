using Hub.Core.Vaults;

namespace Hub.Core.Notices;

/// <summary>When to tell, by the clock on the person's wall.</summary>
internal static class NoticeTiming
{
    /// <summary>A source that fails may be well again by tomorrow.</summary>
    public static readonly TimeSpan FailingFor = TimeSpan.FromDays(1);

    private static readonly TimeSpan[] Waits = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1)];
    private static readonly TimeSpan WhenSomebodyMustAct = TimeSpan.FromHours(6);

    public static bool IsQuiet(NoticeSettings settings, DateTimeOffset now)
    {
        if (settings is not { QuietFrom: { } from, QuietTo: { } to })
        {
            return false;
        }

        var time = TimeOnly.FromDateTime(Local(settings, now));
        return from <= to ? time >= from && time < to : time >= from || time < to;
    }

    public static bool MayTell(NoticeSettings settings, bool isUrgent, DateTimeOffset now) => (isUrgent && settings.QuestionsAnyTime) || !IsQuiet(settings, now);

    /// <summary>
    /// Whether the hour of the digest has come since the last one. Compared as wall clocks show it, so that a day has one whichever way its clock is turned; an hour that the
    /// hub slept through, or that lies in quiet hours, is made up for afterwards.
    /// </summary>
    public static bool IsDigestDue(NoticeSettings settings, DateTimeOffset? last, DateTimeOffset now)
    {
        var local = Local(settings, now);
        var hour = local.Date.AddHours(settings.Hour);
        hour = hour <= local ? hour : hour.AddDays(-1);
        return Local(settings, last > settings.Since ? last.Value : settings.Since) < hour && !IsQuiet(settings, now);
    }

    /// <summary>Twice as long and longer; what somebody has to mend is asked for a few times a day.</summary>
    public static TimeSpan WaitAfter(DeliveryOutcome outcome, int attempts) =>
        Deliveries.MayPass(outcome) ? Waits[Math.Min(attempts, Waits.Length) - 1] : WhenSomebodyMustAct;

    private static DateTime Local(NoticeSettings settings, DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zones.Find(settings.Zone) ?? TimeZoneInfo.Utc).DateTime;
}
