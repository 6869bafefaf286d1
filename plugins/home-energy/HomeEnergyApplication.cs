using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>What the home uses and gives, against the year before; what it uses while everybody sleeps; and what that weighs in greenhouse gases.</summary>
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
            }
        }

        if (await BaseLoad.ReadAsync(context, cancellationToken) is { } load)
        {
            await context.EmitAsync(load.ToInsight());
        }
    }
}
