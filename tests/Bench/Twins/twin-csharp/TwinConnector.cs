using System.Globalization;
using Hub.Sdk;

namespace Twin;

/// <summary>What <c>twin-js/plugin.js</c> does, in C#.</summary>
public sealed class TwinConnector : IConnector
{
    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(file.Open());
        await reader.ReadLineAsync(cancellationToken);
        for (var number = 2; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            var at = line.IndexOf(';', StringComparison.Ordinal);
            await context.SaveAsync("energy.consumption", data =>
            {
                data.WriteString("commodity", "electricity");
                data.WriteString("direction", "delivered");
                data.WriteNumber("duration", 1800);
                data.WriteNumber("energy", decimal.Parse(line.AsSpan(at + 1), NumberStyles.Number, CultureInfo.InvariantCulture));
                data.WriteString("quality", "measured");
                data.WriteString("series", "load-curve");
                data.WriteString("start", line.AsSpan(0, at));
                data.WriteString("usagePoint", "12345678901234");
            }, new Origin("line " + number.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
