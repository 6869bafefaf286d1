using System.IO.Compression;
using System.Text;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.GasFr;

/// <summary>Made-up spreadsheets.</summary>
internal static class Sheets
{
    public const string Title = "Données informatives et détaillées", Pce = "99999999999999";

    public static readonly string[] Daily = ["Date de relevé", "Index de début de période (m3)", "Index de fin de période (m3)", "Volume consommé (m3)", "Energie consommée (kWh)", "Coefficient de conversion", "Température locale (°C)", "Qualification du relevé"];
    public static readonly string[] Periods = ["Période", "Volume consommé (m3)", "Energie consommée (kWh)"];

    /// <summary>A file of GRDF: what it says of itself, a heading, rows. A cell that begins with # is a number.</summary>
    public static TestFile Grdf(string[] heading, params string[][] rows) => Grdf("17/04/2024", heading, rows);

    public static TestFile Grdf(string made, string[] heading, params string[][] rows) => Zip(("xl/worksheets/sheet1.xml", Sheet([[Title, "", "Export du " + made], ["", "N° PCE :", "", Pce], [], heading, .. rows])));

    public static string Sheet(IEnumerable<string[]> rows) => "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" + string.Concat(rows.Select((row, at) => Row(at + 1, row))) + "</sheetData></worksheet>";

    public static string Row(int number, params string[] cells) => $"<row r=\"{number}\">" + string.Concat(cells.Select((cell, column) => cell.Length == 0 ? "" : Cell($"{(char)('B' + column)}{number}", cell))) + "</row>";

    public static TestFile Zip(params (string Name, string Content)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return new TestFile("x.xlsx", bytes.ToArray());
    }

    private static string Cell(string place, string cell) => cell[0] == '#' ? $"<c r=\"{place}\"><v>{cell[1..]}</v></c>" : $"<c r=\"{place}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>";
}
