using Hub.Core.Vaults;
using Hub.Web.Views;
using Web.Tests.Gallery;

namespace Web.Tests;

/// <summary>A day as clocks show it, and as people name it.</summary>
public sealed class DayTests
{
    [Theory]
    [InlineData("2026-03-03", "Europe/Paris", 24)]
    [InlineData("2026-03-29", "Europe/Paris", 23)]
    [InlineData("2026-10-25", "Europe/Paris", 25)]
    [InlineData("2026-10-04", "Australia/Lord_Howe", 24)]
    [InlineData("2026-04-05", "Australia/Lord_Howe", 25)]
    [InlineData("2018-11-04", "America/Sao_Paulo", 23)]
    public void The_hours_of_a_day_follow_each_other_from_its_beginning_to_its_end(string day, string zone, int count)
    {
        var (date, place) = (DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone));
        var hours = Zones.HoursOf(date, place);
        Assert.Equal(count, hours.Count);
        Assert.Equal(Zones.StartOfDay(date, place), hours[0]);
        Assert.All(hours, hour => Assert.Equal(date, Zones.Local(hour, place).Date));
        var end = Zones.StartOfDay(date.AddDays(1), place);
        Assert.All(hours.Append(end).Zip(hours.Skip(1).Append(end)), pair => Assert.InRange(pair.Second - pair.First, pair.First == end ? 0 : 1, 3_600_000));
    }

    [Fact]
    public void The_hour_that_comes_twice_is_told_apart_and_each_has_its_own_sum()
    {
        var page = SamplePerson.Context("en");
        var day = new DateOnly(2026, 10, 25);
        var chart = Assert.Single(DayCharts.Of(SamplePerson.Types.Get("energy.consumption"), SampleDays.Hours(day, page.Format.Zone), day, page));
        Assert.Equal(25, chart.Buckets.Count);
        Assert.Equal(["2", "2"], chart.Buckets.Skip(2).Take(2));
        Assert.Equal(["02:00, the first time", "02:00, the second time"], chart.Table!.Rows.Skip(2).Take(2).Select(row => row.Cells[0].Text));
        Assert.Equal(25, Assert.Single(chart.Series).Values.Count(value => value is not null));
        Assert.Equal("This day has 25 hours: the clocks are put back, and an hour comes twice.", DayViews.Length(day, page));
        Assert.Null(DayViews.Length(new DateOnly(2026, 3, 3), page));
    }

    [Fact]
    public void What_is_told_once_a_day_has_no_course()
    {
        var page = SamplePerson.Context("en");
        var day = new DateOnly(2026, 3, 3);
        Assert.Empty(DayCharts.Of(SamplePerson.Types.Get("energy.consumption"), [.. SampleDays.Hours(day, page.Format.Zone).Take(1)], day, page));
    }

    [Theory]
    [InlineData("2026-03-03", "2026-03-03")]
    [InlineData("3/3/2026", "2026-03-03")]
    [InlineData("03.03.2026", "2026-03-03")]
    [InlineData("3 March 2026", "2026-03-03")]
    [InlineData("3 MARS 2026", "2026-03-03")]
    [InlineData("1er février", "2026-02-01")]
    [InlineData("1 fevr.", "2026-02-01")]
    [InlineData("25 Dec", "2025-12-25")]
    [InlineData("29 February 2026", null)]
    [InlineData("3 5", null)]
    [InlineData("03 26 2026", null)]
    [InlineData("3 Ma 2026", null)]
    [InlineData("mars", null)]
    [InlineData("3 march 26 2026", null)]
    [InlineData("0000-00-00", null)]
    [InlineData("0001-01-01", null)]
    [InlineData("9999-12-31", null)]
    public void A_day_is_known_as_people_type_it(string words, string? day) =>
        Assert.Equal(day, SpokenDays.Find(words, SamplePerson.Context("fr"))?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
}
