using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>A kind of energy, its words and its factors.</summary>
/// <param name="Id">As the record type names it.</param>
/// <param name="Factors">The table of reference data, or null where there is no one factor: each heat network has its own.</param>
/// <param name="Used">What the home drew from the grid.</param>
/// <param name="Given">What the home gave to the grid.</param>
/// <param name="Footprint">What was used, in greenhouse gases.</param>
internal sealed record Commodity(string Id, string? Factors, Text Used, Text Given, Text Footprint)
{
    public static readonly Commodity[] All =
    [
        new("electricity", "electricity-fr.json",
            new("Electricity used", "Électricité consommée"),
            new("Electricity given to the grid", "Électricité donnée au réseau"),
            new("Footprint of the electricity", "Empreinte de l'électricité")),
        new("gas", "gas-fr.json",
            new("Gas used", "Gaz consommé"),
            new("Gas given to the grid", "Gaz donné au réseau"),
            new("Footprint of the gas", "Empreinte du gaz")),
        new("heat", null,
            new("Heat used", "Chaleur consommée"),
            new("Heat given to the network", "Chaleur donnée au réseau"),
            new("Footprint of the heat", "Empreinte de la chaleur")),
    ];

    public Text Unusual => new($"Unusual days: {Lower(Used.En)}", $"Jours inhabituels\u00a0: {Lower(Used.Fr)}");

    public Text Title(string direction) => direction == DailyEnergy.Delivered ? Used : Given;

    private static string Lower(string words) => char.ToLowerInvariant(words[0]) + words[1..];
}
