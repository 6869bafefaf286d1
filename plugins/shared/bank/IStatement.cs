namespace Hub.Plugins.Bank;

/// <summary>One of the statements in a file.</summary>
internal interface IStatement
{
    int Line { get; }

    string? Account { get; }

    /// <summary>What a second copy of it in one file has in common with it.</summary>
    string Sign { get; }

    /// <summary>Whether it is of a day that may be told several times over, each time with more.</summary>
    bool IsReport { get; }

    /// <summary>The account and the day of its balance.</summary>
    string BalanceKey { get; }

    /// <summary>Whether opening balance and entries give another closing balance than the bank's. False where that cannot be told.</summary>
    bool IsUnequal();
}
