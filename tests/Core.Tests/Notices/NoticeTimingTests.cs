using System.Globalization;
using Hub.Core.Notices;
using Xunit;

namespace Core.Tests.Notices;

/// <summary>The clock on the person's wall.</summary>
public sealed class NoticeTimingTests
{
    [Theory]
    [InlineData("22:00", "07:00", "2026-11-22T21:59:59+01:00", false)]
    [InlineData("22:00", "07:00", "2026-11-22T22:00:00+01:00", true)]
    [InlineData("22:00", "07:00", "2026-11-23T06:59:59+01:00", true)]
    [InlineData("22:00", "07:00", "2026-11-23T07:00:00+01:00", false)]
    [InlineData("22:00", "07:00", "2026-07-22T20:30:00+00:00", true)]
    [InlineData("12:00", "14:00", "2026-11-22T13:00:00+01:00", true)]
    [InlineData("12:00", "14:00", "2026-11-22T14:00:00+01:00", false)]
    [InlineData("12:00", "12:00", "2026-11-22T12:00:00+01:00", false)]
    public void Quiet_hours_may_span_midnight(string from, string to, string now, bool quiet) =>
        Assert.Equal(quiet, NoticeTiming.IsQuiet(Settings(8) with { QuietFrom = TimeOnly.Parse(from, CultureInfo.InvariantCulture), QuietTo = TimeOnly.Parse(to, CultureInfo.InvariantCulture) }, At(now)));

    [Theory]
    [InlineData("2026-03-28", "2026-03-31", 2, 3)] // an hour that does not exist on the 29th
    [InlineData("2026-10-24", "2026-10-27", 2, 3)] // an hour that comes twice on the 25th
    [InlineData("2026-11-20", "2026-11-27", 8, 7)]
    [InlineData("2026-11-20", "2026-11-27", 0, 7)]
    [InlineData("2026-11-20", "2026-11-27", 23, 7)]
    public void A_day_has_one_digest_whichever_way_its_clock_is_turned(string from, string to, int hour, int expected)
    {
        var settings = Settings(hour) with { Since = At(from + "T00:00:00+01:00").AddMinutes(-90) };
        var (told, last) = (0, (DateTimeOffset?)settings.Since);
        for (var now = settings.Since.AddMinutes(90); now < At(to + "T00:00:00+01:00").AddMinutes(-61); now += TimeSpan.FromMinutes(1))
        {
            if (NoticeTiming.IsDigestDue(settings, last, now))
            {
                (told, last) = (told + 1, now);
            }
        }

        Assert.Equal(expected, told);
    }

    [Fact]
    public void An_hour_that_was_slept_through_is_made_up_for()
    {
        Assert.True(NoticeTiming.IsDigestDue(Settings(8), At("2026-11-20T08:00:00+01:00"), At("2026-11-22T03:00:00+01:00")));
        Assert.False(NoticeTiming.IsDigestDue(Settings(8), At("2026-11-22T03:00:00+01:00"), At("2026-11-22T07:59:00+01:00")));
        Assert.True(NoticeTiming.IsDigestDue(Settings(8), At("2026-11-22T03:00:00+01:00"), At("2026-11-22T08:00:00+01:00")));
    }

    [Fact]
    public void An_hour_within_the_quiet_ones_comes_when_they_are_over()
    {
        var settings = Settings(23) with { QuietFrom = new(22, 0), QuietTo = new(7, 0) };
        Assert.False(NoticeTiming.IsDigestDue(settings, At("2026-11-21T07:00:00+01:00"), At("2026-11-21T23:30:00+01:00")));
        Assert.True(NoticeTiming.IsDigestDue(settings, At("2026-11-21T07:00:00+01:00"), At("2026-11-22T07:00:00+01:00")));
    }

    [Fact]
    public void Whoever_sets_up_a_channel_waits_for_the_next_hour() =>
        Assert.False(NoticeTiming.IsDigestDue(Settings(8) with { Since = At("2026-11-22T09:00:00+01:00") }, null, At("2026-11-22T09:01:00+01:00")));

    private static NoticeSettings Settings(int hour) => new() { Channel = ChannelKind.Email, Hour = hour, Zone = "Europe/Paris" };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
