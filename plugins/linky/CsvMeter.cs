namespace Hub.Plugins.Linky;

/// <summary>What the first two lines of a file say about its meter.</summary>
internal sealed class CsvMeter
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public CsvMeter(string[] headings, string[] values)
    {
        for (var i = 0; i < Math.Min(headings.Length, values.Length); i++)
        {
            _values.TryAdd(CsvHeadings.Meter.Contains(CsvHeadings.Fold(headings[i])) ? CsvHeadings.Meter[0] : CsvHeadings.Fold(headings[i]), values[i]);
        }
    }

    /// <summary>The delivery point, without what spreadsheets put around it so as to keep its zeros.</summary>
    public string? UsagePoint => Get(CsvHeadings.Meter[0]).Trim('=', '\'', '"', ' ') is { Length: > 0 } point ? point : null;

    public string Direction => CsvHeadings.Received.Any(CsvHeadings.Fold(Get(CsvHeadings.Direction)).Contains) ? "received" : "delivered";

    public string Quality => CsvHeadings.Quality(Get(CsvHeadings.Stage));

    public TimeSpan? Step
    {
        get
        {
            var text = Get(CsvHeadings.Step);
            if (int.TryParse(text, out var minutes))
            {
                return minutes is > 0 and <= 60 ? TimeSpan.FromMinutes(minutes) : null;
            }

            return Durations.Find(text);
        }
    }

    /// <summary>The unit of the readings, or null when they are no energy.</summary>
    public EnergyUnit? Unit(string usual)
    {
        var what = CsvHeadings.Fold($"{Get(CsvHeadings.Data)} {Get(CsvHeadings.Quantity)}");
        var name = Get(CsvHeadings.Unit);
        return CsvHeadings.NotEnergy.Any(what.Contains) ? null : EnergyUnit.Find(name.Length == 0 ? usual : name);
    }

    private string Get(string heading) => _values.GetValueOrDefault(heading, "");
}
