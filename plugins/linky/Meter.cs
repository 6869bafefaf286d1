using Hub.Sdk;

namespace Hub.Plugins.Linky;

/// <summary>One series of one meter: where its readings go.</summary>
/// <param name="UsagePoint">The delivery point's number.</param>
/// <param name="Direction"><c>delivered</c> to the home, or <c>received</c> from it.</param>
/// <param name="Series">As the record type names it.</param>
/// <param name="Quality">As the record type names it, or null.</param>
internal sealed record Meter(string UsagePoint, string Direction, string Series, string? Quality)
{
    public const string Type = "energy.consumption";

    public ValueTask SaveAsync(ConnectorContext context, DateTimeOffset start, TimeSpan duration, decimal energy, string at) =>
        context.SaveAsync(
            Type,
            data =>
            {
                data.WriteString("usagePoint", UsagePoint);
                data.WriteString("commodity", "electricity");
                data.WriteString("direction", Direction);
                data.WriteString("series", Series);
                data.WriteString("start", ParisTime.Show(start).ToString("yyyy-MM-dd'T'HH:mm:sszzz"));
                data.WriteNumber("duration", (long)duration.TotalSeconds);
                data.WriteNumber("energy", energy);
                if (Quality is not null)
                {
                    data.WriteString("quality", Quality);
                }
            },
            new Origin(at));
}
