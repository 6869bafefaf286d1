namespace Hub.Sdk;

/// <summary>A sentence for a person, in the two languages of the hub.</summary>
/// <param name="En">English.</param>
/// <param name="Fr">French.</param>
public sealed record Text(string En, string Fr)
{
    /// <summary>The sentence in a language; English for any but <c>fr</c>.</summary>
    /// <param name="language">A BCP 47 language tag.</param>
    public string In(string language) => language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? Fr : En;
}
