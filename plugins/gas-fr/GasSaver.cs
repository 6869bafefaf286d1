using System.Globalization;
using Hub.Sdk;

namespace Hub.Plugins.GasFr;

/// <summary>Saves readings, or says why not. Published and informative ones are two series of one meter: the hub counts a period once, by the finest that covers it.</summary>
internal sealed class GasSaver(ConnectorContext context)
{
    private const string Type = "energy.consumption";
    private const int ProgressEvery = 1000;
    private static readonly TimeSpan LongestDay = TimeSpan.FromHours(25), Longest = TimeSpan.FromDays(400);
    private string? _asked;

    public long Read { get; private set; }

    public long Saved { get; private set; }

    /// <summary>How many periods have no value: missing, not zero.</summary>
    public long Missing { get; private set; }

    public async ValueTask AddAsync(GasReading reading)
    {
        if (++Read % ProgressEvery == 0)
        {
            await context.ProgressAsync(Read, null);
        }

        if (string.IsNullOrWhiteSpace(reading.Energy) && string.IsNullOrWhiteSpace(reading.Volume))
        {
            Missing++;
            return;
        }

        if (Why(reading) is { } reason)
        {
            await context.RejectAsync(Type, reason, new Origin(reading.At));
            return;
        }

        await SaveAsync(reading, reading.Pce ?? (_asked ??= (await context.AskAsync("meter", Says.WhichMeter)).Trim()));
        Saved++;
    }

    public static decimal? FindNumber(string? text)
    {
        var plain = text?.Trim().Replace(',', '.');
        return plain is { Length: > 0 and <= 28 } && decimal.TryParse(plain, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    private static Text? Why(GasReading reading) =>
        reading.Start is not { } start || reading.End is not { } end || end <= start || end - start > Longest ? Says.NoPeriod
        : string.IsNullOrWhiteSpace(reading.Energy) ? Says.NoEnergy
        : FindNumber(reading.Energy) is null || (!string.IsNullOrWhiteSpace(reading.Volume) && FindNumber(reading.Volume) is null) ? Says.NoNumber
        : null;

    private ValueTask SaveAsync(GasReading reading, string pce)
    {
        var length = reading.End!.Value - reading.Start!.Value;
        var isDay = length <= LongestDay;
        return context.SaveAsync(
            Type,
            data =>
            {
                data.WriteString("usagePoint", pce);
                data.WriteString("commodity", "gas");
                data.WriteString("direction", reading.IsInjected ? "received" : "delivered");
                data.WriteString("series", reading.IsPublished switch { true => "billed", false => isDay ? "daily" : "index", null => isDay ? "daily" : "billed" });
                data.WriteString("start", reading.Start.Value.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
                data.WriteNumber("duration", (long)length.TotalSeconds);
                data.WriteNumber("energy", FindNumber(reading.Energy)!.Value);
                if (FindNumber(reading.Volume) is { } volume)
                {
                    data.WriteNumber("volume", volume);
                }

                if (FindNumber(reading.Conversion) is > 0 and var conversion)
                {
                    data.WriteNumber("conversion", conversion);
                }

                if (Words.Quality(Words.Fold(reading.Qualification)) is { } quality)
                {
                    data.WriteString("quality", quality);
                }
            },
            new Origin(reading.At));
    }
}
