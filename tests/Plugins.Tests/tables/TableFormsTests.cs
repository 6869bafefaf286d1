using System.Text;
using Hub.Plugins.Tests.GasFr;
using Hub.Runner.Tables;
using Hub.Sdk;
using Hub.Sdk.Testing;
using Hub.Wire.Tables;

namespace Hub.Plugins.Tests.Tables;

/// <summary>The same mapping over what is no separated text: sheets of a workbook, and lists in JSON.</summary>
public sealed class TableFormsTests
{
    private const string Sheet = "xl/worksheets/sheet1.xml", Type = "energy.consumption";

    private const string Styles = """
        <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="164" formatCode="[Red]#,##0.00\ &quot;day&quot;"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy\ hh:mm"/></numFmts>
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="164"/></cellXfs></styleSheet>
        """;

    private static readonly TableMapping Readings = Mapping(TableFile.Xlsx);

    [Fact]
    public async Task A_sheet_is_read_below_its_title_with_days_as_its_styles_say_and_the_unit_of_its_column()
    {
        var import = await ReadAsync(Readings, Book(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>My meter</t></is></c></row>",
            Header(3),
            "<row r=\"4\"><c r=\"A4\" s=\"2\"><v>45000.5</v></c><c r=\"B4\" s=\"3\"><v>1500.5</v></c></row>",
            "<row r=\"6\"><c r=\"A6\" s=\"1\"><v>45001</v></c><c r=\"B6\"><v>20.300000000000001</v></c></row>",
            "<row r=\"7\"><c r=\"A7\" s=\"1\"><v>45002</v></c></row>"));

        Assert.Equal(["row 4", "row 6", "row 7"], import.Context.Saved.Select(record => record.Origin.At));
        Assert.Equal(["2023-03-15T12:00:00+01:00", "2023-03-16T00:00:00+01:00", "2023-03-17T00:00:00+01:00"], import.Context.Saved.Select(record => record.Data.GetProperty("start").GetString()));
        Assert.Equal(["1.5005", "0.0203"], import.Context.Saved.Where(record => record.Data.TryGetProperty("energy", out _)).Select(record => record.Data.GetProperty("energy").GetRawText()));
    }

    [Fact]
    public async Task Days_of_a_workbook_that_counts_from_1904_are_told_so()
    {
        var import = await ReadAsync(Readings, Sheets.Zip((Sheet, Rows(Header(1), "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>43538</v></c><c r=\"B2\"><v>1</v></c></row>")), ("xl/styles.xml", Styles), ("xl/workbook.xml", "<workbook><workbookPr date1904=\"1\"/></workbook>")));

        Assert.StartsWith("2023-03-15", Assert.Single(import.Context.Saved).Data.GetProperty("start").GetString());
    }

    [Fact]
    public async Task The_sheet_with_the_header_is_found_behind_others()
    {
        var import = await ReadAsync(Readings, Sheets.Zip((Sheet, Rows("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Read me</t></is></c></row>")), ("xl/worksheets/sheet2.xml", Rows(Header(1), "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>45000</v></c><c r=\"B2\"><v>1</v></c></row>")), ("xl/styles.xml", Styles)));

        Assert.Single(import.Context.Saved);
        Assert.Equal(Outcome.Done, import.Outcome);
    }

    [Fact]
    public async Task A_sheet_that_breaks_off_keeps_the_rows_before()
    {
        var whole = Rows([Header(1), .. Enumerable.Range(2, 8).Select(row => $"<row r=\"{row}\"><c r=\"A{row}\" s=\"1\"><v>{45000 + row}</v></c><c r=\"B{row}\"><v>1</v></c></row>")]);

        var import = await ReadAsync(Readings, Sheets.Zip((Sheet, whole[..^120]), ("xl/styles.xml", Styles)));

        Assert.Equal(Outcome.Truncated, import.Outcome);
        Assert.InRange(import.Context.Saved.Count, 5, 7);
        Assert.Contains($"row {import.Context.Saved.Count + 2}", import.Ended!.Detail.En);
    }

    [Theory]
    [InlineData("""[{"At":"2023-03-15T12:00:00Z","Use":{"Wh":1500,"ok":true}},{"At":"2023-03-16T00:00:00+02:00","Use":{"Wh":"20"},"more":[1,{"a":2}]}]""")]
    [InlineData("""{"meta":{"made":"today","tags":["a","b"]},"data":{"readings":[{"At":"2023-03-15T12:00:00Z","Use":{"Wh":1500}},{"At":"2023-03-16T00:00:00+02:00","Use":{"Wh":20}}],"next":null}}""")]
    [InlineData("{\"At\":\"2023-03-15T12:00:00Z\",\"Use\":{\"Wh\":1500}}\n{\"At\":\"2023-03-16T00:00:00+02:00\",\"Use\":{\"Wh\":20}}\n")]
    [InlineData("""[["Meter","At","Use.Wh"],["m","2023-03-15T12:00:00Z",1500],["m","2023-03-16T00:00:00+02:00",20]]""")]
    public async Task A_list_in_JSON_is_a_table(string json)
    {
        var import = await ReadAsync(Mapping(TableFile.Json, "At", "Use.Wh"), new TestFile("x.json", Encoding.UTF8.GetBytes(json)));

        Assert.Equal(["2023-03-15T12:00:00+00:00", "2023-03-16T00:00:00+02:00"], import.Context.Saved.Select(record => record.Data.GetProperty("start").GetString()));
        Assert.Equal([1.5m, 0.02m], import.Context.Saved.Select(record => record.Data.GetProperty("energy").GetDecimal()));
        Assert.Equal(Outcome.Done, import.Outcome);
    }

    [Fact]
    public async Task JSON_that_breaks_off_keeps_the_items_before()
    {
        var import = await ReadAsync(Mapping(TableFile.Json, "At", "Use"), new TestFile("x.json", """[{"At":"2023-03-15T12:00:00Z","Use":1},{"At":"2023-03-15T13:00:00Z","Use":2},{"At":"2023-03-15T"""u8.ToArray()));

        Assert.Equal(2, import.Context.Saved.Count);
        Assert.Equal(Outcome.Truncated, import.Outcome);
        Assert.Contains("item 3", import.Ended!.Detail.En);
    }

    [Theory]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("[[[[")]
    [InlineData("[")]
    [InlineData("{\"a\":[{\"b\":")]
    [InlineData("[1,2,3]")]
    [InlineData("{} x")]
    public async Task JSON_without_the_header_is_not_ours(string json) =>
        Assert.Equal(Outcome.NotMyFile, (await ReadAsync(Mapping(TableFile.Json, "At", "Use"), new TestFile("x.json", Encoding.UTF8.GetBytes(json)))).Outcome);

    [Fact]
    public void Nesting_without_end_is_no_table()
    {
        using var file = JsonTable.Of(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)));
        using var rows = file.Open("");

        Assert.Null(rows.Next());
        Assert.Equal(1, rows.BrokenAt);
    }

    [Theory]
    [InlineData("kW.h", "W.h", "1.5", "1500")]
    [InlineData("L", "m3", "1", "0.001")]
    [InlineData("min", "s", "30", "1800")]
    [InlineData("MW.h", "kW.h", "79228162514264337593543950335", null)]
    [InlineData("kg", "m3", "1", null)]
    public void A_number_is_told_in_the_units_of_its_field_or_not_at_all(string from, string to, string number, string? becomes) =>
        Assert.Equal(becomes, new TableUnit { From = from, To = to }.Convert(decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture))?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static string Header(int row) => $"<row r=\"{row}\"><c r=\"A{row}\" t=\"inlineStr\"><is><t>At</t></is></c><c r=\"B{row}\" t=\"inlineStr\"><is><t>Use</t></is></c></row>";

    private static string Rows(params string[] rows) => "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>" + string.Concat(rows) + "</sheetData></worksheet>";

    private static TestFile Book(params string[] rows) => Sheets.Zip((Sheet, Rows(rows)), ("xl/styles.xml", Styles));

    private static TableMapping Mapping(string format, string at = "At", string use = "Use") => new()
    {
        Tables =
        [
            new TableDialect
            {
                Format = format,
                Header = [at, use],
                Records =
                [
                    new TableRecord
                    {
                        Type = Type,
                        Fields = new Dictionary<string, TableField>
                        {
                            ["start"] = new() { Column = at, As = "instant", Order = "ymd", Zone = "Europe/Paris" },
                            ["energy"] = new() { Column = use, As = "decimal", Decimal = ".", Unit = new TableUnit { From = "W.h", To = "kW.h" } },
                        },
                    },
                ],
            },
        ],
    };

    private static Task<Import> ReadAsync(TableMapping mapping, TestFile file) => Import.Of(new TableConnector(mapping), file);
}
