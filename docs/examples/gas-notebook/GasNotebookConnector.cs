using System.Globalization;
using Hub.Sdk;

namespace GasNotebook;

/// <summary>Reads a notebook of gas: the meter's number, then a month and its kWh on each line.</summary>
public sealed class GasNotebookConnector : IConnector
{
    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        using var text = ImportText.Open(file, ImportText.FindEncoding(file));
        var heading = (await text.ReadLineAsync(cancellationToken))?.Split(';');
        if (heading is not ["Gas notebook", { Length: > 0 } meter])
        {
            throw new RunException(Outcome.NotMyFile, new Text("The first line does not name a meter.", "La première ligne ne nomme pas de compteur."));
        }

        var line = 1;
        while (await text.ReadLineAsync(cancellationToken) is { } row)
        {
            await SaveAsync(context, meter, row, new Origin($"line {++line}"));
        }
    }

    private static async ValueTask SaveAsync(ConnectorContext context, string meter, string row, Origin origin)
    {
        if (row.Split(';') is not [var month, var noted]
            || !DateTime.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            || !decimal.TryParse(noted, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var energy))
        {
            await context.RejectAsync("energy.consumption", new Text("Expected a month and its kWh, as 2025-01;1240.5.", "Un mois et ses kWh étaient attendus, comme 2025-01;1240.5."), origin);
            return;
        }

        var start = new DateTimeOffset(first, context.Zone.GetUtcOffset(first));
        var end = new DateTimeOffset(first.AddMonths(1), context.Zone.GetUtcOffset(first.AddMonths(1)));
        await context.SaveAsync("energy.consumption", data =>
        {
            data.WriteString("usagePoint", meter);
            data.WriteString("commodity", "gas");
            data.WriteString("direction", "delivered");
            data.WriteString("series", "index");
            data.WriteString("start", start.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
            data.WriteNumber("duration", (long)(end - start).TotalSeconds);
            data.WriteNumber("energy", energy);
        }, origin);
    }
}
