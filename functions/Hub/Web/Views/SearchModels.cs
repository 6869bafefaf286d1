using Hub.Core.Search;

namespace Hub.Web.Views;

/// <param name="Words">What was looked for; empty before the first time.</param>
/// <param name="Next">Where further ones begin.</param>
/// <param name="Missing">That not everything could be searched yet.</param>
/// <param name="Day">The day that the words name.</param>
public sealed record SearchModel(string Words, IReadOnlyList<SearchGroup> Groups, string? Next, string? Missing, DateOnly? Day = null);

public sealed record SearchGroup(string Label, string Icon, IReadOnlyList<SearchLine> Lines);

/// <param name="Address">Null where this hub does not know its type.</param>
/// <param name="Day">The page of the day on which it was.</param>
/// <param name="Snippet">Pieces of its text; those that were looked for are marked.</param>
public sealed record SearchLine(string Title, string? Address, string? When, IReadOnlyList<(string Text, bool IsFound)> Snippet, string? Day = null)
{
    public static IReadOnlyList<(string Text, bool IsFound)> Parts(string snippet)
    {
        var parts = new List<(string, bool)>();
        var (from, found) = (0, false);
        for (var i = 0; i <= snippet.Length; i++)
        {
            if (i < snippet.Length && snippet[i] is not SearchHit.Begin and not SearchHit.End)
            {
                continue;
            }

            if (i > from)
            {
                parts.Add((snippet[from..i], found));
            }

            (from, found) = (i + 1, i < snippet.Length && snippet[i] == SearchHit.Begin);
        }

        return parts;
    }
}
