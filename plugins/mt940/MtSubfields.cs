using System.Text.RegularExpressions;

namespace Hub.Plugins.Mt940;

/// <summary>Details in numbered subfields, as banks in Germany, Austria and Poland write them: <c>166?00GUTSCHRIFT?20SVWZ+…?32NAME</c>. The mark between them may be another.</summary>
internal static partial class MtSubfields
{
    /// <summary>The words by which SEPA's fields are told within the purpose.</summary>
    private static readonly string[] Words = ["EREF+", "KREF+", "MREF+", "CRED+", "DEBT+", "SVWZ+", "ABWA+", "ABWE+", "IBAN+", "BIC+", "COAM+", "OAMT+"];

    public static MtDetails? Read(string text)
    {
        if (Begin().Match(text) is not { Success: true } begin)
        {
            return null;
        }

        var parts = new SortedDictionary<int, string>();
        var mark = begin.Groups["mark"].Value[0];
        foreach (var part in text[(begin.Index + 3 + (begin.Length - begin.Value.TrimStart().Length))..].Split(mark).Where(part => part.Length >= 2 && part.AsSpan(0, 2).ContainsOnlyDigits()))
        {
            parts.TryAdd(int.Parse(part.AsSpan(0, 2)), part[2..]);
        }

        var purpose = string.Concat(parts.Where(part => part.Key is (>= 20 and <= 29) or (>= 60 and <= 65)).Select(part => part.Value));
        return new MtDetails(begin.Groups["code"].Value, MtDetails.Text(parts.GetValueOrDefault(0)), MtDetails.Text(Word(purpose, "SVWZ+")) ?? MtDetails.Text(purpose),
            MtDetails.Text(string.Concat(parts.Where(part => part.Key is 32 or 33).Select(part => part.Value))),
            MtDetails.Text(parts.GetValueOrDefault(38)) ?? MtDetails.Text(parts.GetValueOrDefault(31)), Reference(Word(purpose, "EREF+")) ?? Reference(Word(purpose, "KREF+")));
    }

    private static string? Reference(string? text) => MtDetails.Text(text) is { } reference && reference is not ("NONREF" or "NOTPROVIDED") ? reference : null;

    /// <summary>What stands behind a word, up to the next one.</summary>
    private static string? Word(string purpose, string word)
    {
        var at = purpose.IndexOf(word, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var rest = purpose[(at + word.Length)..];
        var end = Words.Select(next => rest.IndexOf(next, StringComparison.Ordinal)).Where(next => next >= 0).DefaultIfEmpty(rest.Length).Min();
        return rest[..end];
    }

    [GeneratedRegex("^ ?(?<code>[0-9]{3})(?<mark>[^0-9A-Za-z\\s])[0-9]{2}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Begin();
}
