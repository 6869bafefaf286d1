using System.Collections.Frozen;

namespace Hub.Plugins.GreenButton.Readings;

/// <summary>What ESPI's numbers stand for in the record types. They are codes, so they are texts here: a fixture made of a real file keeps them.</summary>
internal static class Codes
{
    public const string Net = "4", Reverse = "19";
    private const string Measured = "measured", Estimated = "estimated", Corrected = "corrected";

    /// <summary>Amounts of a period: nothing said, differences and sums. The others are the standing of a meter, or a moment's value.</summary>
    public static readonly FrozenSet<string> Amounts = new[] { "0", "4", "9" }.ToFrozenSet();

    /// <summary>Nothing said, and normal. The others are averages, highs and lows.</summary>
    public static readonly FrozenSet<string> Normal = new[] { "0", "12" }.ToFrozenSet();

    private static readonly FrozenDictionary<string, string> Commodities = new Dictionary<string, string>
    {
        ["1"] = "electricity",
        ["2"] = "electricity",
        ["7"] = "gas",
        ["9"] = "drinking-water",
        ["10"] = "heat",
        ["11"] = "wastewater",
        ["12"] = "heat",
        ["14"] = "other-water",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Services = new Dictionary<string, string> { ["0"] = "electricity", ["1"] = "gas", ["2"] = "drinking-water", ["5"] = "heat" }.ToFrozenDictionary();

    // ISO 4217 numbers of the countries that use the format.
    private static readonly FrozenDictionary<string, string> Currencies = new Dictionary<string, string>
    {
        ["36"] = "AUD",
        ["124"] = "CAD",
        ["156"] = "CNY",
        ["208"] = "DKK",
        ["356"] = "INR",
        ["392"] = "JPY",
        ["410"] = "KRW",
        ["484"] = "MXN",
        ["554"] = "NZD",
        ["578"] = "NOK",
        ["702"] = "SGD",
        ["710"] = "ZAR",
        ["752"] = "SEK",
        ["756"] = "CHF",
        ["826"] = "GBP",
        ["840"] = "USD",
        ["978"] = "EUR",
        ["986"] = "BRL",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Qualities = new Dictionary<string, string>
    {
        ["0"] = Measured,
        ["7"] = Corrected,
        ["8"] = Estimated,
        ["9"] = Estimated,
        ["12"] = Estimated,
        ["14"] = Measured,
        ["17"] = Measured,
        ["18"] = Measured,
        ["19"] = Measured,
    }.ToFrozenDictionary();

    /// <summary>What flows, by the reading type, else by the service; null when neither says it, or it is none that the hub has a type for.</summary>
    public static string? Commodity(string? commodity, string? service) =>
        commodity is not (null or "0") and var named ? Commodities.GetValueOrDefault(named) : service is { } kind ? Services.GetValueOrDefault(kind) : null;

    public static bool IsWater(string commodity) => commodity is "drinking-water" or "other-water" or "wastewater";

    public static string? Currency(string? number) => number is { } known ? Currencies.GetValueOrDefault(known) : null;

    /// <summary>The least good of several.</summary>
    public static string? Quality(IReadOnlyList<string> numbers)
    {
        var known = numbers.Select(number => Qualities.GetValueOrDefault(number)).ToList();
        return known.Contains(Estimated) ? Estimated : known.Contains(Corrected) ? Corrected : known.Contains(null) ? null : known.FirstOrDefault();
    }
}
