using System.Globalization;
using System.Text;
using Hub.Core.Search;

namespace Hub.Storage.Local.Sqlite.Search;

/// <summary>
/// Walks what was found: first what has the words in its title, then anywhere, then what has only the beginning of the last word; the latest first within each.
/// No score that looks at everything found is reckoned, so a word that is everywhere costs no more than a rare one.
/// </summary>
internal static class SearchWalk
{
    private const int LeastOfABeginning = 2;

    public static (IReadOnlyList<Found> Items, SearchPlace? Next) Run(Database index, SearchQuestion question, IReadOnlyList<long>? types, CancellationToken cancellationToken)
    {
        var items = new List<Found>();
        var place = question.After ?? new SearchPlace(0, long.MaxValue);
        for (; place.Rank < SearchPlace.Ranks; place = new SearchPlace(place.Rank + 1, long.MaxValue))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Expression(question.Words, place.Rank) is not { } expression)
            {
                continue;
            }

            using var row = index.Prepare(Sql(types)).Begin().Bind(expression).Bind(place.Number).Bind(question.Limit + 1L - items.Count);
            while (row.Step())
            {
                if (items.Count == question.Limit)
                {
                    return (items, place);
                }

                items.Add(new Found(row.Long(2), row.Blob(1).ToArray(), row.Text(3)));
                place = place with { Number = row.Long(0) };
            }
        }

        return (items, null);
    }

    private static string Sql(IReadOnlyList<long>? types) => $"""
        select d.n, d.id, d.type, snippet(words, 1, char({(int)SearchHit.Begin}), char({(int)SearchHit.End}), '…', 16)
        from words cross join docs d on d.n=words.rowid
        where words match ? and words.rowid<? {(types is null ? "" : $"and d.type in ({string.Join(',', types)})")} order by words.rowid desc limit ?
        """;

    /// <summary>Every word stands in quotes and is letters and digits only.</summary>
    private static string? Expression(IReadOnlyList<string> words, int rank)
    {
        var whole = string.Join(" AND ", words.Select(word => $"\"{word}\""));
        return rank switch
        {
            0 => $"{{title}} : ({whole})",
            1 => $"({whole}) NOT ({{title}} : ({whole}))",
            _ => new StringInfo(words[^1]).LengthInTextElements < LeastOfABeginning ? null : $"({whole}*) NOT ({whole})",
        };
    }
}

/// <summary>What the index found.</summary>
internal sealed record Found(long Type, byte[] Id, string Snippet)
{
    /// <summary>Null when it is gone since.</summary>
    public SearchHit? Load(Reader reader)
    {
        if (Type == 0)
        {
            return FileTable.Find(reader.Database, Encoding.ASCII.GetString(Id)) is { } file ? new SearchHit(null, file, "") : null;
        }

        return reader.Records.FindLive(Id) is { } record ? new SearchHit(record, null, Snippet) : null;
    }
}
