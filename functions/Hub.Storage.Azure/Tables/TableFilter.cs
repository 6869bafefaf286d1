namespace Hub.Storage.Azure.Tables;

/// <summary>A condition on rows, in the service's words. Values come in only through here, so none can end its own quotes.</summary>
public sealed class TableFilter
{
    private TableFilter(string text) => Text = text;

    internal string Text { get; }

    public static TableFilter Partition(string key) => new($"PartitionKey eq {Quote(key)}");

    /// <summary>Rows whose key comes behind another.</summary>
    public static TableFilter RowsAfter(string key) => new($"RowKey gt {Quote(key)}");

    public static TableFilter RowsBefore(string key) => new($"RowKey lt {Quote(key)}");

    public TableFilter And(TableFilter other) => new($"{Text} and {other.Text}");

    public override string ToString() => Text;

    internal static string Quote(string key) => $"'{TableEntity.Checked(key).Replace("'", "''", StringComparison.Ordinal)}'";
}
