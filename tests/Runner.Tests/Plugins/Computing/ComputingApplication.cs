using System.Globalization;
using Hub.Sdk;

namespace Computing;

/// <summary>Reads all pages, asks for an aggregate, looks into its reference data, and gives all of it back in one insight.</summary>
public sealed class ComputingApplication : IApplication
{
    public async Task ComputeAsync(ApplicationContext context, CancellationToken cancellationToken)
    {
        var count = 0;
        decimal read = 0;
        await foreach (var record in context.ReadAsync("test.item", from: new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero)).WithCancellation(cancellationToken))
        {
            count++;
            read += record.Data.GetProperty("n").GetDecimal();
        }

        var rows = await context.AggregateAsync("test.item", new AggregateQuery("/n", "sum", By: "month", Where: ["/n:gt:0"]));
        var factor = context.Reference("factors.json").GetProperty("factor").GetDecimal();
        await context.EmitAsync(new Insight
        {
            Key = "sums",
            Title = new Text("Sums", "Sommes"),
            Figures =
            [
                new Figure(new Text("Read", "Lu"), read, "kW.h"),
                new Figure(new Text("Aggregated", "Agrégé"), rows.Sum(row => row.Value) * factor, "kW.h", rows[0].Bucket),
            ],
            Basis = new Basis("test.item", count, "2025-01-01", null, []),
        });
        await context.LogAsync(count.ToString(CultureInfo.InvariantCulture));
    }
}
