using System.Text.Json;
using Hub.Sdk;

namespace Hub.Plugins.Ofx;

/// <summary>One transaction of the file as a bank operation.</summary>
internal sealed class OfxOperation(OfxBlock block, OfxStatement statement)
{
    private readonly DateOnly? _booked = OfxDate.Find(block["DTPOSTED"]);
    private readonly decimal? _amount = OfxAmount.Find(block["TRNAMT"]);
    private readonly string? _currency = OwnCurrency(block) ?? statement.Currency;

    public string? BankReference => block["FITID"];

    /// <summary>What tells it from others when no reference does.</summary>
    public string Likeness => $"{statement.Ordinal}\n{_booked:yyyyMMdd}\n{_amount:0.############################}\n{_currency}\n{TextFolding.Fold(Label ?? "")}";

    private string? Label => block["NAME"] ?? block["PAYEE.NAME"] ?? block["EXTDPAYEE.NAME"] ?? block["EXTDNAME"] ?? block["MEMO"];

    /// <summary>
    /// The currency that the amount is in, where the transaction says so. With <c>ORIGCURRENCY</c> the bank has already converted the amount
    /// into the account's currency; with <c>CURRENCY</c> it has not.
    /// </summary>
    public static string? OwnCurrency(OfxBlock block) => OfxStatement.Code(block["CURRENCY.CURSYM"] ?? block["CURRENCY"]);

    /// <summary>Why it cannot be saved, or null.</summary>
    public Text? Fault() =>
        block["DTPOSTED"] is null ? new Text("The booking date (DTPOSTED) is missing.", "La date comptable (DTPOSTED) manque.")
        : _booked is null ? new Text("The booking date (DTPOSTED) is not a date such as 20240131.", "La date comptable (DTPOSTED) n'est pas une date comme 20240131.")
        : block["TRNAMT"] is null ? new Text("The amount (TRNAMT) is missing.", "Le montant (TRNAMT) manque.")
        : _amount is null ? new Text("The amount (TRNAMT) is not a number such as -12.34.", "Le montant (TRNAMT) n'est pas un nombre comme -12,34.")
        : null;

    /// <param name="data">Where it goes.</param>
    /// <param name="occurrence">Which of the equal lines it is, when its reference does not identify it; null when it does.</param>
    public void Write(Utf8JsonWriter data, int? occurrence)
    {
        data.WriteString("account", statement.Account);
        data.WriteText("reference", occurrence is null ? BankReference : null);
        data.WriteDay("bookingDate", _booked);
        data.WriteDay("valueDate", OfxDate.Find(block["DTAVAIL"] ?? block["VALUEDATE"]));
        data.WriteDay("transactionDate", OfxDate.Find(block["DTUSER"]));
        data.WriteNumber("amount", _amount!.Value);
        data.WriteText("currency", _currency);
        data.WriteText("label", Label);
        data.WriteText("memo", block["MEMO"] == Label ? null : block["MEMO"]);
        data.WriteText("kind", OfxKinds.Operation(block["TRNTYPE"]));
        data.WriteText("counterparty", block["PAYEE.NAME"] ?? block["EXTDPAYEE.NAME"] ?? block["EXTDNAME"]);
        data.WriteText("counterpartyAccount", block["BANKACCTTO.ACCTID"] ?? block["CCACCTTO.ACCTID"]);
        data.WriteText("chequeNumber", block["CHECKNUM"]?.Trim('0') is { Length: > 0 } ? block["CHECKNUM"] : null);
        data.WriteText("bankReference", block["REFNUM"] ?? (occurrence is null ? null : BankReference));
        data.WriteText("category", block["CATEGORY"]);
        data.WriteText("merchantCategory", block["SIC"] is { Length: 3 or 4 } code && code.All(char.IsAsciiDigit) ? code : null);
        if (block["ORIGCURRENCY.CURSYM"] is { } original && OfxStatement.Code(original) is { } foreign)
        {
            data.WriteString("originalCurrency", foreign);
        }

        if (OfxAmount.Find(block["ORIGCURRENCY.CURRATE"] ?? block["CURRENCY.CURRATE"]) is { } rate)
        {
            data.WriteNumber("exchangeRate", rate);
        }

        if (OfxAmount.Find(block["ACCTBAL"]) is { } balance)
        {
            data.WriteNumber("balanceAfter", balance);
        }

        if (occurrence is { } nth)
        {
            data.WriteNumber("occurrence", nth);
        }
    }
}
