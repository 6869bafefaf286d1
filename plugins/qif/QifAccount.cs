using System.Text.Json;
using Hub.Plugins.Bank;
using Hub.Sdk;

namespace Hub.Plugins.Qif;

/// <summary>An account as the file names it, or the unnamed one that the operations of one type belong to.</summary>
internal sealed class QifAccount(string key, int line)
{
    /// <summary>What tells it from the others of the file.</summary>
    public string Key => key;

    public int Line => line;

    /// <summary>Its name in the file, or as the person gave it.</summary>
    public string? Name { get; set; }

    /// <summary>Whether an operation of it will be saved.</summary>
    public bool IsUsed { get; set; }

    public bool HasBalance => Balance is not null;

    private string? Kind { get; set; }

    private string? Description { get; set; }

    private string? Balance { get; set; }

    private string? BalanceDay { get; set; }

    public void Fill(QifRecord record)
    {
        Kind ??= QifKinds.Account(record['T']);
        Description ??= record['D'];
        Balance ??= record['$'];
        BalanceDay ??= record['/'];
    }

    public void Fill(string type) => Kind ??= QifKinds.Account(type);

    public ValueTask SaveAsync(ConnectorContext context, QifSurvey survey) =>
        context.SaveAsync("bank.account", data => Write(data, survey), new Origin($"line {line}"));

    private void Write(Utf8JsonWriter data, QifSurvey survey)
    {
        data.WriteString("account", Name);
        data.WriteText("name", Description);
        data.WriteText("kind", Kind);
        data.WriteText("currency", survey.Currency);
        if (Balance is not null && survey.Amounts.Find(Balance) is { } balance)
        {
            data.WriteNumber("balance", balance);
            data.WriteDay("balanceDate", BalanceDay is null ? null : survey.Dates.Find(BalanceDay));
        }
    }
}
