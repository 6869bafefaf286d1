using System.Globalization;
using System.Text.Json;
using Hub.Plugins.GreenButton.Feed;
using Hub.Sdk;

namespace Hub.Plugins.GreenButton.Readings;

/// <summary>Saves the readings of one series, each when the next is known: two that begin at one instant would take each other's place.</summary>
/// <param name="heat">Kilowatt-hours in a cubic metre of gas, where the file counts it by volume and the person said it.</param>
/// <param name="cutShort">Whether the file breaks off, so that what a series lacks may have stood behind.</param>
internal sealed class SeriesSaver(ConnectorContext context, MeterSeries? series, string usagePoint, decimal? heat, bool cutShort)
{
    private const string Energy = "energy.consumption";
    private const long Longest = 34_560_000;
    private const decimal Day = 86_400, Hour = 3600, LastSecond = 253_402_300_799, CostParts = 100_000;
    private readonly string _type = series?.Type ?? Energy;
    private readonly Text? _all = series?.WhyNone(heat);
    private readonly Text? _each = series is null ? Says.NoLink : series.WhyNot;
    private Reading? _held;
    private bool _clashes, _told;

    public long Saved { get; private set; }

    public async ValueTask AddAsync(ReadingElement element)
    {
        if (_all is { } reason)
        {
            // One line tells it for all of them: they are no readings of the hub's kinds.
            await (_told ? ValueTask.CompletedTask : context.RejectAsync(_type, reason, new Origin(element.At)));
            _told = true;
        }
        else if (_each is { } missing)
        {
            await (cutShort ? ValueTask.CompletedTask : context.RejectAsync(_type, missing, new Origin(element.At)));
        }
        else if (Find(element) is { } reading)
        {
            var clashes = _held?.Start == reading.Start;
            _clashes |= clashes;
            await FlushAsync();
            (_held, _clashes) = (reading, clashes);
        }
        else
        {
            await context.RejectAsync(_type, Says.Unreadable, new Origin(element.At));
        }
    }

    public async ValueTask FlushAsync()
    {
        if (_held is not { } reading)
        {
            return;
        }

        _held = null;
        if (_clashes)
        {
            await context.RejectAsync(_type, Says.SameStart, new Origin(reading.At));
            return;
        }

        await context.SaveAsync(_type, data => Write(data, reading), new Origin(reading.At));
        Saved++;
    }

    private Reading? Find(ReadingElement element)
    {
        var measure = series!.Measure;
        if (!Number(element.Start, out var start) || start is < 0 or > LastSecond || !Number(element.Value, out var value)
            || !Number(element.Duration ?? measure.Length?.ToString(CultureInfo.InvariantCulture), out var duration) || duration is < 1 or > Longest || duration != Math.Truncate(duration)
            || measure.Unit!.Convert(value, measure.Power) is not { } amount)
        {
            return null;
        }

        var instant = DateTimeOffset.UnixEpoch.AddTicks((long)(start * TimeSpan.TicksPerSecond));
        return new Reading(instant, (long)duration, amount, Number(element.Cost, out var cost) ? cost / CostParts : null, element.Quality.Count > 0 ? Codes.Quality(element.Quality) : measure.Quality, element.At);
    }

    private void Write(Utf8JsonWriter data, Reading reading)
    {
        var isWater = _type != Energy;
        var isReceived = series!.Measure.Flow == Codes.Reverse || (series.Measure.Flow == Codes.Net && reading.Amount < 0);
        data.WriteString("usagePoint", usagePoint);
        data.WriteString("commodity", series.Commodity);
        if (!isWater)
        {
            data.WriteString("direction", isReceived ? "received" : "delivered");
        }

        data.WriteString("series", reading.Duration < 23 * Hour ? "load-curve" : reading.Duration <= Day + Hour ? "daily" : "billed");
        data.WriteString("start", Local(reading.Start).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture));
        data.WriteNumber("duration", reading.Duration);
        var amount = isReceived && series.Measure.Flow == Codes.Net ? -reading.Amount : reading.Amount;
        if (series.IsGasVolume)
        {
            data.WriteNumber("energy", amount * heat!.Value);
            data.WriteNumber("volume", amount);
            data.WriteNumber("conversion", heat.Value);
        }
        else
        {
            data.WriteNumber(isWater ? "volume" : "energy", amount);
        }

        if (reading.Cost is { } cost && series.Measure.Currency is { } currency)
        {
            data.WriteNumber("cost", cost);
            data.WriteString("currency", currency);
        }

        if (reading.Quality is not null)
        {
            data.WriteString("quality", reading.Quality);
        }
    }

    private DateTimeOffset Local(DateTimeOffset instant)
    {
        try
        {
            return series!.Clock?.Show(instant) ?? TimeZoneInfo.ConvertTime(instant, context.Zone);
        }
        catch (ArgumentOutOfRangeException)
        {
            // On the last day of the year 9999 no later clock can show it.
            return instant;
        }
    }

    public static bool Number(string? text, out decimal number)
    {
        number = 0;
        return text is { Length: > 0 and <= 28 } && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    private readonly record struct Reading(DateTimeOffset Start, long Duration, decimal Amount, decimal? Cost, string? Quality, string At);
}
