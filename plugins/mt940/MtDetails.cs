namespace Hub.Plugins.Mt940;

/// <summary>What the bank says of an entry (<c>:86:</c>, <c>:NS:</c>), whichever way it writes it.</summary>
/// <param name="Code">The code of business before the fields.</param>
/// <param name="Booking">The bank's own name for what happened.</param>
/// <param name="Purpose">What the operation is for.</param>
/// <param name="Name">The other party.</param>
/// <param name="Account">The other party's account.</param>
/// <param name="Reference">The reference that the payer gave.</param>
internal sealed record MtDetails(string? Code, string? Booking, string? Purpose, string? Name, string? Account, string? Reference)
{
    /// <summary>Lines are wrapped here in the middle of words, by the count.</summary>
    private const int WrappedAt = 60;

    public static MtDetails Read(IReadOnlyList<MtField> fields)
    {
        var text = string.Join('\n', fields.Where(field => field.Tag == "86").Select(field => Join(field.Lines)).Where(line => line.Length > 0));
        var read = MtSubfields.Read(text) ?? MtCodewords.Read(text) ?? new MtDetails(null, null, Text(text), null, null, null);
        return fields.FirstOrDefault(field => field.Tag == "NS") is { } numbered ? MtNumbered.Read(numbered.Lines, read) : read;
    }

    public static string? Text(string? text) => text?.Trim() is { Length: > 0 } some ? some : null;

    private static string Join(List<string> lines)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            text.Append(i == 0 || lines[i - 1].Length >= WrappedAt || lines[i] is [' ' or '?' or '>', ..] || lines[i - 1] is [.., ' '] ? "" : " ").Append(lines[i]);
        }

        return text.ToString().Trim();
    }
}
