namespace Hub.Plugins.Tests.HomeEnergy;

public sealed class WeekTests
{
    // 1 January 2024 was a Monday; two weeks, the second at twice the first.
    private static readonly DateOnly Monday = new(2024, 1, 1);

    [Fact]
    public async Task Each_hour_of_the_week_is_the_mean_of_its_days()
    {
        var hours = from day in Enumerable.Range(0, 14) from hour in Enumerable.Range(0, 24) select MadeHome.Hour(Monday.AddDays(day), hour, Made(day, hour));

        var insight = (await MadeHome.ComputeAsync(hours))["electricity-week"];

        var series = Assert.Single(insight.Series);
        Assert.Equal(("week", "kW", 168), (series.By, series.Unit, series.Points.Count));
        // Monday from six to seven in the evening: 1 and 2 kWh; Sunday at noon: 3 and 6.
        Assert.Equal(1.5m, series.Points.Single(point => point.Period == "1T18").Value);
        Assert.Equal(4.5m, series.Points.Single(point => point.Period == "7T12").Value);
        Assert.Equal(0.15m, series.Points.Single(point => point.Period == "3T03").Value);
        Assert.Equal("Most is used on Sunday from 12:00 to 13:00: 4.5 kW on average over 14 days.", insight.Reading!.En);
        Assert.Equal((336L, "2024-01-01", "2024-01-14"), (insight.Basis.Count, insight.Basis.From, insight.Basis.To));
    }

    [Fact]
    public async Task Two_meters_add_up()
    {
        var hours = from day in Enumerable.Range(0, 7) from hour in Enumerable.Range(0, 24) from meter in new[] { "1", "2" } select MadeHome.Hour(Monday.AddDays(day), hour, 0.5m, meter);

        Assert.All((await MadeHome.ComputeAsync(hours))["electricity-week"].Series[0].Points, point => Assert.Equal(1m, point.Value));
    }

    [Fact]
    public async Task Days_tell_no_hour() => Assert.DoesNotContain("electricity-week", await MadeHome.ComputeAsync(Enumerable.Range(0, 30).Select(day => MadeHome.Day(Monday.AddDays(day), 10))));

    private static decimal Made(int day, int hour)
    {
        var once = (day % 7, hour) switch { (0, 18) => 1m, (6, 12) => 3m, _ => 0.1m };
        return day < 7 ? once : once * 2;
    }
}
