using System.Text;
using Hub.Plugins.Mt940;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.Mt940;

public sealed class Mt940ConnectorTests
{
    [Theory]
    [InlineData("C", "5")]
    [InlineData("D", "-5")]
    [InlineData("RC", "-5")]
    [InlineData("RD", "5")]
    [InlineData("CR", "5")]
    [InlineData("RCR", "-5")]
    public async Task A_reversal_has_the_opposite_sign(string mark, string amount)
    {
        var import = await Statement($":61:2401020102{mark}5,NTRFNONREF\n:86:x");

        Assert.Equal(amount, Assert.Single(import.All("bank.operation")).GetProperty("amount").GetRawText());
    }

    [Theory]
    [InlineData("2312310102", "2024-01-02", "2023-12-31")]
    [InlineData("2401021230", "2023-12-30", "2024-01-02")]
    [InlineData("2406150615", "2024-06-15", "2024-06-15")]
    [InlineData("240615", "2024-06-15", "2024-06-15")]
    [InlineData("240615    ", "2024-06-15", "2024-06-15")]
    [InlineData("9912310101", "2000-01-01", "1999-12-31")]
    [InlineData("2402290229", "2024-02-29", "2024-02-29")]
    [InlineData("2302300301", "2023-03-01", "2023-02-28")]
    public async Task An_entry_is_in_the_year_that_is_nearest_to_its_value_date(string dates, string booked, string valued)
    {
        var import = await Statement($":61:{dates}D5,NTRFNONREF");

        Assert.Equal([booked, valued], [.. Texts(import, "bookingDate"), .. Texts(import, "valueDate")]);
    }

    [Theory]
    [InlineData("5,", "5")]
    [InlineData("0,", "0")]
    [InlineData("5,1", "5.1")]
    [InlineData("000000001200,00", "1200.00")]
    [InlineData("5", "5")]
    [InlineData("1234567890123456789,00", null)]
    [InlineData("5.00", null)]
    [InlineData("", null)]
    public async Task Amounts_are_read_exactly_or_set_aside(string written, string? read)
    {
        var import = await Statement($":61:2401020102C{written}NTRFNONREF\n:86:x\n:61:2401020102C7,NTRFNONREF");

        Assert.Equal(read is null ? ["7"] : [read, "7"], import.All("bank.operation").Select(item => item.GetProperty("amount").GetRawText()));
        Assert.Equal(read is null ? 1 : 0, import.Context.Rejected.Count);
    }

    [Fact]
    public async Task What_is_only_expected_is_set_aside()
    {
        var import = await Statement(":61:2401020102EC5,NTRFNONREF\n:61:2401020102C7,NTRFNONREF");

        Assert.Single(import.All("bank.operation"));
        Assert.Contains("only expected", Assert.Single(import.Context.Rejected).Reason.En);
    }

    [Fact]
    public async Task Two_equal_lines_are_two_also_in_two_statements_and_the_same_in_a_copy()
    {
        const string Line = ":61:2401020102D5,NTRFNONREF\n:86:Tram\n";
        var one = Body(Line + Line, "1/1");

        Assert.Equal(4, SharedTypes.Accept(await Import.Of(new Mt940Connector(), one + Body(Line + Line, "2/1"))).Distinct().Count(id => id.StartsWith("bank.operation", StringComparison.Ordinal)));
        Assert.Equal(2, SharedTypes.Accept(await Import.Of(new Mt940Connector(), one + one)).Distinct().Count(id => id.StartsWith("bank.operation", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_bank_s_reference_identifies_only_if_it_is_one_is_given_once_and_takes_nothing_back()
    {
        var import = await Statement(string.Join('\n', ":61:2401020102D1,NTRFOWN1//12345678", ":61:2401020102D2,NTRFNONREF//POS", ":61:2401020102D3,NTRFNONREF//87654321", ":61:2401020102D4,NTRFNONREF//87654321", ":61:2401020102RC5,NTRFNONREF//55555555"));

        Assert.Equal(["12345678", "", "", "", ""], Texts(import, "reference"));
        Assert.Equal(["OWN1", "POS", "87654321", "87654321", "55555555"], Texts(import, "bankReference"));
        SharedTypes.AcceptDistinct(import);
    }

    [Fact]
    public async Task Balances_that_do_not_fit_are_told()
    {
        Assert.Null((await Import.Of(new Mt940Connector(), ":20:1\n:25:1\n:60F:C240101EUR10,\n:61:240102D3,NTRFNONREF\n:62F:C240102EUR7,\n-")).Ended);

        var import = await Import.Of(new Mt940Connector(), ":20:1\n:25:1\n:60F:C240101EUR10,\n:61:240102D3,NTRFNONREF\n:62F:C240102EUR8,\n:64:C240102EUR9,\n-");
        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Contains("do not add up", import.Ended!.Detail.En);
        var account = Assert.Single(import.All("bank.account"));
        Assert.Equal("8 2024-01-02 9", $"{account.GetProperty("balance")} {account.GetProperty("balanceDate")} {account.GetProperty("available")}");
    }

    [Fact]
    public async Task The_envelope_of_swift_is_taken_off()
    {
        var import = await Import.Of(new Mt940Connector(), "{1:F01BANKDEFFAXXX0000000000}{2:O9401200240102BANKDEFFAXXX00000000002401021200N}{4:\r\n:20:1\r\n:25:DE123\r\n:60F:C240101EUR10,\r\n:61:240102D3,NTRFNONREF\r\n:86:x\r\n:62F:C240102EUR7,\r\n-}{5:{CHK:123}}\r\n");

        Assert.Equal(["DE123"], Texts(import, "account"));
        Assert.Null(import.Ended);
    }

    [Fact]
    public async Task A_statement_without_account_and_currency_asks_before_it_saves()
    {
        const string Text = ":61:240102D3,NTRFNONREF\n:86:x\n";

        var asked = await Import.Of(new Mt940Connector(), Text);
        Assert.Equal("account", Assert.IsType<QuestionException>(asked.Ended).Key);
        Assert.Empty(asked.Context.Saved);
        var import = await Import.Of(new Mt940Connector(), Text, ("account", " Livret "), ("currency", "euros"), ("currency-2", "eur"));
        Assert.Equal(["Livret", "EUR"], [.. Texts(import, "account"), .. Texts(import, "currency")]);
        Assert.Equal(Outcome.Done, import.Outcome);
    }

    [Theory]
    [InlineData("166?00GUTSCHRIFT?20SVWZ+Miete Mai?21EREF+E1?30DRESDEFF508?31DE123?32KARL?33 MUELLER", "GUTSCHRIFT", "KARL MUELLER", "DE123", "E1")]
    [InlineData("/EREF/E1/IBAN/NL1/NAME/JOHN/DOE/REMI/USTD//Rent May", "Rent May", "JOHN/DOE", "NL1", "E1")]
    [InlineData("Rent May\nREK: NL1/NAAM: JOHN", "Rent May", "JOHN", "NL1", "")]
    [InlineData("999PN5477SCHECK-NR. 1", "999PN5477SCHECK-NR. 1", "", "", "")]
    [InlineData("20 euros? yes", "20 euros? yes", "", "", "")]
    [InlineData("", "", "", "", "")]
    public async Task Details_are_read_in_each_bank_s_way(string details, string label, string name, string account, string reference)
    {
        var import = await Statement($":61:2401020102D3,NTRFNONREF\n:86:{details}");

        Assert.Equal([label, name, account, reference], [.. Texts(import, "label"), .. Texts(import, "counterparty"), .. Texts(import, "counterpartyAccount"), .. Texts(import, "bankReference")]);
    }

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("windows-1252", "\r")]
    [InlineData("utf-8")]
    [InlineData("utf-16", "\r\n")]
    public async Task Any_encoding_and_line_end_is_read(string name, string end = "\n")
    {
        var encoding = name == "utf-16" ? Encoding.Unicode : name == "utf-8" ? new UTF8Encoding(true) : CodePagesEncodingProvider.Instance.GetEncoding(name)!;
        var text = Body(":61:240102D3,NTRFNONREF\n:86:Crêperie 5 €\n", "1").Replace("\n", end, StringComparison.Ordinal);

        var import = await Import.Of(new Mt940Connector(), new TestFile("x.sta", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]));

        Assert.Equal(["Crêperie 5 €"], Texts(import, "label"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"resourceType\":\"Bundle\"}")]
    [InlineData("<html><body>Your session has expired</body></html>")]
    [InlineData(":20:only a reference\n-\n")]
    [InlineData("\0\u0001\u0002:")]
    public async Task Another_file_is_not_mine(string text) => Assert.Equal(Outcome.NotMyFile, (await Import.Of(new Mt940Connector(), text)).Outcome);

    [Fact]
    public async Task Endless_lines_and_details_are_cut_and_harm_nothing()
    {
        var import = await Statement($":61:2401020102D3,NTRFNONREF\n:86:{new string('x', 5_000_000)}\n{string.Concat(Enumerable.Repeat("more\n", 200_000))}{string.Concat(Enumerable.Repeat(":86:more\n", 200_000))}:61:2401020102D4,NTRFNONREF");

        Assert.Equal(2, import.All("bank.operation").Count);
        SharedTypes.AcceptDistinct(import);
    }

    private static string[] Texts(Import import, string field) => [.. import.All("bank.operation").Select(item => item.TryGetProperty(field, out var text) ? text.GetString()! : "")];

    private static Task<Import> Statement(string lines) => Import.Of(new Mt940Connector(), Body(lines + "\n", "1"));

    // Without an opening balance, so that no closing one has to fit.
    private static string Body(string lines, string number) => $":20:1\n:25:DE123\n:28C:{number}\n{lines}:62F:C240131EUR100,00\n-\n";
}
