using System.Globalization;
using System.Xml;
using Hub.Sdk;
using Hub.Wire.Tables;

namespace Hub.Runner.Tables;

/// <summary>The sheets of a spreadsheet, each a table.</summary>
internal sealed class WorkbookTable(ImportWorkbook workbook) : TableFile
{
    /// <summary>Nobody keeps a table behind so many others.</summary>
    private const int MostSheets = 20;

    public override string Format => Xlsx;

    public override IReadOnlyList<string> Ways { get; } = [.. Enumerable.Range(0, Math.Min(MostSheets, workbook.SheetCount)).Select(sheet => sheet.ToString(CultureInfo.InvariantCulture))];

    public override ITableRows Open(string way) => new Rows(workbook.Rows(int.Parse(way, CultureInfo.InvariantCulture)));

    public override void Dispose()
    {
        workbook.Dispose();
        base.Dispose();
    }

    private sealed class Rows(IEnumerable<WorkbookRow> rows) : ITableRows
    {
        private readonly IEnumerator<WorkbookRow> _rows = rows.GetEnumerator();
        private int _widest;

        private int _last;

        public int? BrokenAt { get; private set; }

        public string Counts => "row";

        // Empty cells at the end are not written, so each row is as wide as the widest before it: that of the header at least.
        public TableRow? Next()
        {
            if (!Move())
            {
                return null;
            }

            var row = _rows.Current;
            _last = row.Number;
            _widest = Math.Max(_widest, row.Cells.Keys.DefaultIfEmpty(-1).Max() + 1);
            var cells = new string[_widest];
            for (var i = 0; i < _widest; i++)
            {
                cells[i] = row.Cells.GetValueOrDefault(i, "");
            }

            return new TableRow(cells, row.Number, IsWhole: true, Ended: true);
        }

        public void Dispose() => _rows.Dispose();

        private bool Move()
        {
            try
            {
                return BrokenAt is null && _rows.MoveNext();
            }
            catch (Exception damaged) when (damaged is XmlException or InvalidDataException)
            {
                BrokenAt = _last + 1;
                return false;
            }
        }
    }
}
