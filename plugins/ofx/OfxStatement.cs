using System.Text.Json;
using Hub.Sdk;

namespace Hub.Plugins.Ofx;

/// <summary>One statement: the account, and what the bank says of it. Filled while the file is surveyed, used while its operations are saved.</summary>
internal sealed class OfxStatement(OfxBlock block, int ordinal)
{
    private static readonly string[] Froms = ["BANKACCTFROM", "CCACCTFROM", "INVACCTFROM"];

    public int Ordinal => ordinal;

    public int Line => block.Line;

    /// <summary>The account as the file or the person names it.</summary>
    public string? Account { get => field ?? From("ACCTID"); set; }

    /// <summary>The currency as the file or the person names it.</summary>
    public string? Currency { get => field ?? Code(block["CURDEF"]); set; }

    /// <summary>Whether an amount stands in it that names no currency of its own.</summary>
    public bool NeedsCurrency { get; set; }

    public bool HasBalance => Balance is not null || Available is not null;

    private string? Balance => block["LEDGERBAL.BALAMT"];

    private string? Available => block["AVAILBAL.BALAMT"] ?? block["INVBAL.AVAILCASH"];

    /// <summary>An ISO 4217 code, or null when it cannot be one.</summary>
    public static string? Code(string? text) => text is { Length: 3 } && text.All(char.IsAsciiLetter) ? text.ToUpperInvariant() : null;

    public async ValueTask SaveAsync(ConnectorContext context, string? bankName)
    {
        var origin = new Origin($"line {Line}");
        if ((Balance is not null && OfxAmount.Find(Balance) is null) || (Available is not null && OfxAmount.Find(Available) is null))
        {
            await context.RejectAsync("bank.account", new Text("The balance is not a number.", "Le solde n'est pas un nombre."), origin);
            return;
        }

        await context.SaveAsync("bank.account", data => Write(data, bankName), origin);
    }

    private void Write(Utf8JsonWriter data, string? bankName)
    {
        data.WriteString("account", Account);
        data.WriteText("kind", OfxKinds.Account(From("ACCTTYPE"), block.Name));
        data.WriteText("bank", From("BANKID") ?? From("BROKERID"));
        data.WriteText("bankName", bankName);
        data.WriteText("branch", From("BRANCHID"));
        data.WriteText("name", From("DESC"));
        data.WriteText("currency", Currency);
        if (OfxAmount.Find(Balance) is { } balance)
        {
            data.WriteNumber("balance", balance);
            data.WriteDay("balanceDate", OfxDate.Find(block["LEDGERBAL.DTASOF"]));
        }

        if (OfxAmount.Find(Available) is { } available)
        {
            data.WriteNumber("available", available);
            data.WriteDay("availableDate", OfxDate.Find(block["AVAILBAL.DTASOF"] ?? block["DTASOF"]));
        }
    }

    private string? From(string leaf)
    {
        foreach (var from in Froms)
        {
            if (block[$"{from}.{leaf}"] is { } text)
            {
                return text;
            }
        }

        return null;
    }
}
