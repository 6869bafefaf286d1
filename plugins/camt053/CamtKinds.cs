using System.Collections.Frozen;

namespace Hub.Plugins.Camt053;

/// <summary>ISO 20022's codes in the words of the record types.</summary>
internal static class CamtKinds
{
    /// <summary>Families of bank transaction codes (<c>BkTxCd/Domn/Fmly/Cd</c>).</summary>
    private static readonly FrozenDictionary<string, string> Families = new Dictionary<string, string>
    {
        ["RCDT"] = "credit-transfer",
        ["ICDT"] = "credit-transfer",
        ["RRCT"] = "credit-transfer",
        ["IRCT"] = "credit-transfer",
        ["RDDT"] = "direct-debit",
        ["IDDT"] = "direct-debit",
        ["RCHQ"] = "cheque",
        ["ICHQ"] = "cheque",
        ["CCRD"] = "card",
        ["MCRD"] = "card",
        ["CNTR"] = "cash",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Sub-families, which say more than the family.</summary>
    private static readonly FrozenDictionary<string, string> SubFamilies = new Dictionary<string, string>
    {
        ["CHRG"] = "fee",
        ["FEES"] = "fee",
        ["COMM"] = "fee",
        ["COME"] = "fee",
        ["INTR"] = "interest",
        ["CWDL"] = "cash",
        ["CDPT"] = "cash",
        ["STDO"] = "standing-order",
        ["DVCA"] = "dividend",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Accounts = new Dictionary<string, string>
    {
        ["CACC"] = "current",
        ["TRAN"] = "current",
        ["CURR"] = "current",
        ["SVGS"] = "savings",
        ["LLSV"] = "savings",
        ["ONDP"] = "term-deposit",
        ["LOAN"] = "loan",
        ["ODFT"] = "credit",
        ["TRAS"] = "investment",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The kind of operation, or null when the bank declares none that is known.</summary>
    public static string? Operation(string? family, string? subFamily) =>
        SubFamilies.GetValueOrDefault(subFamily ?? "") ?? Families.GetValueOrDefault(family ?? "");

    /// <summary>The kind of account, or null.</summary>
    public static string? Account(string? code) => Accounts.GetValueOrDefault(code ?? "");
}
