using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Hub.Plugins.Mt940;

/// <summary>Details behind code words between slashes, as Dutch banks and others write them (<c>/EREF/…/NAME/…/REMI/…</c>), and Knab's <c>REK: …/NAAM: …</c>.</summary>
internal static partial class MtCodewords
{
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        ["EREF", "PREF", "MARF", "KREF", "CREF", "CSID", "TRTP", "TRCD", "TYPE", "BENM", "ORDP", "NAME", "ID", "ADDR", "IBAN", "BIC", "CNTP", "REMI", "USTD", "STRD", "ISDT", "PURP", "ULTC", "ULTD", "ULTB", "RTRN", "SVCL", "PT", "PY", "BN", "BO", "RI"],
        StringComparer.Ordinal);

    public static MtDetails? Read(string text) => text is ['/', ..] ? Slashes(text) : Dutch().Match(text) is { Success: true } match
        ? new MtDetails(null, null, MtDetails.Text(text[..match.Index]), MtDetails.Text(match.Groups["name"].Value), MtDetails.Text(match.Groups["account"].Value), null)
        : null;

    private static MtDetails? Slashes(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        string? word = null;
        foreach (var part in text.Split('/').Skip(1))
        {
            if (Words.Contains(part) && !values.ContainsKey(part))
            {
                values.Add(word = part, "");
            }
            else if (word is not null)
            {
                values[word] += (values[word].Length == 0 ? "" : "/") + part;
            }
        }

        string? Of(string name) => MtDetails.Text(values.GetValueOrDefault(name)?.Trim('/'));
        return values.Count == 0 ? null : new MtDetails(null, Of("TRTP"), Of("USTD") ?? Of("REMI") ?? Of("STRD") ?? Of("PY") ?? Of("RI"), Of("NAME") ?? Of("BN") ?? Of("BO"), Of("IBAN") ?? Of("CNTP")?.Split('/')[0], Of("EREF"));
    }

    [GeneratedRegex("(^|\\s)REK: (?<account>[A-Z0-9]+)/NAAM: (?<name>.+)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Dutch();
}
