namespace Hub.Plugins.Cards;

/// <summary>Where an item was found.</summary>
/// <param name="Account">Whose server account, or null for a file.</param>
/// <param name="Reference">The item's address on the server, or null for a file.</param>
/// <param name="Collection">The calendar's name, or null.</param>
internal sealed record Place(string? Account, string? Reference, string? Collection)
{
    public static Place File { get; } = new(null, null, null);

    /// <summary>Where an item stands, as it is shown beside a reason.</summary>
    public string At(int line) => Reference ?? $"line {line}";
}
