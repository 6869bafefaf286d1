namespace Hub.Plugins.Tests.HomeEnergy;

public sealed class CostTests
{
    private static readonly DateOnly LastOfJanuary = new(2025, 1, 31);

    [Fact]
    public async Task Each_day_costs_the_price_of_its_day_under_the_contract_s_tariff()
    {
        // 10 kWh on 31 January at 0.2516 and 10 on each of 1 and 2 February at 0.2016.
        var days = Enumerable.Range(0, 3).Select(day => MadeHome.Day(LastOfJanuary.AddDays(day), 10));

        var insight = (await MadeHome.ComputeAsync(days, [MadeHome.Contract("Tarif Bleu option Base")]))["electricity-cost"];

        Assert.Equal((6.55m, "EUR", "2025"), (insight.Figures[0].Value, insight.Figures[0].Unit, insight.Figures[0].Period));
        Assert.Equal([("2025-01", 2.52m), ("2025-02", 4.03m)], insight.Series[0].Points.Select(point => (point.Period, point.Value)));
        Assert.Equal([(0.2516m, "2024-02-01"), (0.2016m, "2025-02-01")], insight.Basis.Factors.Select(factor => (factor.Value, factor.Dated)));
        Assert.Equal(3, insight.Basis.Count);
    }

    [Fact]
    public async Task What_the_holder_counted_goes_before_a_tariff()
    {
        var insight = (await MadeHome.ComputeAsync([MadeHome.Day(LastOfJanuary, 10, 2.25m), MadeHome.Day(LastOfJanuary.AddDays(1), 10, 1.75m)], [MadeHome.Contract("Tarif Bleu")]))["electricity-cost"];

        Assert.Equal((4m, "EUR"), (insight.Figures[0].Value, insight.Figures[0].Unit));
        Assert.Empty(insight.Basis.Factors);
    }

    [Theory]
    [InlineData("Tarif Bleu Tempo")]
    [InlineData("Tarif Bleu Heures Creuses")]
    [InlineData("BTINFMUDT")]
    public async Task A_tariff_whose_prices_are_not_known_says_what_is_missing(string offer)
    {
        var insight = (await MadeHome.ComputeAsync([MadeHome.Day(LastOfJanuary, 10)], [MadeHome.Contract(offer)]))["electricity-cost"];

        Assert.Empty(insight.Figures);
        Assert.Contains("Add a service contract", insight.Reading!.En);
    }

    [Theory]
    [InlineData("2012-07-22", 6, null)]
    [InlineData("2012-07-23", 6, "12.63")]
    [InlineData("2020-05-01", 9, "15.87")]
    [InlineData("2020-05-01", 3, "15.46")]
    [InlineData("2020-05-01", null, null)]
    [InlineData("2023-05-01", null, "20.62")]
    [InlineData("2026-03-01", 6, "19.40")]
    [InlineData("2026-03-01", 12, null)]
    [InlineData("2026-08-23", 6, null)]
    public async Task A_day_costs_what_its_date_and_the_subscribed_power_say_or_nothing_is_said(string day, int? power, string? cost)
    {
        var insight = (await MadeHome.ComputeAsync([MadeHome.Day(DateOnly.Parse(day), 100)], [MadeHome.Contract("Tarif Bleu", power: power, start: "2010-01-01")]))["electricity-cost"];

        Assert.Equal(cost is null ? [] : [decimal.Parse(cost)], insight.Figures.Select(figure => figure.Value));
        Assert.Equal(cost is not null, insight.Basis.Factors.Any(factor => factor.Source.StartsWith("CRE, ", StringComparison.Ordinal) && factor.Unit == "EUR/kW.h"));
    }

    [Fact]
    public async Task A_day_outside_the_contract_has_no_price()
    {
        var days = new[] { new DateOnly(2019, 12, 31), new DateOnly(2024, 2, 1), new DateOnly(2024, 3, 1) };

        var insight = (await MadeHome.ComputeAsync(days.Select(day => MadeHome.Day(day, 100)), [MadeHome.Contract("Tarif Bleu", end: "2024-03-01", power: 6)]))["electricity-cost"];

        Assert.Equal(25.16m, insight.Figures[0].Value);
        Assert.StartsWith("1 of your 3 days", insight.Reading!.En);
    }
}
