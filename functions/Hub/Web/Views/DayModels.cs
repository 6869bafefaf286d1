namespace Hub.Web.Views;

/// <summary>What a day holds, across types.</summary>
public sealed record DayModel(DateOnly Day)
{
    /// <summary>That it is longer or shorter than others; null for a usual day.</summary>
    public string? Length { get; init; }

    /// <summary>What is measured again and again, summed up.</summary>
    public IReadOnlyList<DayMeasured> Measured { get; init; } = [];

    /// <summary>What has an hour, in order of time, whatever its type.</summary>
    public IReadOnlyList<DayLine> Timed { get; init; } = [];

    /// <summary>What belongs to the day as a whole, by type.</summary>
    public IReadOnlyList<DayGroup> AllDay { get; init; } = [];

    /// <summary>Types of which not all is shown.</summary>
    public IReadOnlyList<ChoiceModel> More { get; init; } = [];

    /// <summary>The days from the first to the last of which the vault holds anything: beyond them no link leads.</summary>
    public (DateOnly First, DateOnly Last)? Span { get; init; }

    public DateOnly? Before => Span is { } span && Day > span.First && Day <= span.Last ? Day.AddDays(-1) : null;

    public DateOnly? After => Span is { } span && Day >= span.First && Day < span.Last ? Day.AddDays(1) : null;

    /// <summary>The nearest days that hold something, asked for where this one holds nothing.</summary>
    public DateOnly? Earlier { get; init; }

    public DateOnly? Later { get; init; }

    public bool IsEmpty => Measured.Count == 0 && Timed.Count == 0 && AllDay.Count == 0;
}

public sealed record DayMeasured(string Label, string Icon, IReadOnlyList<FigureModel> Figures, IReadOnlyList<ChartModel> Charts, string Address, string Basis);

/// <param name="Figures">What the day's records come to, where that can be added up.</param>
public sealed record DayGroup(string Label, string Icon, IReadOnlyList<FigureModel> Figures, IReadOnlyList<DayLine> Lines);

/// <param name="Under">Of which type it is, and what else is known.</param>
/// <param name="Value">What is measured of it.</param>
public sealed record DayLine(string Title, string Address, string Icon, string? Time, string Under, string? Value);
