namespace Hub.Wire.Tables;

/// <summary>A file that may hold tables, whatever it is written in. It is opened anew for each pass.</summary>
public abstract class TableFile : IDisposable
{
    public const string Csv = "csv", Xlsx = "xlsx", Json = "json";

    /// <summary>One of the names above.</summary>
    public abstract string Format { get; }

    /// <summary>The ways in which its rows can be taken: by each delimiter, or sheet by sheet.</summary>
    public abstract IReadOnlyList<string> Ways { get; }

    public abstract ITableRows Open(string way);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}

/// <summary>The rows of one table, one after the other.</summary>
public interface ITableRows : IDisposable
{
    /// <summary>The table ended within a row; where that began.</summary>
    int? BrokenAt { get; }

    /// <summary>What a row's number counts: lines, rows or items.</summary>
    string Counts { get; }

    TableRow? Next();
}
