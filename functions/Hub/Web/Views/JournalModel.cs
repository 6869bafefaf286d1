namespace Hub.Web.Views;

public sealed record JournalModel
{
    public required IReadOnlyList<JournalLine> Lines { get; init; }

    public required IReadOnlyList<ChoiceModel> Actors { get; init; }

    public required IReadOnlyList<ChoiceModel> Types { get; init; }

    public string? Who { get; init; }

    public string? Type { get; init; }

    /// <summary>The number from which earlier lines go on.</summary>
    public long? Older { get; init; }
}

/// <param name="What">"read 1,488 of Energy consumption".</param>
public sealed record JournalLine(string When, string Who, string What, TableCell Why);
