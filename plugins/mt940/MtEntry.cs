using System.Globalization;
using System.Text.Json;
using Hub.Plugins.Bank;
using Hub.Sdk;

namespace Hub.Plugins.Mt940;

/// <summary>One entry as a bank operation.</summary>
internal sealed class MtEntry(MtRawEntry raw, MtStatement statement)
{
    private const int LongestLabel = 1000, LongestMemo = 10_000, LongestAccount = 100;
    private readonly MtLine? _line = raw.Read();
    private readonly MtDetails _details = MtDetails.Read(raw.Details);

    public MtLine? Line => _line;

    /// <summary>What tells it from others when no reference does.</summary>
    public string Likeness => string.Create(CultureInfo.InvariantCulture, $"{statement.Scope}\n{Day:yyyyMMdd}\n{_line!.Signed:0.############################}\n{TextFolding.Fold(Label ?? "")}");

    private DateOnly? Day => _line!.Booked ?? _line.Valued;

    private string? Name => _details.Name ?? _line!.Name;

    private string? Label => _details.Booking ?? _details.Purpose ?? Name ?? _line!.Further ?? _line.Reference;

    private string? Memo => string.Join('\n', new[] { _details.Purpose, _line!.Further, _line.IsReversal ? _line.Mark : null }.Where(text => text is { Length: > 0 } && text != Label));

    /// <summary>Why it cannot be saved, or null.</summary>
    public Text? Fault() =>
        _line is null ? new Text("The statement line (:61:) is not one: a date, a mark (C or D), an amount and a kind are expected.", "La ligne de relevé (:61:) n'en est pas une\u00a0: une date, un sens (C ou D), un montant et une nature sont attendus.")
        : _line.IsExpected ? new Text("The entry is only expected: it will come with the statement in which the bank books it.", "L'écriture n'est qu'attendue\u00a0: elle viendra avec le relevé où la banque la comptabilise.")
        : _line.Amount is null ? new Text("The amount of the statement line (:61:) has too many digits.", "Le montant de la ligne de relevé (:61:) a trop de chiffres.")
        : Day is null ? new Text("The date of the statement line (:61:) is none.", "La date de la ligne de relevé (:61:) n'en est pas une.")
        : null;

    /// <param name="data">Where it goes.</param>
    /// <param name="occurrence">Which of the equal lines it is, when its reference does not identify it; null when it does.</param>
    public void Write(Utf8JsonWriter data, int? occurrence)
    {
        var line = _line!;
        data.WriteString("account", statement.Account);
        data.WriteText("reference", occurrence is null ? line.BankReference : null);
        data.WriteDay("bookingDate", Day);
        data.WriteDay("valueDate", line.Valued);
        data.WriteNumber("amount", line.Signed!.Value);
        data.WriteText("currency", statement.Currency);
        data.WriteText("label", Label, LongestLabel);
        data.WriteText("memo", Memo, LongestMemo);
        data.WriteText("kind", MtKinds.Of(line.Kind, _details.Code));
        data.WriteText("counterparty", Name, LongestLabel);
        data.WriteText("counterpartyAccount", _details.Account, LongestAccount);
        data.WriteText("bankReference", _details.Reference ?? (occurrence is null ? null : line.BankReference) ?? line.Reference);
        if (occurrence is { } nth)
        {
            data.WriteNumber("occurrence", nth);
        }
    }
}
