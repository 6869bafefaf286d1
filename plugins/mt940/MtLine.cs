using System.Text.RegularExpressions;

namespace Hub.Plugins.Mt940;

/// <summary>A statement line (<c>:61:</c>): value date, entry date, mark, amount, kind, references.</summary>
internal sealed partial class MtLine
{
    private const int LongestReference = 16, MostWrapped = 3, FewestDigits = 6;

    private MtLine(Match match, string rest)
    {
        Valued = MtDate.Find(match.Groups["value"].Value);
        Booked = Valued is { } near && match.Groups["entry"].Value.Trim() is { Length: 4 } entry ? MtDate.Find(entry, near) : null;
        Mark = match.Groups["mark"].Value;
        Amount = MtBalance.AmountOf(match.Groups["amount"].Value);
        Kind = match.Groups["kind"].Value[1..].Trim();
        var text = match.Groups["rest"].Value;
        var bank = text.IndexOf("//", StringComparison.Ordinal);
        var own = bank < 0 ? text : text[..bank];

        // Sixteen characters are the reference's; some Dutch banks write the other party behind them.
        (Reference, Name) = own.Length <= LongestReference ? (ReferenceOf(own), null) : (ReferenceOf(own[..LongestReference]), Text(own[LongestReference..]));
        BankReference = bank < 0 ? null : ReferenceOf(text[(bank + 2)..]);
        Further = Text(rest);
    }

    public DateOnly? Valued { get; }

    public DateOnly? Booked { get; }

    /// <summary>C, D, RC, RD; EC and ED of what is only expected.</summary>
    public string Mark { get; }

    public decimal? Amount { get; }

    /// <summary>SWIFT's code of three letters, or a number of the bank's.</summary>
    public string Kind { get; }

    /// <summary>The reference of the account's owner.</summary>
    public string? Reference { get; }

    /// <summary>The bank's reference.</summary>
    public string? BankReference { get; }

    /// <summary>The other party, where it stands behind the reference.</summary>
    public string? Name { get; }

    /// <summary>What stands below the line.</summary>
    public string? Further { get; }

    public bool IsExpected => Mark[0] == 'E';

    public bool IsReversal => Mark[0] == 'R';

    /// <summary>What it adds to the account. A reversal of a credit takes away.</summary>
    public decimal? Signed => Mark is "C" or "RD" or "EC" ? Amount : -Amount;

    /// <summary>Whether the bank's reference looks like one that is given once: an entry that takes an earlier one back may bear that one's, and a word is none.</summary>
    public bool IsReferenceOwn => !IsReversal && BankReference is not null && BankReference.Count(char.IsAsciiDigit) >= FewestDigits;

    /// <summary>The line, or null when it is none. A line that was wrapped within is put together again.</summary>
    public static MtLine? Find(MtField field)
    {
        var text = "";
        for (var count = 0; count < Math.Min(MostWrapped, field.Lines.Count); count++)
        {
            text += field.Lines[count];
            if (Pattern().Match(text) is { Success: true } match)
            {
                return new MtLine(match, string.Join(' ', field.Lines.Skip(count + 1).Select(line => line.Trim())));
            }
        }

        return null;
    }

    private static string? ReferenceOf(string text) => text.Trim() is { Length: > 0 } reference && reference is not ("NONREF" or "NOREF" or "KREF+" or "EREF" or "KREF" or "EREF+" or "O/") ? reference : null;

    private static string? Text(string text) => text.Trim() is { Length: > 0 } some ? some : null;

    [GeneratedRegex("^(?<value>[0-9]{6})(?<entry>[0-9]{4}|    )?(?<mark>RC|RD|EC|ED|C|D)[A-Z]?(?<amount>[0-9]+(,[0-9]*)?)(?<kind>[A-Z][A-Z0-9 ]{3})(?<rest>.*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Pattern();
}
