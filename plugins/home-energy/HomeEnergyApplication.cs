using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>What the home uses and gives, against the year before; what it uses while everybody sleeps; what that weighs in greenhouse gases; and on which days it was far from the usual.</summary>
public sealed class HomeEnergyApplication : IApplication
{
    internal const string Type = "energy.consumption";

    public async Task ComputeAsync(ApplicationContext context, CancellationToken cancellationToken)
    {
        foreach (var commodity in Commodity.All)
        {
            foreach (var days in await DailyEnergy.ReadAsync(context, commodity.Id))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await context.EmitAsync(ConsumptionInsight.Of(commodity, days));
                if (days.Direction == DailyEnergy.Delivered && commodity.Factors is { } factors)
                {
                    await context.EmitAsync(FootprintInsight.Of(commodity, days, EmissionFactors.Read(context.Reference(factors))));
                }

                if (days.Direction == DailyEnergy.Delivered && UnusualInsight.Find(commodity, days) is { } unusual)
                {
                    await context.EmitAsync(unusual);
                }
            }
        }

        if (await BaseLoad.ReadAsync(context, cancellationToken) is { } load)
        {
            await context.EmitAsync(load.ToInsight());
        }
    }
}
