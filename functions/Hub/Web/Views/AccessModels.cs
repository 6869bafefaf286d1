namespace Hub.Web.Views;

/// <summary>Who opens which vault.</summary>
public sealed record AccessesModel
{
    /// <summary>Who else opens the vault in view; shown to its owner.</summary>
    public required IReadOnlyList<GivenView> Given { get; init; }

    /// <summary>The vaults of others that the person opens.</summary>
    public required IReadOnlyList<OpenedView> Opened { get; init; }

    /// <summary>Null unless the person runs the hub.</summary>
    public IReadOnlyList<ChildView>? Children { get; init; }

    public FormModel Form { get; init; } = new();

    public FormModel ChildForm { get; init; } = new();

    /// <summary>What was just done.</summary>
    public string? Said { get; init; }
}

/// <param name="Under">As what, and from when to when.</param>
public sealed record GivenView(string Account, string Under);

public sealed record OpenedView(string Vault, string Whose, string Under);

public sealed record ChildView(string Name, string Under);
