using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Vaults;

namespace Hub.Web.Views;

/// <param name="Today">The day that is offered first to those who ask for a day.</param>
public sealed record DataModel(IReadOnlyList<DomainView> Domains, DateOnly? Today = null);

public sealed record DomainView(string Icon, string Label, IReadOnlyList<TypeLine> Types);

/// <param name="Span">"1 January 2024 to 31 October 2026".</param>
public sealed record TypeLine(string Label, string Address, string Count, string? Span);

/// <summary>A type's page: figures, chart, then the first records.</summary>
public sealed record TypePageModel
{
    public required RecordType Type { get; init; }

    public required Period Period { get; init; }

    /// <summary>Periods to choose from; the one shown is marked.</summary>
    public IReadOnlyList<Period> Periods { get; init; } = [];

    public IReadOnlyList<FigureModel> Figures { get; init; } = [];

    public IReadOnlyList<ChartModel> Charts { get; init; } = [];

    /// <summary>"From 1,488 records, 1 to 31 October 2026, Linky."</summary>
    public required string Basis { get; init; }

    public required RecordListModel Records { get; init; }

    /// <summary>What a chart of many things can show: each value with its label.</summary>
    public IReadOnlyList<ChoiceModel> Groups { get; init; } = [];

    public string? Group { get; init; }
}

/// <summary>A page of records with what it was asked by; filters travel in forms, since addresses are logged.</summary>
public sealed record RecordListModel
{
    public required RecordType Type { get; init; }

    public required IReadOnlyList<StoredRecord> Items { get; init; }

    /// <summary>How many there are in all, where that is known without counting.</summary>
    public long? Total { get; init; }

    public bool IsPreview { get; init; }

    public string? Next { get; init; }

    public FormModel Filter { get; init; } = new();

    public IReadOnlyList<RecordField> FilterFields { get; init; } = [];

    public Period? Period { get; init; }
}

/// <summary>One record with where it comes from.</summary>
public sealed record RecordModel
{
    public required RecordType Type { get; init; }

    public required StoredRecord Record { get; init; }

    /// <summary>Name of the plug-in that read it, or null when the person wrote it.</summary>
    public string? Plugin { get; init; }

    /// <summary>The person wrote it themself.</summary>
    public bool IsOwn { get; init; }

    public Run? Run { get; init; }

    public KeptFileView? File { get; init; }

    /// <summary>Records of other sources that may tell the same.</summary>
    public IReadOnlyList<TwinView> Twins { get; init; } = [];
}

/// <summary>A record in a form, to say otherwise than its holder.</summary>
/// <param name="Fixed">Fields that tell which record it is, or when it happened.</param>
public sealed record CorrectModel(RecordType Type, StoredRecord Record, IReadOnlySet<string> Fixed, FormModel Form);

/// <param name="Source">Who gave it; null when the person wrote it.</param>
public sealed record TwinView(string Title, string Address, string? Source);

public sealed record KeptFileView(string Name, string Size, string Address);
