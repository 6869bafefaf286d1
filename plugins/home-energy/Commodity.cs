using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>Something that is delivered through a meter, its words and its factors.</summary>
/// <param name="Id">As the record type names it.</param>
/// <param name="Type">The record type that holds it.</param>
/// <param name="Value">The field that says how much, as a pointer.</param>
/// <param name="Unit">UCUM.</param>
/// <param name="Used">What the home drew.</param>
internal sealed record Commodity(string Id, string Type, string Value, string Unit, Text Used)
{
    public const string Energy = "energy.consumption", Water = "water.consumption";

    private const string KilowattHours = "kW.h", CubicMetres = "m3";

    public static readonly Commodity[] All =
    [
        new("electricity", Energy, "/energy", KilowattHours, new("Electricity used", "Électricité consommée"))
        {
            Given = new("Electricity given to the grid", "Électricité donnée au réseau"),
            Factors = "electricity-fr.json",
            Footprint = new("Footprint of the electricity", "Empreinte de l'électricité"),
        },
        new("gas", Energy, "/energy", KilowattHours, new("Gas used", "Gaz consommé"))
        {
            Given = new("Gas given to the grid", "Gaz donné au réseau"),
            Factors = "gas-fr.json",
            Footprint = new("Footprint of the gas", "Empreinte du gaz"),
        },
        new("heat", Energy, "/energy", KilowattHours, new("Heat used", "Chaleur consommée")) { Given = new("Heat given to the network", "Chaleur donnée au réseau") },
        new("drinking-water", Water, "/volume", CubicMetres, new("Drinking water used", "Eau potable consommée")),
        new("other-water", Water, "/volume", CubicMetres, new("Water not for drinking used", "Eau non potable consommée")),
        new("wastewater", Water, "/volume", CubicMetres, new("Wastewater", "Eaux usées")),
    ];

    /// <summary>How fast it flows, in words, and in UCUM.</summary>
    public Text Rate => Unit == CubicMetres ? new("m³ an hour", "m³ par heure") : new("kW", "kW");

    public string RateUnit => Unit == CubicMetres ? "m3/h" : "kW";

    public Text Week => new($"Hours of the week: {Lower(Used.En)}", $"Heures de la semaine\u00a0: {Lower(Used.Fr)}");

    public Text Cost => new($"Cost: {Lower(Used.En)}", $"Coût\u00a0: {Lower(Used.Fr)}");

    public Text Unusual => new($"Unusual days: {Lower(Used.En)}", $"Jours inhabituels\u00a0: {Lower(Used.Fr)}");

    /// <summary>What the home gave back; water has no such direction.</summary>
    public Text? Given { get; init; }

    /// <summary>The table of reference data, or null where there is no one factor: each heat network has its own.</summary>
    public string? Factors { get; init; }

    /// <summary>What was used, in greenhouse gases.</summary>
    public Text? Footprint { get; init; }

    /// <summary>What tells its records from others of the type.</summary>
    public IReadOnlyList<string> Where(string direction, string? series = null) =>
    [
        $"/commodity:eq:{Id}",
        .. Given is null ? Array.Empty<string>() : [$"/direction:eq:{direction}"],
        .. series is null ? Array.Empty<string>() : [$"/series:eq:{series}"],
    ];

    public Text Title(string direction) => direction == DailyUse.Delivered ? Used : Given ?? Used;

    private static string Lower(string words) => char.ToLowerInvariant(words[0]) + words[1..];
}
