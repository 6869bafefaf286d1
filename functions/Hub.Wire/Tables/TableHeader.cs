using Hub.Sdk;

namespace Hub.Wire.Tables;

/// <summary>Where a dialect's header stands in a text.</summary>
/// <param name="Above">The rows above it.</param>
/// <param name="Cells">Its own cells, folded.</param>
public sealed record TableHeader(TableDialect Dialect, char Delimiter, int Line, IReadOnlyList<IReadOnlyList<string>> Above, IReadOnlyList<string> Cells)
{
    private const int MostRows = 60;
    private static readonly char[] Delimiters = [';', ',', '\t', '|'];

    /// <summary>The dialect of which the text holds the most header cells, and where; null when it holds none's.</summary>
    /// <param name="open">Opens the text from its beginning.</param>
    public static TableHeader? Find(TableMapping mapping, Func<TextReader> open)
    {
        TableHeader? best = null;
        foreach (var delimiter in Delimiters)
        {
            var dialects = mapping.Tables.Where(dialect => Takes(dialect, delimiter)).ToList();
            if (dialects.Count == 0)
            {
                continue;
            }

            using var text = open();
            foreach (var found in Look(dialects, delimiter, text))
            {
                best = best is null || found.Dialect.Header.Count > best.Dialect.Header.Count ? found : best;
            }
        }

        return best;
    }

    /// <summary>Where a column of this name stands; below zero where there is none.</summary>
    /// <param name="nth">Of several, which.</param>
    public int IndexOf(string column, int nth = 1)
    {
        var name = TextFolding.Fold(column);
        for (var i = 0; i < Cells.Count; i++)
        {
            if (Cells[i] == name && --nth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Takes(TableDialect dialect, char delimiter) =>
        dialect.Delimiter is null or "detect" || dialect.Delimiter == (delimiter == '\t' ? "tab" : delimiter.ToString());

    private static IEnumerable<TableHeader> Look(List<TableDialect> dialects, char delimiter, TextReader text)
    {
        var reader = new TableRows(text, delimiter);
        var above = new List<IReadOnlyList<string>>();
        while (above.Count < MostRows && reader.Next() is { } row)
        {
            var cells = row.Cells.Select(TextFolding.Fold).ToList();
            foreach (var dialect in dialects.Where(dialect => row.Line > dialect.Skip && Matches(dialect, cells)))
            {
                yield return new TableHeader(dialect, delimiter, row.Line, [.. above], cells);
            }

            above.Add(row.Cells);
        }
    }

    private static bool Matches(TableDialect dialect, List<string> cells)
    {
        var wanted = dialect.Header.Select(TextFolding.Fold);
        return dialect.Exact ? wanted.SequenceEqual(cells.Take(cells.FindLastIndex(cell => cell.Length > 0) + 1), StringComparer.Ordinal)
            : wanted.GroupBy(cell => cell, StringComparer.Ordinal).All(group => cells.Count(cell => cell == group.Key) >= group.Count());
    }
}
