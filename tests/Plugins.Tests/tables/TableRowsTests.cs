using System.Text.Json;
using Hub.Sdk;
using Hub.Wire.Tables;

namespace Hub.Plugins.Tests.Tables;

/// <summary>Rows and cells, quotes and line ends; where a file breaks off.</summary>
public sealed class TableRowsTests
{
    [Theory]
    [InlineData("comma_in_quotes")]
    [InlineData("empty")]
    [InlineData("empty_crlf")]
    [InlineData("escaped_quotes")]
    [InlineData("json")]
    [InlineData("newlines")]
    [InlineData("newlines_crlf")]
    [InlineData("quotes_and_newlines")]
    [InlineData("simple")]
    [InlineData("simple_crlf")]
    [InlineData("utf8")]
    public void A_hostile_table_reads_as_its_JSON_says(string name)
    {
        var file = Samples.Get($"hostile-csv/max-mapper_csv-spectrum/csvs/{name}.csv");
        using var text = ImportText.Open(file, ImportText.FindEncoding(file));
        var rows = Read(text, ',');
        using var expected = JsonDocument.Parse(Samples.Get($"hostile-csv/max-mapper_csv-spectrum/json/{name}.json").Open());

        // A line end within a cell is a line end, whichever the file has.
        Assert.Equal(
            expected.RootElement.EnumerateArray().Select(item => string.Join('|', item.EnumerateObject().Select(member => $"{member.Name}={member.Value.GetString()!.ReplaceLineEndings("\n")}"))),
            rows.Skip(1).Select(row => string.Join('|', rows[0].Cells.Zip(row.Cells, (column, cell) => $"{column}={cell}"))));
    }

    [Fact]
    public void A_quote_in_the_middle_of_a_hostile_cell_opens_nothing()
    {
        // Its JSON is of another row, so what the file holds is said here.
        var file = Samples.Get("hostile-csv/max-mapper_csv-spectrum/csvs/location_coordinates.csv");
        using var text = ImportText.Open(file, ImportText.FindEncoding(file));
        var row = Read(text, ',')[1];

        Assert.True(row.IsWhole);
        Assert.Equal(["2095257564", "37\ufffd36'37.8\"N 121\ufffd2'17.9\"W", "Modesto", "Stanislaus"], row.Cells);
    }

    [Fact]
    public void A_quote_that_nobody_closes_costs_its_own_row_only()
    {
        var reader = new TableRows(new StringReader("a;\"b\nc;d\ne;f"), ';');
        var rows = new List<TableRow>();
        while (reader.Next() is { } row)
        {
            rows.Add(row);
        }

        Assert.Equal([false, true, true], rows.Select(row => row.IsWhole));
        Assert.Equal([1, 2, 3], rows.Select(row => row.Line));
        Assert.Equal(["c", "d"], rows[1].Cells);
        Assert.Equal(1, reader.BrokenAt);
        Assert.False(rows[2].Ended);
    }

    [Fact]
    public void A_quote_within_a_cell_is_one_of_its_letters()
    {
        var rows = Read(new StringReader("5\" pipe;x\n\"5\"\" pipe\";y"), ';');

        Assert.Equal(["5\" pipe", "x"], rows[0].Cells);
        Assert.Equal(["5\" pipe", "y"], rows[1].Cells);
    }

    [Fact]
    public void An_endless_line_is_no_row()
    {
        var rows = Read(new StringReader(new string('x', 200_000) + ";y\na;b"), ';');

        Assert.Equal([false, true], rows.Select(row => row.IsWhole));
        Assert.True(rows[0].Cells.Sum(cell => cell.Length) <= 64 * 1024);
    }

    private static List<TableRow> Read(TextReader text, char delimiter)
    {
        var reader = new TableRows(text, delimiter);
        var rows = new List<TableRow>();
        while (reader.Next() is { } row)
        {
            rows.Add(row);
        }

        return rows;
    }
}
