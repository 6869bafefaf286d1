using System.Text;
using Hub.Plugins.Ofx;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.Ofx;

public sealed class OfxConnectorTests
{
    private const string Account = "<CURDEF>EUR<BANKACCTFROM><BANKID>30001<ACCTID>FR76123<ACCTTYPE>CHECKING</BANKACCTFROM>";

    [Fact]
    public async Task Two_equal_purchases_on_one_day_are_two_when_the_reference_is_zero()
    {
        var import = await Statement(Operation("0", "-4.20", "Café du port") + Operation("0", "-4,20", "CAFE  DU PORT") + Operation("0", "-4.20", "Other"));

        Assert.Equal([1, 2, 1], import.All("bank.operation").Select(item => item.GetProperty("occurrence").GetInt32()));
        Assert.DoesNotContain(import.All("bank.operation"), item => item.TryGetProperty("reference", out _));
        SharedTypes.AcceptDistinct(import);
    }

    [Fact]
    public async Task A_reference_given_twice_identifies_neither()
    {
        var import = await Statement(Operation("A1", "-1", "x") + Operation("A2", "-2", "y") + Operation("A1", "-3", "z"));

        Assert.Equal(["", "A2", ""], import.All("bank.operation").Select(item => item.TryGetProperty("reference", out var reference) ? reference.GetString() : ""));
        Assert.Equal(["A1", "", "A1"], import.All("bank.operation").Select(item => item.TryGetProperty("bankReference", out var reference) ? reference.GetString() : ""));
    }

    [Fact]
    public async Task Overlapping_statements_of_one_account_give_the_same_identities()
    {
        var first = Body(Operation("0", "-1", "x") + Operation("A2", "-2", "y"));
        var import = await Import.Of(new OfxConnector(), $"<OFX>{first}{first}</OFX>");

        var operations = import.All("bank.operation").Select(item => item.GetRawText()).ToList();
        Assert.Equal(4, operations.Count);
        Assert.Equal(2, operations.Distinct().Count());
    }

    [Theory]
    [InlineData("-12.34", "-12.34")]
    [InlineData("-12,34", "-12.34")]
    [InlineData("+1 234,56", "1234.56")]
    [InlineData("1.234,56", "1234.56")]
    [InlineData("1,234,567.80", "1234567.80")]
    [InlineData("-.5", "-0.5")]
    [InlineData("12.", "12")]
    [InlineData("1234567890123456789012345.678", "1234567890123456789012345.678")]
    [InlineData("$120", null)]
    [InlineData("120 EUR", null)]
    [InlineData(".", null)]
    [InlineData("", null)]
    [InlineData("1e5", null)]
    [InlineData("12 34,5", null)]
    [InlineData("NaN", null)]
    [InlineData("99999999999999999999999999999", null)]
    public async Task Amounts_are_read_exactly_or_rejected(string written, string? read)
    {
        var import = await Statement(Operation("A1", written, "x") + Operation("A2", "1", "neighbour"));

        var amounts = import.All("bank.operation").ConvertAll(item => item.GetProperty("amount").GetRawText());
        Assert.Equal(read is null ? ["1"] : [read, "1"], amounts);
        Assert.Equal(read is null ? 1 : 0, import.Context.Rejected.Count);
    }

    [Theory]
    [InlineData("20090401122017.000[-5:EST]", "2009-04-01")]
    [InlineData("20220411235959[-3:BRT]", "2022-04-11")]
    [InlineData("20070510", "2007-05-10")]
    [InlineData("200510291120", "2005-10-29")]
    [InlineData("2024-02-29", "2024-02-29")]
    [InlineData("20230229", null)]
    [InlineData("201005", null)]
    [InlineData("07/05/2023", null)]
    public async Task The_day_is_the_one_that_the_bank_wrote(string written, string? day)
    {
        var import = await Statement($"<STMTTRN><TRNTYPE>POS<DTPOSTED>{written}<TRNAMT>-1<FITID>A1<NAME>x</STMTTRN>");

        Assert.Equal(day is null ? [] : [day], import.All("bank.operation").Select(item => item.GetProperty("bookingDate").GetString()));
        Assert.Equal(day is null ? 1 : 0, import.Context.Rejected.Count);
    }

    [Fact]
    public async Task Entities_character_data_and_forgotten_escapes_are_read()
    {
        var import = await Statement(
            "<STMTTRN><DTPOSTED>20240102<TRNAMT>-1<FITID>A&amp;1<NAME><![CDATA[A <b> &amp; ]]]]><MEMO>M&S &lt;5&gt; &eacute;&#233;&#xE9; a < b &#xD800;</STMTTRN>");

        var operation = Assert.Single(import.All("bank.operation"));
        Assert.Equal("A&1", operation.GetProperty("reference").GetString());
        Assert.Equal("A <b> &amp; ]]", operation.GetProperty("label").GetString());
        Assert.Equal("M&S <5> ééé a < b &#xD800;", operation.GetProperty("memo").GetString());
    }

    [Theory]
    [InlineData("windows-1252", "CHARSET:1252")]
    [InlineData("windows-1252", "CHARSET:NONE")]
    [InlineData("utf-8", "CHARSET:1252")]
    [InlineData("utf-8", "ENCODING:UTF-8\nCHARSET:NONE")]
    [InlineData("iso-8859-15", "CHARSET:ISO-8859-15")]
    [InlineData("windows-1251", "CHARSET:1251", "Кафе")]
    [InlineData("utf-16", "CHARSET:NONE")]
    public async Task The_bytes_decide_the_encoding_before_what_the_header_says(string written, string declared, string label = "Crêperie 5 €")
    {
        var encoding = written == "utf-8" ? new UTF8Encoding(false) : written == "utf-16" ? Encoding.Unicode : CodePagesEncodingProvider.Instance.GetEncoding(written)!;
        var text = $"OFXHEADER:100\nDATA:OFXSGML\n{declared}\n\n<OFX>{Body(Operation("A1", "-1", label))}</OFX>";

        var import = await Import.Of(new OfxConnector(), new TestFile("x.ofx", encoding.GetBytes(text)));

        Assert.Equal(label, Assert.Single(import.All("bank.operation")).GetProperty("label").GetString());
    }

    [Fact]
    public async Task The_account_of_the_other_side_is_not_the_statement_s()
    {
        var import = await Statement("<STMTTRN><TRNTYPE>XFER<DTPOSTED>20240102<TRNAMT>-1<FITID>A1<PAYEE><NAME>Ann<CITY>Brest</PAYEE><BANKACCTTO><BANKID>9<ACCTID>OTHER</BANKACCTTO><MEMO>rent</STMTTRN>");

        var operation = Assert.Single(import.All("bank.operation"));
        Assert.Equal("FR76123", operation.GetProperty("account").GetString());
        Assert.Equal("OTHER", operation.GetProperty("counterpartyAccount").GetString());
        Assert.Equal("Ann", operation.GetProperty("label").GetString());
        Assert.Equal("credit-transfer", operation.GetProperty("kind").GetString());
    }

    [Theory]
    [InlineData("CURRENCY", "USD", false)]
    [InlineData("ORIGCURRENCY", "EUR", true)]
    public async Task A_foreign_currency_is_the_amount_s_only_when_the_bank_has_not_converted_it(string tag, string currency, bool original)
    {
        var import = await Statement($"<STMTTRN><DTPOSTED>20240102<TRNAMT>-10<FITID>A1<NAME>x<{tag}><CURRATE>1.08<CURSYM>USD</{tag}></STMTTRN>");

        var operation = Assert.Single(import.All("bank.operation"));
        Assert.Equal(currency, operation.GetProperty("currency").GetString());
        Assert.Equal(original, operation.TryGetProperty("originalCurrency", out _));
        Assert.Equal("1.08", operation.GetProperty("exchangeRate").GetRawText());
    }

    [Fact]
    public async Task A_statement_without_account_or_currency_asks_before_it_saves()
    {
        var text = $"<OFX><STMTRS><BANKTRANLIST>{Operation("A1", "-1", "x")}</BANKTRANLIST></STMTRS></OFX>";

        var asked = await Import.Of(new OfxConnector(), text);
        Assert.Equal("account", Assert.IsType<QuestionException>(asked.Ended).Key);
        Assert.Empty(asked.Context.Saved);

        var import = await Import.Of(new OfxConnector(), text, ("account", " Livret "), ("currency", "euros"), ("currency-2", "eur"));
        var operation = Assert.Single(import.All("bank.operation"));
        Assert.Equal("Livret", operation.GetProperty("account").GetString());
        Assert.Equal("EUR", operation.GetProperty("currency").GetString());
        Assert.Equal("A1", operation.GetProperty("reference").GetString());
    }

    [Fact]
    public async Task Operations_outside_of_a_statement_are_kept()
    {
        var import = await Import.Of(new OfxConnector(), $"<OFX>{Operation("A1", "-1", "x")}{Body(Operation("A2", "-2", "y"))}{Operation("A3", "-3", "z")}</OFX>", ("account", "loose"), ("currency", "EUR"));

        Assert.Equal(["loose", "FR76123", "loose"], import.All("bank.operation").Select(item => item.GetProperty("account").GetString()));
    }

    [Fact]
    public async Task An_error_in_one_statement_does_not_lose_the_others()
    {
        var import = await Import.Of(new OfxConnector(), $"<OFX><STMTTRNRS><STATUS><CODE>2003<SEVERITY>ERROR</STATUS></STMTTRNRS>{Body(Operation("A1", "-1", "x"))}</OFX>");

        Assert.Equal(Outcome.ActionNeededAtHolder, import.Outcome);
        Assert.Single(import.All("bank.operation"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"resourceType\":\"Bundle\"}")]
    [InlineData("<html><body>Your session has expired</body></html>")]
    [InlineData("\0\u0001\u0002<")]
    public async Task Another_file_is_not_mine(string text) => Assert.Equal(Outcome.NotMyFile, (await Import.Of(new OfxConnector(), text)).Outcome);

    [Fact]
    public async Task Tags_without_end_are_refused_in_bounded_time()
    {
        var deep = new StringBuilder("<OFX>").Insert(5, "<STMTRS><BANKTRANLIST>", 50_000).ToString();

        Assert.Equal(Outcome.NotMyFile, (await Import.Of(new OfxConnector(), deep)).Outcome);
    }

    [Fact]
    public async Task An_entity_that_a_document_defines_is_refused_and_never_expanded()
    {
        var import = await Import.Of(new OfxConnector(), $"<!DOCTYPE OFX [<!ENTITY a \"aaaa\">]><OFX>{Body(Operation("A1", "-1", "&a;"))}</OFX>");

        Assert.Equal(Outcome.NotMyFile, import.Outcome);
        Assert.Contains("DTD", import.Ended!.Detail.En);
    }

    private static Task<Import> Statement(string operations) => Import.Of(new OfxConnector(), $"OFXHEADER:100\n\n<OFX>{Body(operations)}</OFX>");

    private static string Body(string operations) => $"<STMTRS>{Account}<BANKTRANLIST>{operations}</BANKTRANLIST></STMTRS>";

    private static string Operation(string reference, string amount, string label) =>
        $"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240102<TRNAMT>{amount}<FITID>{reference}<NAME>{label}</STMTTRN>";
}
