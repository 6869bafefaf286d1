namespace Hub.Storage.Azure.Tables;

/// <summary>What became of a write that may well not be possible.</summary>
public enum TableOutcome
{
    Done,

    /// <summary>There is no such row.</summary>
    NotFound,

    /// <summary>There is such a row already.</summary>
    Exists,

    /// <summary>The row is not of that version any more.</summary>
    Changed,

    /// <summary>The table itself is not there.</summary>
    NoTable,
}

/// <param name="Outcome">What became of it.</param>
/// <param name="ETag">The row's version after the write.</param>
/// <param name="Repeated">Whether it was sent more than once, so that the outcome may be that of its own first try.</param>
public readonly record struct TableReply(TableOutcome Outcome, string? ETag, bool Repeated);

/// <summary>Some of the rows that a query finds, in the order of their keys, and where the others begin.</summary>
public sealed record TablePage(IReadOnlyList<TableEntity> Rows, TablePlace? Next);

/// <summary>Where a query goes on, as the service said.</summary>
public sealed record TablePlace(string PartitionKey, string? RowKey);
