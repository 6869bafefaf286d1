using Hub.Sdk;
using Hub.Wire.Tables;

namespace Hub.Runner.Tables;

/// <summary>What the file says once, above its header, or the person in its place. Asked before anything is saved: the run starts again with the answer.</summary>
internal static class TableGiven
{
    /// <summary>By field, what counts where its row gives nothing.</summary>
    public static async ValueTask<IReadOnlyDictionary<TableField, string>> FindAsync(ConnectorContext context, TableHeader header)
    {
        var given = new Dictionary<TableField, string>(ReferenceEqualityComparer.Instance);
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, field) in header.Dialect.Records.SelectMany(record => record.Fields))
        {
            if ((field.Constant ?? Above(header, field.Above)) is { } value)
            {
                given.Add(field, value);
            }
            else if (field.Ask is { } ask && !field.Named.Any(column => header.IndexOf(column) >= 0))
            {
                answers.TryAdd(name, (await context.AskAsync(name, Question(ask))).Trim());
                given.Add(field, answers[name]);
            }
        }

        return given;
    }

    private static Text Question(IReadOnlyDictionary<string, string> words)
    {
        var english = words.TryGetValue("en", out var en) ? en : words.Values.First();
        return new Text(english, words.TryGetValue("fr", out var fr) ? fr : english);
    }

    /// <summary>The rest of the cell that holds the words, else the next cell that holds something.</summary>
    private static string? Above(TableHeader header, string? words)
    {
        if (words is null)
        {
            return null;
        }

        foreach (var row in header.Above)
        {
            for (var i = 0; i < row.Count; i++)
            {
                var at = row[i].IndexOf(words, StringComparison.OrdinalIgnoreCase);
                if (at >= 0)
                {
                    var rest = row[i][(at + words.Length)..].Trim(' ', ':', '=', '\u00a0', '\t');
                    return rest.Length > 0 ? rest : row.Skip(i + 1).Select(cell => cell.Trim()).FirstOrDefault(cell => cell.Length > 0);
                }
            }
        }

        return null;
    }
}
