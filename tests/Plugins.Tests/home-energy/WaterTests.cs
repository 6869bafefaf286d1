using System.Text.Json;
using Hub.Plugins.HomeEnergy;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.HomeEnergy;

public sealed class WaterTests
{
    [Fact]
    public async Task Water_is_told_in_cubic_metres_beside_energy_and_apart_by_kind()
    {
        var context = new MemoryApplicationContext(Path.Combine(Samples.Repository, "plugins", "home-energy"));
        context.Add("energy.consumption", "start", [Energy("2025-01-01", 8)]);
        context.Add("water.consumption", "start", [Water("drinking-water", "2025-01-01", 0.312m), Water("drinking-water", "2025-01-02", 0.25m), Water("wastewater", "2025-01-01", 0.3m)]);

        await new HomeEnergyApplication().ComputeAsync(context, CancellationToken.None);

        Assert.Equal(["drinking-water-cost", "drinking-water-delivered", "electricity-cost", "electricity-delivered", "electricity-footprint", "wastewater-cost", "wastewater-delivered"], context.Insights.Keys.Order());
        var water = context.Insights["drinking-water-delivered"];
        Assert.Equal((0.562m, "m3", "2025"), (water.Figures[0].Value, water.Figures[0].Unit, water.Figures[0].Period));
        Assert.Equal(("water.consumption", 2L, "Eau potable consommée"), (water.Basis.Type, water.Basis.Count, water.Title.Fr));
        Assert.Equal([("2025-01-01", 0.312m), ("2025-01-02", 0.25m)], water.Series.Single(series => series.By == "day").Points.Select(point => (point.Period, point.Value)));
        Assert.All(water.Series, series => Assert.Equal("m3", series.Unit));
    }

    private static JsonElement Energy(string day, decimal energy) =>
        JsonSerializer.SerializeToElement(new { usagePoint = "1", commodity = "electricity", direction = "delivered", series = "daily", start = day + "T00:00:00+01:00", duration = 86400, energy });

    private static JsonElement Water(string commodity, string day, decimal volume) =>
        JsonSerializer.SerializeToElement(new { usagePoint = "2", commodity, series = "daily", start = day + "T00:00:00+01:00", duration = 86400, volume });
}
