using Hub.Sdk;

namespace Hub.Plugins.Tests.HomeEnergy;

/// <summary>Whatever is told says how it was counted, from which records, and with which factors of which source.</summary>
public sealed class ExplainedTests
{
    private static readonly DateOnly First = new(2023, 1, 1);

    [Fact]
    public async Task Every_figure_explains_itself_in_both_languages_and_names_its_records()
    {
        var insights = await ComputeAsync();

        Assert.Equal(["electricity-base-load", "electricity-cost", "electricity-delivered", "electricity-footprint", "electricity-unusual", "electricity-week"], insights.Keys.Order());
        Assert.All(insights.Values, insight => Assert.Equal(["/commodity:eq:electricity", "/direction:eq:delivered"], insight.Basis.Where!.Take(2)));
        Assert.Contains("/series:eq:load-curve", insights["electricity-week"].Basis.Where!);
        var figures = insights.Values.SelectMany(insight => insight.Figures).ToList();
        Assert.NotEmpty(figures);
        Assert.All(figures, figure =>
        {
            Assert.EndsWith(".", figure.Reading!.En);
            Assert.EndsWith(".", figure.Reading.Fr);
            Assert.NotEqual(figure.Reading.En, figure.Reading.Fr);
        });
    }

    [Fact]
    public async Task A_figure_that_was_counted_with_a_factor_is_its_records_times_that_factor()
    {
        var insights = await ComputeAsync();

        foreach (var year in insights["electricity-footprint"].Figures)
        {
            var used = insights["electricity-delivered"].Figures.Last(figure => figure.Period == year.Period).Value;
            var factor = Assert.Single(year.Factors!);
            Assert.Equal(Math.Round(used * factor.Value, 3), year.Value);
            Assert.StartsWith("ADEME", factor.Source);
        }

        Assert.All(insights["electricity-cost"].Figures, year => Assert.All(year.Factors!, factor => Assert.StartsWith("CRE, ", factor.Source)));
    }

    private static Task<Dictionary<string, Insight>> ComputeAsync()
    {
        var hours = from day in Enumerable.Range(0, 500)
                    from half in Enumerable.Range(0, 48)
                    select MadeHome.HalfHour(First.AddDays(day), half, (day == 480 ? 0.9m : 0.2m) + (half % 7) * 0.01m);
        return MadeHome.ComputeAsync(hours, [MadeHome.Contract("Tarif Bleu", power: 6)]);
    }
}
