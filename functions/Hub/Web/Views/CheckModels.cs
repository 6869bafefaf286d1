namespace Hub.Web.Views;

public sealed class CheckModel
{
    /// <summary>When the last one ended; null before the first.</summary>
    public string? At { get; init; }

    /// <summary>How many vaults it looked at.</summary>
    public int Vaults { get; init; }

    public IReadOnlyList<CheckCard> Cards { get; init; } = [];

    public bool IsAtWork { get; init; }

    /// <summary>When one was begun that has not ended.</summary>
    public string? Begun { get; init; }
}

/// <summary>One finding, in kinds and numbers.</summary>
/// <param name="Place">Whose vault, or the hub itself.</param>
/// <param name="Vault">Its id; null for the hub itself.</param>
/// <param name="Count">How many.</param>
/// <param name="Mends">What the button does; null where there is none.</param>
/// <param name="ToDo">What only a person can do.</param>
/// <param name="Backup">Which backup may hold it whole.</param>
/// <param name="Mended">When it was put right.</param>
public sealed record CheckCard(string Place, string? Vault, string Kind, string What, string Count, string? Mends, string? ToDo, string? Backup, string? Mended);
