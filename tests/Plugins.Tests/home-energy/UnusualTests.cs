namespace Hub.Plugins.Tests.HomeEnergy;

public sealed class UnusualTests
{
    private static readonly DateOnly First = new(2023, 1, 1);

    [Fact]
    public async Task A_day_far_from_the_same_weekday_of_its_season_is_told_with_what_is_usual()
    {
        // Two years: 10 kWh and a little each day, 20 on Saturdays, 30 in winter more; one Wednesday of 40, one Saturday of 5.
        var (high, low) = (new DateOnly(2024, 6, 12), new DateOnly(2024, 6, 22));
        var days = Enumerable.Range(0, 731).Select(day => First.AddDays(day)).ToList();
        decimal Use(DateOnly day) => day == high ? 40 : day == low ? 5 : Ordinary(day);

        var insight = (await MadeHome.ComputeAsync(days.Select(day => MadeHome.Day(day, Use(day)))))["electricity-unusual"];

        Assert.Equal([("2024-06-22", 5m), ("2024-06-12", 40m)], insight.Figures.Select(figure => (figure.Period!, figure.Value)));
        // By hand: the other Wednesdays within 45 days of 12 June, of both years.
        var comparable = days.Where(day => day != high && day.DayOfWeek == DayOfWeek.Wednesday && Math.Abs(day.DayOfYear - high.DayOfYear) <= 45).Select(Use).Order().ToList();
        var usual = comparable.Count % 2 == 1 ? comparable[comparable.Count / 2] : (comparable[comparable.Count / 2 - 1] + comparable[comparable.Count / 2]) / 2;
        Assert.Equal($"Wednesday, more than usual: {usual:0.###} on {comparable.Count} comparable days", insight.Figures[1].Label.En);
        Assert.StartsWith("Saturday, less than usual", insight.Figures[0].Label.En);
        Assert.StartsWith("2 of the 365 days looked at were unusual.", insight.Reading!.En);
        Assert.Contains("3,5", insight.Reading.Fr);
    }

    [Fact]
    public async Task Days_that_follow_each_other_on_the_same_side_of_the_usual_are_told_as_one()
    {
        var (away, back) = (new DateOnly(2024, 8, 4), new DateOnly(2024, 8, 18));
        var days = Enumerable.Range(0, 731).Select(day => First.AddDays(day)).ToList();
        decimal Use(DateOnly day) => day >= away && day < back ? 2 : day == back ? 60 : Ordinary(day);

        var insight = (await MadeHome.ComputeAsync(days.Select(day => MadeHome.Day(day, Use(day)))))["electricity-unusual"];

        Assert.Equal([("2024-08-18", 60m), ("2024-08-04/2024-08-18", 28m)], insight.Figures.Select(figure => (figure.Period!, figure.Value)));
        Assert.StartsWith("14 days in a row, less than usual: ", insight.Figures[1].Label.En);
        Assert.StartsWith("15 of the 365 days looked at were unusual.", insight.Reading!.En);
    }

    [Fact]
    public async Task An_ordinary_year_has_nothing_unusual_and_a_short_one_no_usual()
    {
        var ordinary = Enumerable.Range(0, 400).Select(day => First.AddDays(day)).Select(day => MadeHome.Day(day, Ordinary(day)));

        Assert.Empty((await MadeHome.ComputeAsync(ordinary))["electricity-unusual"].Figures);
        Assert.DoesNotContain("electricity-unusual", await MadeHome.ComputeAsync(Enumerable.Range(0, 56).Select(day => MadeHome.Day(First.AddDays(day), day == 20 ? 90 : 10))));
    }

    private static decimal Ordinary(DateOnly day) => (day.DayOfWeek == DayOfWeek.Saturday ? 20 : 10) + (day.DayNumber % 5) * 0.1m;
}
