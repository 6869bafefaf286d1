namespace Hub.Plugins.Camt053;

/// <summary>One transaction below an entry.</summary>
internal sealed class CamtDetail
{
    private const string Parties = "RltdPties/";

    /// <param name="block">It is read now: it holds another one when the next transaction comes.</param>
    /// <param name="fromOther">Whether the other party is the one that paid.</param>
    public CamtDetail(CamtBlock block, bool fromOther)
    {
        var (side, ultimate, account) = fromOther ? ("Dbtr", "UltmtDbtr", "DbtrAcct") : ("Cdtr", "UltmtCdtr", "CdtrAcct");
        Counterparty = NameOf(block, side) ?? NameOf(block, ultimate);
        CounterpartyAccount = block.First($"{Parties}{account}/Id/IBAN", $"{Parties}{account}/Id/Othr/Id", $"{Parties}{account}/Id/BBAN", $"{Parties}{account}/Id/PrtryAcct/Id");
        AccountReference = block["Refs/AcctSvcrRef"];
        Reference = References.Select(path => CamtValues.Reference(block[path])).FirstOrDefault(reference => reference is not null);
        ChequeNumber = CamtValues.Reference(block["Refs/ChqNb"]);
        Remittance = block["RmtInf/Ustrd"];
        Structured = block.First("RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/CdtrRefInf/CdtrRef");
        Information = block["AddtlTxInf"] ?? block["RmtInf/Strd/AddtlRmtInf"];
        Family = block["BkTxCd/Domn/Fmly/Cd"];
        SubFamily = block["BkTxCd/Domn/Fmly/SubFmlyCd"];
        Made = CamtValues.Day(block.First("RltdDts/TxDtTm", "RltdDts/AccptncDtTm"));
        Settled = CamtValues.Day(block.First("RltdDts/IntrBkSttlmDt"));
        OriginalCurrency = CamtValues.Currency(block.First("AmtDtls/InstdAmt/Amt/@Ccy", "AmtDtls/TxAmt/Amt/@Ccy"));
        Rate = CamtValues.Amount(block.First("AmtDtls/InstdAmt/CcyXchg/XchgRate", "AmtDtls/TxAmt/CcyXchg/XchgRate", "AmtDtls/CntrValAmt/CcyXchg/XchgRate"));
        Amount = block.First("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt") is { } amount ? $"{amount} {block.First("Amt/@Ccy", "AmtDtls/TxAmt/Amt/@Ccy", "AmtDtls/InstdAmt/Amt/@Ccy")}".TrimEnd() : null;
    }

    private static readonly string[] References = ["Refs/EndToEndId", "Refs/InstrId", "Refs/TxId", "Refs/UETR", "Refs/MndtId", "Refs/PmtInfId", "Refs/Prtry/Ref", "Refs/MsgId"];

    public string? Counterparty { get; }

    public string? CounterpartyAccount { get; }

    /// <summary>The bank's reference of it within the account.</summary>
    public string? AccountReference { get; }

    /// <summary>A reference by one of the parties.</summary>
    public string? Reference { get; }

    public string? ChequeNumber { get; }

    public string? Remittance { get; }

    public string? Structured { get; }

    public string? Information { get; }

    public string? Family { get; }

    public string? SubFamily { get; }

    public DateOnly? Made { get; }

    public DateOnly? Settled { get; }

    public string? OriginalCurrency { get; }

    public decimal? Rate { get; }

    /// <summary>As the line of one among several.</summary>
    public string Line => string.Join(" · ", new[] { Amount, Counterparty, CounterpartyAccount, Remittance ?? Structured, Reference, Information }.Where(part => part is not null));

    private string? Amount { get; }

    // By version the name stands in Pty, in an agent, or directly.
    private static string? NameOf(CamtBlock block, string side) => block.First($"{Parties}{side}/Nm", $"{Parties}{side}/Pty/Nm", $"{Parties}{side}/Agt/FinInstnId/Nm");
}
