using System.Text;
using Hub.Runner.Tables;
using Hub.Sdk;
using Hub.Wire.Tables;

namespace Hub.Plugins.Tests.Tables;

/// <summary>What a mapping can say of a table, each with the rows that it cannot read set aside and their neighbours kept.</summary>
public sealed class TableConnectorTests
{
    [Theory]
    [InlineData("1.234,56", ",", ".", 1234.56)]
    [InlineData("1 234,56", ",", "", 1234.56)]
    [InlineData("1\u202f234,56 €", ",", "", 1234.56)]
    [InlineData("-1,234.5", ".", ",", -1234.5)]
    [InlineData("(12.00)", ".", "", -12)]
    [InlineData("12.00-", ".", "", -12)]
    [InlineData("+31070,11", "either", "", 31070.11)]
    [InlineData("1.234,56", "either", "", 1234.56)]
    [InlineData("1,234,567", "either", "", 1234567)]
    [InlineData("0.125", "either", "", 0.125)]
    public void An_amount_is_read_as_it_is_written(string text, string mark, string thousands, double amount) => Assert.Equal((decimal)amount, TableNumber.Read(text, mark, thousands));

    [Theory]
    [InlineData("1.234", "either", "")]
    [InlineData("12.34", ",", ".")]
    [InlineData("1,23,45", ",", "")]
    [InlineData("1.23.456", ",", ".")]
    [InlineData("abc", ",", "")]
    [InlineData("-", ",", "")]
    [InlineData("--1", ",", "")]
    [InlineData("12345678901234567890123456789", ".", "")]
    public void What_could_be_another_amount_is_none(string text, string mark, string thousands) => Assert.Null(TableNumber.Read(text, mark, thousands));

    [Theory]
    [InlineData("17/4/2020", "dmy", "2020-04-17")]
    [InlineData("12/15/2018", "mdy", "2018-12-15")]
    [InlineData("2012/3/22", "ymd", "2012-03-22")]
    [InlineData("20250305", "ymd", "2025-03-05")]
    [InlineData("09.01.25", "dmy", "2025-01-09")]
    [InlineData("2025-02-11", "dmy", "2025-02-11")]
    [InlineData("2025-06-07 14:54:46", "ymd", "2025-06-07")]
    [InlineData("31/02/2025", "dmy", null)]
    [InlineData("12/15/2018", "dmy", null)]
    [InlineData("soon", "dmy", null)]
    public void A_day_is_read_in_its_order_and_no_other(string text, string order, string? day) =>
        Assert.Equal(day, TableDate.Read(text, order)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public async Task A_row_that_cannot_be_read_is_set_aside_with_its_line_and_its_column()
    {
        var import = await ReadAsync("Day;Sum\n01/02/2025;1,00\nsoon;2,00\n03/02/2025;x\n04/02/2025;3,00;4\n05/02/2025;5,00\n", Simple);

        Assert.Equal(["line 2", "line 6"], import.Context.Saved.Select(record => record.Origin.At));
        Assert.Equal(["line 3", "line 4", "line 5"], import.Context.Rejected.Select(item => item.Origin.At));
        Assert.Contains("“Day”", import.Context.Rejected[0].Reason.En);
        Assert.Contains("«\u00a0Sum\u00a0»", import.Context.Rejected[1].Reason.Fr);
        Assert.Contains("3 cells", import.Context.Rejected[2].Reason.En);
    }

    [Fact]
    public async Task The_header_is_found_below_other_lines_in_any_order_and_case_and_balances_below_are_passed_over()
    {
        var import = await ReadAsync("Account n° 12 34\nSome bank;x\n\nSUM,day,Other\n\"1,00\",01/02/2025,z\nBalance,,\n", Simple with { Ignore = [new TableIgnore { StartsWith = "balance" }] });

        Assert.Equal("12 34", Assert.Single(import.Context.Saved).Data.GetProperty("account").GetString());
        Assert.Empty(import.Context.Rejected);
        Assert.Equal(Outcome.Done, import.Outcome);
    }

    [Fact]
    public async Task Equal_rows_are_numbered_and_those_set_aside_count_for_nothing()
    {
        var fields = new Dictionary<string, TableField>(Simple.Records[0].Fields) { ["occurrence"] = new() { Count = ["bookingDate", "amount"] } };
        var import = await ReadAsync("Day;Sum\n01/02/2025;1,00\n1/2/25;1,0\n01/02/2025;?\n02/02/2025;1,00\n", Simple with { Records = [Simple.Records[0] with { Fields = fields }] });

        Assert.Equal([1, 2, 1], import.Context.Saved.Select(record => record.Data.GetProperty("occurrence").GetInt32()));
    }

    [Theory]
    [InlineData(null, "-5 5 7")]
    [InlineData("negative", "5 -5 7")]
    [InlineData("either", "-5 -5 7")]
    public async Task A_debit_goes_out_as_the_mapping_says(string? debitIs, string amounts)
    {
        var field = new TableField { Debit = "Out", Credit = "In", DebitIs = debitIs, Decimal = "," };
        var import = await ReadAsync("Day;Out;In\n01/02/2025;5;\n01/02/2025;-5;0,00\n01/02/2025;;7\n01/02/2025;1;1\n", With(field, "Day", "Out", "In"));

        Assert.Equal(amounts, string.Join(' ', import.Context.Saved.Select(record => record.Data.GetProperty("amount").GetRawText().Replace(".0", "", StringComparison.Ordinal))));
        Assert.Equal("line 5", Assert.Single(import.Context.Rejected).Origin.At);
    }

    [Fact]
    public async Task A_moment_is_told_by_the_clock_of_its_zone_and_one_that_never_was_or_was_twice_is_set_aside()
    {
        var fields = new Dictionary<string, TableField> { ["start"] = new() { Column = "Day", As = "instant", Order = "dmy", Time = "At", Zone = "Europe/Paris" } };
        var table = new TableDialect { Header = ["Day", "At"], Records = [new TableRecord { Type = "energy.consumption", Fields = fields }] };
        var import = await ReadAsync("Day;At\n01/07/2025;14:30\n30/03/2025;02:30\n26/10/2025;02:30\n26/10/2025;03:00\n01/01/2025;0:00:00\n", table);

        Assert.Equal(["2025-07-01T14:30:00+02:00", "2025-10-26T03:00:00+01:00", "2025-01-01T00:00:00+01:00"], import.Context.Saved.Select(record => record.Data.GetProperty("start").GetString()));
        Assert.Equal(["line 3", "line 4"], import.Context.Rejected.Select(rejected => rejected.Origin.At));
    }

    [Fact]
    public async Task A_table_without_a_known_header_is_not_ours()
    {
        var import = await ReadAsync("A;B\n1;2\n", Simple);

        Assert.Equal(Outcome.NotMyFile, import.Outcome);
    }

    [Fact]
    public async Task A_file_that_ends_within_a_row_keeps_those_before_it()
    {
        var import = await ReadAsync("Day;Sum\n01/02/2025;1,00\n02/02/20", Simple);

        Assert.Equal(Outcome.Truncated, import.Outcome);
        Assert.Single(import.Context.Saved);
        Assert.Empty(import.Context.Rejected);
        Assert.Contains("line 3", import.Ended!.Detail.En);
    }

    private static TableDialect Simple { get; } = With(new TableField { Column = "Sum", As = "decimal", Decimal = ",", Thousands = "." }, "Day", "Sum");

    private static TableDialect With(TableField amount, params string[] header) => new()
    {
        Header = header,
        Records =
        [
            new TableRecord
            {
                Type = "bank.operation",
                Fields = new Dictionary<string, TableField>
                {
                    ["account"] = new() { Above = "n°" },
                    ["bookingDate"] = new() { Column = "Day", As = "date", Order = "dmy" },
                    ["amount"] = amount,
                    ["currency"] = new() { Constant = "EUR" },
                },
            },
        ],
    };

    private static Task<Import> ReadAsync(string text, TableDialect table) => Import.Of(new TableConnector(new TableMapping { Tables = [table] }), new Sdk.Testing.TestFile("table.csv", Encoding.UTF8.GetBytes(text)));
}
