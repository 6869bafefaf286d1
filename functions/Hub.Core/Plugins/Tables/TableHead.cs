using Hub.Wire.Tables;

namespace Hub.Core.Plugins.Tables;

/// <summary>Whether a file that begins so may be one of a mapping's tables. A spreadsheet is packed, so its reader sees for itself: it is opened in no other process.</summary>
internal static class TableHead
{
    private const string Packed = "PK\u0003\u0004", Sheets = "xl/";

    public static bool MayHold(TableMapping mapping, string head)
    {
        if (head.StartsWith(Packed, StringComparison.Ordinal))
        {
            return head.Contains(Sheets, StringComparison.Ordinal) && mapping.Tables.Any(table => table.IsOf(TableFile.Xlsx));
        }

        return Holds(mapping, TableFile.Csv, () => new TextTable(() => new StringReader(head)))
            || (JsonTable.Begins(head) && Holds(mapping, TableFile.Json, () => JsonTable.Of(head)));
    }

    private static bool Holds(TableMapping mapping, string format, Func<TableFile> open)
    {
        if (!mapping.Tables.Any(table => table.IsOf(format)))
        {
            return false;
        }

        using var file = open();
        return TableHeader.Find(mapping, file) is not null;
    }
}
