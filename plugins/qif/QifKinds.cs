using System.Collections.Frozen;

namespace Hub.Plugins.Qif;

/// <summary>QIF's words in those of the record types.</summary>
internal static class QifKinds
{
    private static readonly FrozenSet<string> Lists = FrozenSet.ToFrozenSet(["Cat", "Class", "Memorized", "Security", "Prices", "Bill", "Budget", "Tag", "Tax", "Template", "InvItem", "Invoice"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Accounts = new Dictionary<string, string>
    {
        ["Bank"] = "current",
        ["Cash"] = "other",
        ["CCard"] = "card",
        ["Oth A"] = "other",
        ["Oth L"] = "loan",
        ["Invst"] = "investment",
        ["Port"] = "investment",
        ["401(k)/403(b)"] = "investment",
        ["Mutual"] = "investment",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What some programs write where the number of a cheque stands.</summary>
    private static readonly FrozenDictionary<string, string> Operations = new Dictionary<string, string>
    {
        ["ATM"] = "cash",
        ["DEP"] = "deposit",
        ["Deposit"] = "deposit",
        ["EFT"] = "credit-transfer",
        ["TXFR"] = "credit-transfer",
        ["XFER"] = "credit-transfer",
        ["Transfer"] = "credit-transfer",
        ["CARD"] = "card",
        ["POS"] = "card",
        ["DD"] = "direct-debit",
        ["SO"] = "standing-order",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Actions of an investment account that move its cash, with the sign that they give to the amount; 0 leaves the sign as it is written.</summary>
    private static readonly FrozenDictionary<string, (int Sign, string Kind)> Cash = new Dictionary<string, (int, string)>
    {
        ["Cash"] = (0, "other"),
        ["XIn"] = (1, "credit-transfer"),
        ["XOut"] = (-1, "credit-transfer"),
        ["ContribX"] = (1, "credit-transfer"),
        ["WithdrwX"] = (-1, "credit-transfer"),
        ["Div"] = (1, "dividend"),
        ["IntInc"] = (1, "interest"),
        ["MargInt"] = (-1, "interest"),
        ["MiscInc"] = (1, "other"),
        ["MiscExp"] = (-1, "other"),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the records behind <c>!Type:</c> are. An unknown word is a bank's own for its accounts.</summary>
    public static QifSection Section(string type) =>
        Lists.Contains(type) ? QifSection.List
        : type.StartsWith("Invst", StringComparison.OrdinalIgnoreCase) || type.Equals("Port", StringComparison.OrdinalIgnoreCase) ? QifSection.Investments
        : QifSection.Operations;

    /// <summary>The kind of account, or null.</summary>
    public static string? Account(string? type) => Accounts.GetValueOrDefault(type ?? "");

    /// <summary>The kind of operation, or null.</summary>
    public static string? Operation(string? number) => Operations.GetValueOrDefault(number ?? "");

    /// <summary>How an investment account's action moves its cash; null when it is about securities.</summary>
    public static (int Sign, string Kind)? Action(string? action) => Cash.TryGetValue(action ?? "", out var found) ? found : null;
}
