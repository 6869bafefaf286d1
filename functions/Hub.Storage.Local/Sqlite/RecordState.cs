namespace Hub.Storage.Local.Sqlite;

/// <summary>The values of the column <c>deleted</c>. A hub that does not know one takes it for a tombstone.</summary>
internal static class RecordState
{
    public const int Live = 0;

    /// <summary>The person deleted it; the content is kept.</summary>
    public const int Tombstone = 1;

    /// <summary>The content is gone; the row stays for the change feed.</summary>
    public const int Erased = 2;

    /// <summary>The holder has it no more; the content is kept.</summary>
    public const int Withdrawn = 3;

    /// <summary>The person removed it for good: the content is gone, and what comes of it is withheld as by a tombstone.</summary>
    public const int Removed = 4;
}
