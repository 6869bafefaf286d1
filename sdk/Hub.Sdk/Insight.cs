namespace Hub.Sdk;

/// <summary>What an application gives back. The page is generated from it: an application brings no markup.</summary>
public sealed record Insight
{
    /// <summary>Names the insight within the application; the same key replaces the earlier one.</summary>
    public required string Key { get; init; }

    /// <summary>What it is, in a few words.</summary>
    public required Text Title { get; init; }

    /// <summary>One sentence that reads the figure or the chart for the person.</summary>
    public Text? Reading { get; init; }

    /// <summary>The figures, in the order of their weight.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>The series of a chart, which is shown with its table.</summary>
    public IReadOnlyList<Series> Series { get; init; } = [];

    /// <summary>Where all of it comes from. An insight without a basis is refused.</summary>
    public required Basis Basis { get; init; }
}

/// <summary>One figure.</summary>
/// <param name="Label">What it measures.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">UCUM, for instance <c>kW.h</c> or <c>kg</c>; null for a bare number.</param>
/// <param name="Period">ISO 8601 date, month or year, or interval <c>2025-01-01/2025-02-01</c> (end exclusive) that it covers; null when it covers everything.</param>
/// <param name="Previous">The same figure the year before, or null when there is none.</param>
public sealed record Figure(Text Label, decimal Value, string? Unit, string? Period = null, decimal? Previous = null)
{
    /// <summary>One sentence that says how the figure is counted.</summary>
    public Text? Reading { get; init; }

    /// <summary>The reference data that this figure was counted with; null when none.</summary>
    public IReadOnlyList<Factor>? Factors { get; init; }
}

/// <summary>One series of a chart.</summary>
/// <param name="Label">What it measures.</param>
/// <param name="Unit">UCUM.</param>
/// <param name="By"><c>day</c>, <c>month</c> or <c>year</c>; or <c>week</c> for the hours of a week, which are shown as a heat-map.</param>
/// <param name="Points">In order of time; a period without data is left out, not zero.</param>
public sealed record Series(Text Label, string? Unit, string By, IReadOnlyList<Point> Points);

/// <summary>One point.</summary>
/// <param name="Period">ISO 8601 date, month or year; by <c>week</c> the weekday, Monday being 1, and the hour: <c>1T18</c>.</param>
/// <param name="Value">The figure.</param>
/// <param name="Previous">The same period the year before, or null.</param>
public sealed record Point(string Period, decimal Value, decimal? Previous = null);

/// <summary>From which records an insight comes, and with what help.</summary>
/// <param name="Type">The record type.</param>
/// <param name="Count">How many records.</param>
/// <param name="From">Start of the first, as a date.</param>
/// <param name="To">Start of the last, as a date.</param>
/// <param name="Factors">The reference data used.</param>
public sealed record Basis(string Type, long Count, string? From, string? To, IReadOnlyList<Factor> Factors)
{
    /// <summary>Conditions <c>/path:eq:value</c> that tell its records from others of the type, on fields that name their values; null for all of them. The figures open these.</summary>
    public IReadOnlyList<string>? Where { get; init; }
}

/// <summary>One value of reference data that was used.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">UCUM, for instance <c>kg/kW.h</c>.</param>
/// <param name="Source">Who publishes it, with the document's name.</param>
/// <param name="Dated">ISO 8601 date or year of the value.</param>
public sealed record Factor(Text Label, decimal Value, string Unit, string Source, string Dated);
