using System.Collections.Frozen;

namespace Hub.Plugins.Ofx;

/// <summary>OFX's codes in the words of the record types.</summary>
internal static class OfxKinds
{
    private static readonly FrozenDictionary<string, string> Operations = new Dictionary<string, string>
    {
        ["CREDIT"] = "credit",
        ["DEBIT"] = "debit",
        ["INT"] = "interest",
        ["DIV"] = "dividend",
        ["FEE"] = "fee",
        ["SRVCHG"] = "fee",
        ["DEP"] = "deposit",
        ["ATM"] = "cash",
        ["CASH"] = "cash",
        ["POS"] = "card",
        ["XFER"] = "credit-transfer",
        ["DIRECTDEP"] = "credit-transfer",
        ["CHECK"] = "cheque",
        ["PAYMENT"] = "payment",
        ["DIRECTDEBIT"] = "direct-debit",
        ["REPEATPMT"] = "standing-order",
        ["HOLD"] = "hold",
        ["OTHER"] = "other",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Accounts = new Dictionary<string, string>
    {
        ["CHECKING"] = "current",
        ["SAVINGS"] = "savings",
        ["MONEYMRKT"] = "savings",
        ["CREDITLINE"] = "credit",
        ["CD"] = "term-deposit",
        ["CCSTMTRS"] = "card",
        ["INVSTMTRS"] = "investment",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The kind of operation, or null when the bank declares none that is known.</summary>
    public static string? Operation(string? code) => code is null ? null : Operations.GetValueOrDefault(code);

    /// <summary>The kind of account from <c>ACCTTYPE</c>, or from the kind of statement.</summary>
    public static string? Account(string? code, string statement) => Accounts.GetValueOrDefault(code ?? statement);
}
