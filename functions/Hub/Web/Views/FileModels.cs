namespace Hub.Web.Views;

/// <summary>A file that was given to the hub, and what came from it.</summary>
public sealed record FilePageModel
{
    public required string Hash { get; init; }

    public required string Name { get; init; }

    /// <summary>Its size, and since when it is there.</summary>
    public required string Under { get; init; }

    /// <summary>How many records of each type came from it.</summary>
    public required TableModel Records { get; init; }

    /// <summary>Nothing but the document that it is came from it.</summary>
    public bool IsOnlyKept { get; init; }

    /// <summary>Those that can be undone.</summary>
    public IReadOnlyList<RunView> Imports { get; init; } = [];

    /// <summary>Null for a file of which nothing stands.</summary>
    public ReadAgainView? ReadAgain { get; init; }

    public FormModel Form { get; init; } = new();
}
