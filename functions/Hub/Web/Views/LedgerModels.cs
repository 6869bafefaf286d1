namespace Hub.Web.Views;

/// <summary>What left the house in a month, by plug-in and host.</summary>
public sealed record LedgerModel
{
    public required DateOnly Month { get; init; }

    public required IReadOnlyList<FigureModel> Figures { get; init; }

    /// <summary>Null when nothing left.</summary>
    public TableModel? Table { get; init; }

    /// <summary>The months before and after, where there is anything to see.</summary>
    public DateOnly? Before { get; init; }

    public DateOnly? After { get; init; }
}

/// <summary>The calls of one plug-in to one host in a month.</summary>
public sealed record LedgerCallsModel(DateOnly Month, string Plugin, string Host, TableModel Table, string? Older);
