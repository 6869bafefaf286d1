using System.Text.Json;
using Hub.Plugins.GasFr;
using Hub.Plugins.HomeEnergy;
using Hub.Plugins.Linky;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.HomeEnergy;

public sealed class HomeEnergyTests
{
    [Fact]
    public async Task A_year_is_compared_only_on_the_days_that_both_years_measured()
    {
        // 2023 whole at 10 kWh a day; 2024 until 9 April at 8 kWh, with one day missing.
        var days = Days(new DateOnly(2023, 1, 1), 365, 10).Concat(Days(new DateOnly(2024, 1, 1), 100, 8).Where(day => day.GetProperty("start").GetString()![..10] != "2024-03-05"));

        var insight = (await ComputeAsync(days))["electricity-delivered"];

        // 99 days, less 29 February, which 2023 did not have.
        var compared = insight.Figures[0];
        Assert.Equal((784m, 980m), (compared.Value, compared.Previous));
        Assert.Contains("98", compared.Label.Fr);
        Assert.Equal("20% less than in 2023, on the 98 days that were measured in both years.", insight.Reading!.En);
        Assert.Equal([("2024", 792m, (decimal?)null), ("2023", 3650m, null)], insight.Figures.Skip(1).Select(figure => (figure.Period!, figure.Value, figure.Previous)));
        Assert.Contains("99", insight.Figures[1].Label.En);
        var months = insight.Series.Single(series => series.By == "month").Points;
        Assert.Equal((248m, 310m), Values(months, "2024-01"));
        Assert.Equal((240m, 310m), Values(months, "2024-03"));
        Assert.Equal((72m, null), Values(months, "2024-04"));
        Assert.Equal((8m, 10m), Values(insight.Series.Single(series => series.By == "day").Points, "2024-02-28"));
        Assert.Equal((8m, null), Values(insight.Series.Single(series => series.By == "day").Points, "2024-02-29"));
        Assert.Equal(("energy.consumption", 464, "2023-01-01", "2024-04-09"), (insight.Basis.Type, insight.Basis.Count, insight.Basis.From, insight.Basis.To));
    }

    [Fact]
    public async Task What_is_given_to_the_grid_is_apart_and_weighs_nothing()
    {
        var insights = await ComputeAsync(Days(new DateOnly(2023, 1, 1), 3, 10).Concat(Days(new DateOnly(2023, 1, 1), 3, 4, direction: "received")));

        Assert.Equal(30, insights["electricity-delivered"].Figures[0].Value);
        Assert.Equal(12, insights["electricity-received"].Figures[0].Value);
        Assert.Equal(1.74m, insights["electricity-footprint"].Figures[0].Value);
        Assert.Equal(["electricity-cost", "electricity-delivered", "electricity-footprint", "electricity-received"], insights.Keys.Order());
    }

    [Theory]
    [InlineData("electricity", 2020, "5.2", "0.0520", "2022")]
    [InlineData("electricity", 2022, "5.2", "0.0520", "2022")]
    [InlineData("electricity", 2025, "5.8", "0.0580", "2023")]
    [InlineData("gas", 2024, "21.5", "0.215", "2022")]
    public async Task The_footprint_says_which_factor_of_which_year_it_used(string commodity, int year, string kilograms, string factor, string dated)
    {
        var insight = (await ComputeAsync(Days(new DateOnly(year, 6, 1), 10, 10, commodity)))[$"{commodity}-footprint"];

        Assert.Equal(decimal.Parse(kilograms), insight.Figures[0].Value);
        var used = Assert.Single(insight.Basis.Factors);
        Assert.Equal((decimal.Parse(factor), "kg/kW.h", dated), (used.Value, used.Unit, used.Dated));
        Assert.Contains("ADEME", used.Source);
    }

    [Fact]
    public async Task Heat_is_told_beside_the_others_without_a_footprint_that_nobody_knows()
    {
        var insights = await ComputeAsync(Days(new DateOnly(2023, 1, 1), 3, 10).Concat(Days(new DateOnly(2023, 1, 1), 3, 20, "heat")).Concat(Days(new DateOnly(2023, 1, 1), 3, 30, "gas")));

        Assert.Equal(["electricity-cost", "electricity-delivered", "electricity-footprint", "gas-cost", "gas-delivered", "gas-footprint", "heat-cost", "heat-delivered"], insights.Keys.Order());
        Assert.Equal((60m, "Chaleur consommée"), (insights["heat-delivered"].Figures[0].Value, insights["heat-delivered"].Title.Fr));
    }

    [Fact]
    public async Task A_bill_of_half_a_year_is_no_month_s_consumption()
    {
        var paris = TimeSpan.FromHours(1);
        var insight = (await ComputeAsync(
        [
            Reading("billed", new DateTimeOffset(2018, 1, 3, 6, 0, 0, paris), 181 * 86400, 3081, "gas", "delivered"),
            Reading("billed", new DateTimeOffset(2018, 11, 1, 6, 0, 0, paris), 30 * 86400, 500, "gas", "delivered"),
        ]))["gas-delivered"];

        Assert.Equal([("2018-11", 500m)], insight.Series.Single(series => series.By == "month").Points.Select(point => (point.Period, point.Value)));
        Assert.DoesNotContain(insight.Series, series => series.By == "day");
        Assert.Equal(3581m, Assert.Single(insight.Series.Single(series => series.By == "year").Points).Value);
        Assert.Contains("211 of 365 days", insight.Figures[0].Label.En);
    }

    [Fact]
    public async Task Three_years_of_real_gas_days_are_told_whole()
    {
        var import = await Import.Of(new GasFrConnector(), Samples.Get("gas-fr/ssenart_PyGazpar/donnees_informatives.json"));

        var insights = await ComputeAsync(import.All("energy.consumption"));

        var gas = insights["gas-delivered"];
        Assert.Equal(62_213m, gas.Series.Single(series => series.By == "year").Points.Sum(point => point.Value));
        Assert.Equal(62_213m, gas.Series.Single(series => series.By == "month").Points.Sum(point => point.Value));
        Assert.Equal(1095, gas.Basis.Count);
        Assert.True(insights.ContainsKey("gas-footprint"));
    }

    [Fact]
    public async Task The_base_load_is_the_middle_night_s_lowest_half_hour()
    {
        // Three nights whose lowest are 100, 120 and 900 W; days and evenings lower still, which do not count.
        var curve = new[] { 100m, 120m, 900m }.SelectMany((watts, night) => HalfHours(new DateOnly(2024, 1, 1).AddDays(night), half => half is 4 ? watts : half < 10 ? watts + 50 : 10));

        var insight = (await ComputeAsync(curve))["electricity-base-load"];

        Assert.Equal((120m, "W", "2024-01-01/2024-01-04"), (insight.Figures[0].Value, insight.Figures[0].Unit, insight.Figures[0].Period));
        Assert.Equal(1051m, insight.Figures[1].Value);
        Assert.Equal(30, insight.Basis.Count);
    }

    [Fact]
    public async Task Without_a_load_curve_no_base_load_is_told() => Assert.DoesNotContain("electricity-base-load", await ComputeAsync(Days(new DateOnly(2023, 1, 1), 30, 10)));

    [Fact]
    public async Task Nothing_granted_gives_nothing() => Assert.Empty(await ComputeAsync([]));

    [Fact]
    public async Task The_same_records_give_the_same_insights()
    {
        var import = await Import.Of(new LinkyConnector(), Samples.Get("linky/jnghf_guiEDF/Enedis_Conso_Heure_excerpt_2022-10_autumn-clock-change.csv"));

        var first = JsonSerializer.Serialize(await ComputeAsync(import.All("energy.consumption")));
        var again = JsonSerializer.Serialize(await ComputeAsync(import.All("energy.consumption")));

        Assert.Equal(first, again);
        Assert.Contains("\"Value\":80.261", first);
    }

    private static (decimal, decimal?) Values(IEnumerable<Point> points, string period) => points.Where(point => point.Period == period).Select(point => (point.Value, point.Previous)).Single();

    private static async Task<Dictionary<string, Insight>> ComputeAsync(IEnumerable<JsonElement> records)
    {
        var context = new MemoryApplicationContext(Path.Combine(Samples.Repository, "plugins", "home-energy"));
        context.Add("energy.consumption", "start", records);
        await new HomeEnergyApplication().ComputeAsync(context, CancellationToken.None);
        Assert.All(context.Insights.Values, insight => Assert.True(insight.Basis.Count > 0));
        return context.Insights;
    }

    private static IEnumerable<JsonElement> Days(DateOnly first, int count, decimal energy, string commodity = "electricity", string direction = "delivered")
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
        for (var i = 0; i < count; i++)
        {
            var (day, next) = (first.AddDays(i).ToDateTime(default), first.AddDays(i + 1).ToDateTime(default));
            var (start, end) = (new DateTimeOffset(day, zone.GetUtcOffset(day)), new DateTimeOffset(next, zone.GetUtcOffset(next)));
            yield return Reading("daily", start, (int)(end - start).TotalSeconds, energy, commodity, direction);
        }
    }

    private static IEnumerable<JsonElement> HalfHours(DateOnly day, Func<int, decimal> watts)
    {
        for (var half = 0; half < 48; half++)
        {
            yield return Reading("load-curve", new DateTimeOffset(day.ToDateTime(default), TimeSpan.FromHours(1)).AddMinutes(30 * half), 1800, watts(half) / 2000, "electricity", "delivered");
        }
    }

    private static JsonElement Reading(string series, DateTimeOffset start, int duration, decimal energy, string commodity, string direction) =>
        JsonSerializer.SerializeToElement(new { usagePoint = "1", commodity, direction, series, start = start.ToString("yyyy-MM-dd'T'HH:mm:sszzz"), duration, energy });
}
