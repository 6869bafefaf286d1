using System.Globalization;
using Hub.Core.Files;
using Hub.Core.Vaults;

namespace Hub.Core.Search;

/// <summary>What is looked for.</summary>
/// <param name="Words">All of them have to be there; the last may be the beginning of a word.</param>
/// <param name="Visible">Whether records of that type may be shown.</param>
/// <param name="Files">Whether files may be shown.</param>
/// <param name="After">Where the page before ended.</param>
public sealed record SearchQuestion(IReadOnlyList<string> Words, Func<string, bool> Visible, bool Files, int Limit, SearchPlace? After);

/// <param name="Next">Where to go on, or null at the end.</param>
/// <param name="Unread">How many changes of the vault are not read into the index yet. They are being read meanwhile.</param>
public sealed record SearchPage(IReadOnlyList<SearchHit> Items, SearchPlace? Next, long Unread)
{
    public static readonly SearchPage Nothing = new([], null, 0);
}

/// <summary>A record or a file. Found words stand between <see cref="Begin"/> and <see cref="End"/> in the snippet.</summary>
public sealed record SearchHit(StoredRecord? Record, KeptFile? File, string Snippet)
{
    public const char Begin = '\u0001';
    public const char End = '\u0002';
}

/// <summary>A place in the order of what was found: best first, then the latest first.</summary>
/// <param name="Rank">0 found in the title, 1 in the rest, 2 by the beginning of a word.</param>
/// <param name="Number">Grows with the time of what was found.</param>
public readonly record struct SearchPlace(int Rank, long Number)
{
    public const int Ranks = 3;

    public static bool TryParse(string? text, out SearchPlace place)
    {
        place = default;
        if (text is not { Length: 17 } || text[0] is < '0' or >= (char)('0' + Ranks) || !long.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        place = new SearchPlace(text[0] - '0', number);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rank}{Number:x16}");
}
