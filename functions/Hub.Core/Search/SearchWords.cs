using System.Globalization;
using System.Text;

namespace Hub.Core.Search;

/// <summary>The words of what a person typed. Only letters and digits are left of it, so that nothing in it can be taken for an operator.</summary>
public static class SearchWords
{
    /// <summary>What is longer is cut.</summary>
    public const int MostLetters = 200;

    private const int Most = 12;

    public static IReadOnlyList<string> Of(string? text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in Spell(text is { Length: > MostLetters } ? text[..MostLetters] : text ?? "").EnumerateRunes())
        {
            if (IsPart(rune))
            {
                word.Append(rune.ToString());
            }
            else if (rune.Value is '\'' or '’' && word.Length is 1 or 2)
            {
                // An elision (l'eau, qu'il) is no word that anybody looks for.
                word.Clear();
            }
            else
            {
                Take();
            }
        }

        Take();
        return words;

        void Take()
        {
            if (word.Length > 0 && words.Count < Most)
            {
                words.Add(word.ToString());
            }

            word.Clear();
        }
    }

    /// <summary>As it is compared: cœur is coeur, and nothing steers a terminal or a marker. Case and accents are the index's business.</summary>
    public static string Spell(string text)
    {
        if (text.AsSpan().IndexOfAny("œŒæÆ") < 0 && !text.Any(char.IsControl))
        {
            return text;
        }

        var spelt = new StringBuilder(text.Length + 8);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                'œ' => spelt.Append("oe"),
                'Œ' => spelt.Append("Oe"),
                'æ' => spelt.Append("ae"),
                'Æ' => spelt.Append("Ae"),
                _ => spelt.Append(char.IsControl(letter) ? ' ' : letter),
            };
        }

        return spelt.ToString();
    }

    private static bool IsPart(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
