using Hub.Web.Views;
using Web.Tests.Gallery;

namespace Web.Tests;

/// <summary>Two periods side by side: what is compared, and how it is told.</summary>
public sealed class ComparisonTests
{
    private static readonly Period Known = new(PeriodKind.Days, new(2024, 1, 1), new(2026, 11, 13));

    [Fact]
    public void Only_what_both_periods_know_is_compared_and_that_is_said()
    {
        var page = SamplePerson.Context("en");
        var pair = new PeriodPair(PeriodPair.Find("2026-11")!, PeriodPair.Find("2026-10")!);
        var line = Assert.Single(PairViews.Of(SamplePerson.Types.Get("energy.consumption"), Days(pair.First, 9), Days(pair.Second, 10), pair, Known, page));
        Assert.Equal("Over the 12 days that both have: 108\u00a0kWh against 120\u00a0kWh: 12\u00a0kWh less, 10\u00a0%.", line.Sentence);
        Assert.Equal(["108\u00a0kWh", "310\u00a0kWh"], line.Figures.Select(figure => figure.Value));
        Assert.Equal("Your data covers 12 of 30 days of the one and 31 of 31 of the other. Only what both have is compared.", PairViews.Lengths(pair, Known, page));
        Assert.Equal(31, line.Chart.Table!.Rows.Count);
        Assert.Equal(["Day 13", "–", "10\u00a0kWh", "–"], line.Chart.Table.Rows[12].Cells.Select(cell => cell.Text));
    }

    [Fact]
    public void Days_without_an_operation_count_as_nought_but_days_without_a_reading_do_not()
    {
        var page = SamplePerson.Context("en");
        var pair = new PeriodPair(PeriodPair.Find("2026-10-01/2026-10-04")!, PeriodPair.Find("2026-09-01/2026-09-04")!);
        Measured[] first = [new(new(2026, 10, 2), null, null, "EUR", -30m, 1)], second = [new(new(2026, 9, 1), null, null, "EUR", -20m, 1)];
        var money = Assert.Single(PairViews.Of(SamplePerson.Types.Get("bank.operation"), first, second, pair, Known, page));
        Assert.Equal("−€30.00 against −€20.00: €10.00 less.", money.Sentence);
        Assert.All(money.Chart.Series, series => Assert.DoesNotContain(null, series.Values));
        var energy = Assert.Single(PairViews.Of(SamplePerson.Types.Get("energy.consumption"), [.. Days(pair.First, 9).Take(1)], Days(pair.Second, 9), pair, Known, page));
        Assert.Equal([9m, null, null], energy.Chart.Series[0].Values);
        Assert.Equal("On the day that both have: 9\u00a0kWh against 9\u00a0kWh: about the same.", energy.Sentence);
    }

    [Fact]
    public void A_month_that_is_not_over_is_not_held_against_a_whole_one()
    {
        var page = SamplePerson.Context("en");
        var pair = new PeriodPair(PeriodPair.Find("2026")!, PeriodPair.Find("2025")!);
        var line = Assert.Single(PairViews.Of(SamplePerson.Types.Get("energy.consumption"), Days(pair.First, 10), Days(pair.Second, 10), pair, Known, page));
        Assert.Equal("Over the 10 months that both have: 3,040\u00a0kWh against 3,040\u00a0kWh: about the same.", line.Sentence);
        Assert.Equal("–", line.Chart.Table!.Rows[10].Cells[3].Text);
    }

    [Theory]
    [InlineData("2026", "2025", false, 12)]
    [InlineData("2026-02", "2025-03", true, 31)]
    [InlineData("2024-02-15/2024-09-01", "2025-02-15/2025-03-01", false, 7)]
    [InlineData("2024-12-31/2025-01-02", "2024-02-28/2024-03-02", true, 3)]
    public void Periods_are_laid_side_by_side_from_their_first_days(string first, string second, bool byDay, int steps)
    {
        var pair = new PeriodPair(PeriodPair.Find(first)!, PeriodPair.Find(second)!);
        Assert.Equal(byDay, pair.ByDay);
        var both = pair.Steps();
        Assert.Equal(steps, both.Count);
        foreach (var (period, spans) in new[] { (pair.First, both.Select(step => step.First)), (pair.Second, both.Select(step => step.Second)) })
        {
            var own = spans.OfType<DaySpan>().ToList();
            Assert.Equal((period.From, period.To), (own[0].From, own[^1].To));
            Assert.All(own.Zip(own.Skip(1)), next => Assert.Equal(next.First.To, next.Second.From));
        }
    }

    [Theory]
    [InlineData("9999-12-01/9999-12-30")]
    [InlineData("2026-13")]
    [InlineData("12m")]
    [InlineData("all")]
    [InlineData(null)]
    public void What_is_no_period_is_none(string? key) => Assert.Null(PeriodPair.Find(key));

    private static IReadOnlyList<Measured> Days(Period period, decimal value) =>
        [.. Enumerable.Range(0, period.Length).Select(period.From.AddDays).Where(Known.Contains).Select(day => new Measured(day, "electricity", "delivered", null, value, 48))];
}
