using Hub.Web.Requests;

namespace Web.Tests;

public sealed class CsvCellTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+33 1", "'+33 1")]
    [InlineData("-5 rue", "'-5 rue")]
    [InlineData("@import", "'@import")]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("=A1,B1", "\"'=A1,B1\"")]
    [InlineData("", "")]
    public void A_spreadsheet_runs_nothing_that_a_record_says(string text, string cell) => Assert.Equal(cell, CsvCell.Text(text));

    [Fact]
    public void A_negative_number_stays_a_number()
    {
        using var json = System.Text.Json.JsonDocument.Parse("-42.90");
        Assert.Equal("-42.90", CsvCell.Of(json.RootElement));
    }
}
