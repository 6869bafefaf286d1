using System.Text.Json;
using Hub.Plugins.Bank;
using Hub.Sdk;

namespace Hub.Plugins.Camt053;

/// <summary>One statement, report or notification: the account, and what the bank says of it. Filled while the file is surveyed, used while its entries are saved.</summary>
internal sealed class CamtStatement(int line) : IStatement
{
    private static readonly string[] Booked = ["CLBD", "ITBD", "OPBD", "PRCD"], Available = ["CLAV", "ITAV", "OPAV"];
    private readonly Dictionary<string, CamtBalance> _balances = new(StringComparer.Ordinal);
    private readonly HashSet<string> _currencies = new(StringComparer.Ordinal);
    private decimal _sum;
    private bool _unread;

    public int Line => line;

    /// <summary>The account as the file or the person names it.</summary>
    public string? Account { get; set; }

    /// <summary>When the bank wrote it, as it wrote it.</summary>
    public string? Produced { get; private set; }

    /// <summary>Lines that are told twice within one scope are two; in another scope they are the same ones again.</summary>
    public string Scope { get; set; } = "";

    public string Sign { get; private set; } = "";

    public bool IsReport { get; private set; }

    /// <summary>The account's own currency.</summary>
    public string? Currency { get; private set; }

    private CamtBalance? Balance => Booked.Select(Find).FirstOrDefault(balance => balance is not null);

    private string? Name { get; set; }

    private string? Kind { get; set; }

    private string? Bank { get; set; }

    private string? BankName { get; set; }

    private bool Whole { get; set; }

    public string BalanceKey => $"{Account}\n{Balance?.Day:yyyyMMdd}";

    /// <summary>Whether all is known that stands before the entries.</summary>
    public bool IsFilled { get; private set; }

    /// <summary>Takes over what stands before the first entry, or at the end of a statement without one.</summary>
    public void Fill(CamtBlock block, string? produced)
    {
        IsFilled = true;
        IsReport = block.Name == "Rpt";
        Account ??= block.First("Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Id/PrtryAcct/Id", "Acct/Id/BBAN", "Acct/Id/UPIC", "Acct/Prxy/Id");
        Currency = CamtValues.Currency(block["Acct/Ccy"]);
        Produced = block["CreDtTm"] ?? produced;
        Name = block["Acct/Nm"];
        Kind = CamtKinds.Account(block.First("Acct/Tp/Cd", "Acct/Tp/Prtry"));
        Bank = block.First("Acct/Svcr/FinInstnId/BICFI", "Acct/Svcr/FinInstnId/BIC", "Acct/Svcr/FinInstnId/ClrSysMmbId/MmbId", "Acct/Svcr/FinInstnId/CmbndId/BIC");
        BankName = block.First("Acct/Svcr/FinInstnId/Nm", "Acct/Svcr/FinInstnId/CmbndId/Nm");
        var page = block.First("StmtPgntn/PgNb", "RptPgntn/PgNb", "NtfctnPgntn/PgNb");
        Whole = (page ?? "1") == "1" && (block.First("StmtPgntn/LastPgInd", "RptPgntn/LastPgInd", "NtfctnPgntn/LastPgInd") ?? "true") is "true" or "1";
        Sign = $"{Account}\n{block.Name}\n{block["Id"]}\n{page}";
    }

    public void Add(CamtBlock balance)
    {
        if (CamtBalance.Find(balance) is { } found)
        {
            _balances[CamtBalance.Code(balance)] = found;
        }
    }

    /// <summary>Counts a booked entry towards the closing balance.</summary>
    public void Book(CamtBlock entry)
    {
        _sum += CamtValues.Signed(entry) ?? 0;
        _unread |= CamtValues.Signed(entry) is null;
        _currencies.Add(CamtValues.Currency(entry["Amt/@Ccy"]) ?? "");
    }

    /// <summary>Whether opening balance and entries give another closing balance than the bank's. False where that cannot be told: a balance is missing, pages or currencies differ.</summary>
    public bool IsUnequal() =>
        Whole && !_unread && Find("CLBD") is { } closing && (Find("OPBD") ?? Find("PRCD")) is { } opening
        && opening.Currency == closing.Currency && _currencies.All(currency => currency == closing.Currency)
        && opening.Amount + _sum != closing.Amount;

    public ValueTask SaveAsync(ConnectorContext context) => context.SaveAsync("bank.account", Write, new Origin($"line {Line}"));

    private void Write(Utf8JsonWriter data)
    {
        var balance = Balance;
        var available = Available.Select(Find).FirstOrDefault(found => found is not null);
        var currency = balance?.Currency ?? Currency ?? available?.Currency;
        data.WriteString("account", Account);
        data.WriteText("name", Name);
        data.WriteText("kind", Kind);
        data.WriteText("bank", Bank);
        data.WriteText("bankName", BankName);
        data.WriteText("currency", currency);
        if (balance is not null)
        {
            data.WriteNumber("balance", balance.Amount);
            data.WriteDay("balanceDate", balance.Day);
        }

        if (available is not null && available.Currency == currency)
        {
            data.WriteNumber("available", available.Amount);
            data.WriteDay("availableDate", available.Day);
        }
    }

    private CamtBalance? Find(string code) => _balances.GetValueOrDefault(code);
}
