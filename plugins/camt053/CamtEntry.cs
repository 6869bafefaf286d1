using System.Globalization;
using System.Text.Json;
using Hub.Plugins.Bank;
using Hub.Sdk;

namespace Hub.Plugins.Camt053;

/// <summary>
/// One entry as a bank operation: what moved the account, whether it stands for one transaction or for many. Made when the entry closes, and written
/// before the next one opens.
/// </summary>
internal sealed class CamtEntry(CamtBlock block, CamtDetails details, CamtStatement statement)
{
    private const int LongestLabel = 1000, LongestMemo = 10_000;
    private readonly DateOnly? _booked = CamtValues.Day(block.First("BookgDt/Dt", "BookgDt/DtTm"));
    private readonly DateOnly? _valued = CamtValues.Day(block.First("ValDt/Dt", "ValDt/DtTm"));
    private readonly decimal? _amount = CamtValues.Signed(block);
    private readonly string? _currency = CamtValues.Currency(block["Amt/@Ccy"]) ?? statement.Currency;
    private readonly CamtDetail? _only = details.Only;

    public string? Reference => ReferenceOf(block, _only?.AccountReference);

    /// <summary>Whether the reference can be its own: an entry that takes an earlier one back may bear that one's, and must not take its place.</summary>
    public bool IsReferenceOwn => !IsReversal(block);

    /// <summary>What tells it from others when no reference does.</summary>
    public string Likeness => string.Create(CultureInfo.InvariantCulture, $"{statement.Scope}\n{Day:yyyyMMdd}\n{_amount:0.############################}\n{_currency}\n{TextFolding.Fold(Label ?? "")}");

    // A notification may leave both dates out: the day on which the bank wrote it is then the nearest that it says.
    private DateOnly? Day => _booked ?? _valued ?? _only?.Made ?? _only?.Settled ?? CamtValues.Day(statement.Produced);

    private string? Label => Texts.FirstOrDefault(text => text is { Length: > 0 });

    /// <summary>What the bank says of it, the plainest first.</summary>
    private string?[] Texts => [block["AddtlNtryInf"], _only?.Remittance, _only?.Information, _only?.Counterparty, _only?.Structured, block.First("NtryDtls/Btch/PmtInfId", "NtryDtls/Btch/MsgId"), block["BkTxCd/Prtry/Cd"]];

    private string? Memo => string.Join('\n', new[] { _only?.Remittance, _only?.Structured, _only?.Information, details.Lines, IsReversal(block) ? "RvslInd" : null }
        .Where(text => text is { Length: > 0 } && text != Label).Distinct());

    /// <summary>Version 8 wrote the status into a choice. Who leaves it out speaks of what was booked.</summary>
    public static bool IsBooked(CamtBlock block) => block.First("Sts", "Sts/Cd") is null or "BOOK";

    /// <summary>Whether an entry takes an earlier one back. Its own sign stands in <c>CdtDbtInd</c> all the same.</summary>
    public static bool IsReversal(CamtBlock block) => block["RvslInd"] is "true" or "1";

    /// <summary>Whether the other party is the debtor. The parties of a reversal are those of the entry that it takes back.</summary>
    public static bool IsFromOther(CamtBlock block) => block["CdtDbtInd"] == "CRDT" != IsReversal(block);

    public static string? ReferenceOf(CamtBlock entry, string? inOnlyDetail) => CamtValues.Reference(entry["AcctSvcrRef"]) ?? CamtValues.Reference(inOnlyDetail);

    /// <summary>Why it cannot be saved, or null.</summary>
    public Text? Fault() =>
        !IsBooked(block) ? new Text("The entry is not booked yet (pending, or for information): it will come with the statement in which the bank books it.", "L'écriture n'est pas encore comptabilisée (en attente, ou pour information)\u00a0: elle viendra avec le relevé où la banque la comptabilise.")
        : block["CdtDbtInd"] is not ("CRDT" or "DBIT") ? new Text("Whether it is a credit or a debit (CdtDbtInd) is missing.", "Le sens, crédit ou débit (CdtDbtInd), manque.")
        : _amount is null ? new Text("The amount (Amt) is not a number such as 12.34.", "Le montant (Amt) n'est pas un nombre comme 12.34.")
        : _currency is null ? new Text("The currency (Ccy) is missing.", "La devise (Ccy) manque.")
        : Day is null ? new Text("The booking date (BookgDt) is missing, or is not a date such as 2024-01-31.", "La date comptable (BookgDt) manque, ou n'est pas une date comme 2024-01-31.")
        : null;

    /// <param name="data">Where it goes.</param>
    /// <param name="occurrence">Which of the equal lines it is, when its reference does not identify it; null when it does.</param>
    public void Write(Utf8JsonWriter data, int? occurrence)
    {
        data.WriteString("account", statement.Account);
        data.WriteText("reference", occurrence is null ? Reference : null);
        data.WriteDay("bookingDate", Day);
        data.WriteDay("valueDate", _valued);
        data.WriteDay("transactionDate", _only?.Made);
        data.WriteNumber("amount", _amount!.Value);
        data.WriteText("currency", _currency);
        data.WriteText("label", Label, LongestLabel);
        data.WriteText("memo", Memo, LongestMemo);
        data.WriteText("kind", CamtKinds.Operation(block["BkTxCd/Domn/Fmly/Cd"], block["BkTxCd/Domn/Fmly/SubFmlyCd"]) ?? CamtKinds.Operation(_only?.Family, _only?.SubFamily));
        data.WriteText("counterparty", _only?.Counterparty, LongestLabel);
        data.WriteText("counterpartyAccount", _only?.CounterpartyAccount);
        data.WriteText("chequeNumber", _only?.ChequeNumber);
        data.WriteText("bankReference", _only?.Reference ?? CamtValues.Reference(block["NtryRef"]) ?? (occurrence is null ? null : Reference));
        WriteOrigin(data);
        if (occurrence is { } nth)
        {
            data.WriteNumber("occurrence", nth);
        }
    }

    private void WriteOrigin(Utf8JsonWriter data)
    {
        var currency = CamtValues.Currency(block.First("AmtDtls/InstdAmt/Amt/@Ccy", "AmtDtls/TxAmt/Amt/@Ccy")) ?? _only?.OriginalCurrency;
        data.WriteText("originalCurrency", currency == _currency ? null : currency);
        if ((CamtValues.Amount(block.First("AmtDtls/InstdAmt/CcyXchg/XchgRate", "AmtDtls/TxAmt/CcyXchg/XchgRate")) ?? _only?.Rate) is { } rate)
        {
            data.WriteNumber("exchangeRate", rate);
        }
    }
}
