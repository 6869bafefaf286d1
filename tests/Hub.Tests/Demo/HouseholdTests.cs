using Hub.Core.Demo;
using Hub.Core.Demo.Files;

namespace Hub.Tests.Demo;

/// <summary>The made-up household by itself: the same to the byte, and in step with itself.</summary>
public sealed class HouseholdTests
{
    private static readonly DateOnly Through = new(2026, 11, 21);

    [Fact]
    public void The_same_day_gives_the_same_files_to_the_byte()
    {
        var (one, two) = (DemoFiles.Of(new Household(Through)), DemoFiles.Of(new Household(Through)));
        Assert.Equal(one.Select(file => (file.Name, file.Text)), two.Select(file => (file.Name, file.Text)));
        Assert.NotEqual(one[0].Text, DemoFiles.Of(new Household(Through.AddDays(1)))[0].Text);
    }

    [Theory]
    [InlineData(2026, 1, 1)]
    [InlineData(2028, 2, 29)]
    [InlineData(2026, 3, 29)]
    [InlineData(2026, 10, 25)]
    [InlineData(2026, 12, 31)]
    public void Any_last_day_gives_two_years_that_follow_on_each_other(int year, int month, int day)
    {
        var home = new Household(new DateOnly(year, month, day));
        Assert.Equal(new DateOnly(year - 2, month, 1), home.First);
        Assert.Equal(Household.Midnight(home.First), home.Electricity[0].Start);
        Assert.Equal(Household.Midnight(home.Through.AddDays(1)), home.Electricity[^1].End);
        Assert.All(home.Electricity.Zip(home.Electricity.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.All(home.Electricity, reading => Assert.True(reading.Watts > 0 && reading.Watts % 2 == 0));
        Assert.Equal(home.Through.DayNumber - home.First.DayNumber + 1, home.Gas.Count);
        Assert.Equal(home.Gas.Select(reading => reading.Day), home.Water.Select(reading => reading.Day));
        Assert.All(home.Operations, operation => Assert.InRange(operation.Day, home.First, home.Through));
        Assert.All(home.Visits, visit => Assert.Equal(visit.Start.Offset, Household.Zone.GetUtcOffset(visit.Start.DateTime)));
    }
}
