using System.Globalization;
using System.Text.Json;
using Hub.Plugins.Bank;
using Hub.Sdk;

namespace Hub.Plugins.Qif;

/// <summary>One record as a bank operation.</summary>
internal sealed class QifOperation(QifRecord record, QifAccount account, QifSurvey survey)
{
    private const int LongestLabel = 1000, LongestMemo = 10_000;
    private readonly DateOnly? _day = record['D'] is { } day ? survey.Dates.Find(day) : null;
    private readonly decimal? _amount = Signed(record, survey.Amounts);

    /// <summary>What tells it from others of the file.</summary>
    public string Likeness => string.Create(CultureInfo.InvariantCulture, $"{account.Name}\n{_day:yyyyMMdd}\n{_amount:0.############################}\n{TextFolding.Fold(Label ?? "")}");

    /// <summary>Whether the parts are all readable and give another sum than the operation.</summary>
    public bool IsUnequal => !record.IsCut && record.Parts.Count > 0 && record.Parts.TrueForAll(part => part.Amount is not null && survey.Amounts.Find(part.Amount) is not null) && record.Parts.Sum(part => survey.Amounts.Find(part.Amount!)) != _amount;

    private string? Label => record['P'] ?? record['M'] ?? Security ?? record['L'];

    private string? Security => record.Section == QifSection.Investments ? record['Y'] : null;

    // An operation between two accounts names the other one in brackets.
    private string? Other => record['L'] is ['[', .., ']'] name ? name[1..^1] : null;

    private string? Memo => string.Join('\n', new[] { record['M'] == Label ? null : record['M'], string.Join(", ", record.Address) }.Concat(record.Parts.Select(Line)).Where(text => text is { Length: > 0 }));

    /// <summary>The amount as it is written. Some programs write it twice, <c>U</c> with more digits.</summary>
    public static string? AmountOf(QifRecord record) => record['T'] ?? record['U'] ?? (record.Section == QifSection.Investments ? record['$'] : null);

    /// <summary>Whether it moves money: purchases and sales of securities are not operations of a bank account.</summary>
    public static bool Moves(QifRecord record) => record.Section == QifSection.Operations || QifKinds.Action(record['N']) is not null;

    /// <summary>Why it cannot be saved, or null.</summary>
    public Text? Fault() =>
        !Moves(record) ? new Text("A purchase, a sale or another movement of securities: there is no record type for these yet.", "Un achat, une vente ou un autre mouvement de titres\u00a0: il n'y a pas encore de type de donnée pour cela.")
        : record['D'] is null ? new Text("The date (D) is missing.", "La date (D) manque.")
        : _day is null ? new Text("The date (D) is none, or can be read in two ways in this file.", "La date (D) n'en est pas une, ou peut se lire de deux façons dans ce fichier.")
        : AmountOf(record) is null ? new Text("The amount (T) is missing.", "Le montant (T) manque.")
        : _amount is null ? new Text("The amount (T) is not a number, or can be read in two ways in this file.", "Le montant (T) n'est pas un nombre, ou peut se lire de deux façons dans ce fichier.")
        : null;

    /// <param name="data">Where it goes.</param>
    /// <param name="occurrence">Which of the equal lines it is.</param>
    public void Write(Utf8JsonWriter data, int occurrence)
    {
        var number = record.Section == QifSection.Operations ? record['N'] : null;
        data.WriteString("account", account.Name);
        data.WriteDay("bookingDate", _day);
        data.WriteNumber("amount", _amount!.Value);
        data.WriteText("currency", survey.Currency);
        data.WriteText("label", Label, LongestLabel);
        data.WriteText("memo", Memo, LongestMemo);
        data.WriteText("kind", QifKinds.Action(record['N'])?.Kind ?? QifKinds.Operation(number) ?? (IsNumber(number) ? "cheque" : Other is not null ? "credit-transfer" : null));
        data.WriteText("counterpartyAccount", Other is { Length: <= 100 } && Other != account.Name ? Other : null);
        data.WriteText("chequeNumber", IsNumber(number) ? number : null);
        data.WriteText("bankReference", number is not null && !IsNumber(number) && QifKinds.Operation(number) is null ? number : null);
        data.WriteText("category", Other is null && record['L'] is not ['-', '-', ..] ? record['L'] : null);
        data.WriteNumber("occurrence", occurrence);
    }

    private static bool IsNumber(string? number) => number is { Length: <= 20 } && number.All(char.IsAsciiDigit) && number.Trim('0').Length > 0;

    private static decimal? Signed(QifRecord record, QifAmounts amounts)
    {
        var amount = AmountOf(record) is { } written ? amounts.Find(written) : null;
        return record.Section == QifSection.Investments && QifKinds.Action(record['N']) is { Sign: not 0 } action ? action.Sign * amount : amount;
    }

    private static string Line(QifPart part) => string.Join(" · ", new[] { part.Amount, part.Category, part.Memo }.Where(text => text is { Length: > 0 }));
}
