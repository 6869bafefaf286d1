using Hub.Sdk;

namespace MyPlugin;

/// <summary>What a home uses, month by month.</summary>
public sealed class MyPluginApplication : IApplication
{
    private const string Type = "energy.consumption";
    private static readonly string[] Used = ["/commodity:eq:electricity", "/direction:eq:delivered"];

    public async Task ComputeAsync(ApplicationContext context, CancellationToken cancellationToken)
    {
        // The hub sums, exactly, and never counts a period twice.
        var months = await context.AggregateAsync(Type, new AggregateQuery("/energy", "sum", By: "month", Where: Used));
        if (months is not [var first, ..])
        {
            return;
        }

        var last = months[^1];
        var total = (await context.AggregateAsync(Type, new AggregateQuery("/energy", "sum", Where: Used)))[0];
        await context.EmitAsync(new Insight
        {
            Key = "consumption",
            Title = new Text("Electricity used", "Électricité consommée"),
            Reading = new Text($"{months.Count} months were measured.", $"{months.Count} mois ont été mesurés."),
            Figures =
            [
                new Figure(new Text("Last month", "Dernier mois"), last.Value, "kW.h", MonthOf(last)),
                new Figure(new Text("In all", "En tout"), total.Value, "kW.h"),
            ],
            Series = [new Series(new Text("By month", "Par mois"), "kW.h", "month", [.. months.Select(month => new Point(MonthOf(month), month.Value))])],

            // From which records it comes: an insight without a basis is refused.
            Basis = new Basis(Type, total.Count, DayOf(first), DayOf(last), []),
        });
    }

    private static string DayOf(AggregateRow row) => row.Bucket![..10];

    private static string MonthOf(AggregateRow row) => row.Bucket![..7];
}
