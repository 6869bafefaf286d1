namespace Hub.Plugins.Bank;

/// <summary>What holds for the statements of one file.</summary>
internal static class Statements
{
    /// <summary>One balance a day and account: where several statements end on one day, the last one's.</summary>
    public static IEnumerable<T> LastOfEachDay<T>(this IEnumerable<T> statements)
        where T : IStatement
    {
        var last = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var statement in statements)
        {
            last[statement.BalanceKey] = statement;
        }

        return last.Values.OrderBy(statement => statement.Line);
    }

    /// <summary>The lines of those whose entries do not give the closing balance.</summary>
    public static IReadOnlyList<int> Unequal(this IEnumerable<IStatement> statements) => [.. statements.Where(statement => statement.IsUnequal()).Select(statement => statement.Line)];
}
