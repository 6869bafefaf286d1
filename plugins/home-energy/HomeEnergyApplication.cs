using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>What the home uses and gives, against the year before; what that costs and weighs in greenhouse gases; when in the week, and on which days more than usual; and what runs while everybody sleeps.</summary>
public sealed class HomeEnergyApplication : IApplication
{
    public async Task ComputeAsync(ApplicationContext context, CancellationToken cancellationToken)
    {
        var curves = new Dictionary<string, CurveDays>(StringComparer.Ordinal);
        foreach (var commodity in Commodity.All)
        {
            foreach (var use in await DailyUse.ReadAsync(context, commodity))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await context.EmitAsync(ConsumptionInsight.Of(use));
                if (use.Direction == DailyUse.Delivered)
                {
                    if (!curves.TryGetValue(commodity.Type, out var days))
                    {
                        curves.Add(commodity.Type, days = await CurveDays.ReadAsync(context, commodity.Type, cancellationToken));
                    }

                    await ExplainAsync(context, use, days.Of(commodity), cancellationToken);
                }
            }
        }
    }

    private static async Task ExplainAsync(ApplicationContext context, DailyUse use, LoadCurve curve, CancellationToken cancellationToken)
    {
        var commodity = use.Commodity;
        await context.EmitAsync(await CostInsight.ReadAsync(context, use, cancellationToken));
        if (commodity.Factors is { } factors)
        {
            await context.EmitAsync(FootprintInsight.Of(use, EmissionFactors.Read(context.Reference(factors))));
        }

        if (WeekInsight.Find(commodity, curve) is { } week)
        {
            await context.EmitAsync(week);
        }

        if (commodity.Id == "electricity" && BaseLoad.Find(commodity, curve) is { } load)
        {
            await context.EmitAsync(load.ToInsight());
        }

        if (UnusualInsight.Find(use) is { } unusual)
        {
            await context.EmitAsync(unusual);
        }
    }
}
