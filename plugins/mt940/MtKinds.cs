using System.Collections.Frozen;

namespace Hub.Plugins.Mt940;

/// <summary>The banks' codes in the words of the record type.</summary>
internal static class MtKinds
{
    /// <summary>SWIFT's transaction types.</summary>
    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        ["TRF"] = "credit-transfer",
        ["CLR"] = "credit-transfer",
        ["STO"] = "standing-order",
        ["DDT"] = "direct-debit",
        ["CHK"] = "cheque",
        ["CHG"] = "fee",
        ["COM"] = "fee",
        ["BRF"] = "fee",
        ["INT"] = "interest",
        ["DIV"] = "dividend",
        ["CMI"] = "credit-transfer",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The German banks' codes of business (Geschäftsvorfallcode), which say more.</summary>
    private static readonly FrozenDictionary<string, string> Codes = new Dictionary<string, string>
    {
        ["004"] = "direct-debit",
        ["005"] = "direct-debit",
        ["008"] = "standing-order",
        ["020"] = "credit-transfer",
        ["051"] = "credit-transfer",
        ["052"] = "standing-order",
        ["053"] = "credit-transfer",
        ["082"] = "cash",
        ["083"] = "cash",
        ["101"] = "cheque",
        ["102"] = "cheque",
        ["104"] = "direct-debit",
        ["105"] = "direct-debit",
        ["106"] = "card",
        ["107"] = "direct-debit",
        ["116"] = "credit-transfer",
        ["117"] = "standing-order",
        ["119"] = "credit-transfer",
        ["152"] = "standing-order",
        ["153"] = "credit-transfer",
        ["166"] = "credit-transfer",
        ["169"] = "credit-transfer",
        ["177"] = "credit-transfer",
        ["191"] = "credit-transfer",
        ["805"] = "fee",
        ["808"] = "fee",
        ["814"] = "interest",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The kind of operation, or null when the bank declares none that is known.</summary>
    public static string? Of(string type, string? code) => Codes.GetValueOrDefault(code ?? "") ?? Types.GetValueOrDefault(type);
}
