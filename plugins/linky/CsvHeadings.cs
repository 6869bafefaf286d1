using Hub.Sdk;

namespace Hub.Plugins.Linky;

/// <summary>The words by which the tables of an Enedis file are known, as folded: case and accents do not count.</summary>
internal static class CsvHeadings
{
    /// <summary>First cell of the line above the meter's description.</summary>
    public static readonly string[] Meter = ["identifiant prm", "prm", "identifiant pdl", "pdl", "identifiant prm/pdl", "point de livraison", "usage_point_id"];

    /// <summary>First cell of the line above the readings.</summary>
    public static readonly string[] Readings = ["horodate", "horodatage", "date et heure", "date/heure", "date heure"];

    /// <summary>First cell of the line above the supplier's calendars.</summary>
    public static readonly string[] Calendars = ["periode"];

    public const string Direction = "grandeur metier", Stage = "etape metier", Unit = "unite", Step = "pas en minutes", Data = "type de donnees", Quantity = "grandeur physique", Kind = "type de releve";

    /// <summary>Words in a description that mean that the home gives energy to the grid.</summary>
    public static readonly string[] Received = ["production", "injection", "injectee"];

    /// <summary>Words that mean another quantity than energy.</summary>
    public static readonly string[] NotEnergy = ["puissance max", "reactive", "tension"];

    public static string Fold(string cell) => TextFolding.Fold(cell);

    public static string Quality(string? stage)
    {
        var folded = Fold(stage ?? "");
        return folded.Contains("estim") ? "estimated" : folded.Contains("corrig") ? "corrected" : "measured";
    }
}
