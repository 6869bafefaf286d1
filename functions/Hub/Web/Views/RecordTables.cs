using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Web.Views;

/// <summary>Records as a table: the first five columns that a person asks for, the first one opening the record.</summary>
public static class RecordTables
{
    public static TableModel Of(RecordListModel list, PageContext page)
    {
        var fields = list.Type.ListFields();
        var rows = list.Items.Select(record =>
        {
            using var document = JsonDocument.Parse(record.Data);
            var data = document.RootElement;
            var cells = fields.Select(field => data.TryGetProperty(field.Name, out var value) ? field.Show(value, data, page) ?? "–" : "–").ToList();
            return new TableRow([new TableCell(cells[0] == "–" ? page.L("Open", "Ouvrir") : cells[0], AddressOf(record)), .. cells.Skip(1).Select(text => new TableCell(text))]);
        }).ToList();
        return new TableModel([.. fields.Select(field => new TableColumn(page.L(field.Label), field.IsNumber()))], rows);
    }

    public static string AddressOf(StoredRecord record) => $"/data/{record.Type}/{record.Id}";
}
