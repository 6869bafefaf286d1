namespace Hub.Plugins.Bank;

/// <summary>Within what equal lines of a file are several, and beyond what they are the same ones again.</summary>
internal sealed class Copies
{
    private readonly Dictionary<string, int> _copies = new(StringComparer.Ordinal);

    /// <summary>
    /// The statements of an account follow each other, so equal lines of two are two. A copy of one repeats its lines, and so may every report
    /// within a day.
    /// </summary>
    /// <param name="statement">Met for the first time.</param>
    /// <param name="ordinal">Its number within the file.</param>
    public string ScopeOf(IStatement statement, int ordinal)
    {
        var copy = _copies[statement.Sign] = _copies.GetValueOrDefault(statement.Sign) + 1;
        return statement.Account is null || statement.IsReport ? $"{ordinal}" : $"{statement.Account}\n{copy}";
    }
}
