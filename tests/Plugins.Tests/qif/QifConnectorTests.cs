using System.Text;
using Hub.Plugins.Qif;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.Qif;

public sealed class QifConnectorTests
{
    private static readonly (string, string)[] Answers = [("account", "Mine"), ("currency", "EUR")];

    [Theory]
    [InlineData("31/12/2024", "2024-12-31")]
    [InlineData("12/31/2024", "2024-12-31")]
    [InlineData("31.12.24", "2024-12-31")]
    [InlineData("31-12-1998", "1998-12-31")]
    [InlineData("12/31'24", "2024-12-31")]
    [InlineData("12/31' 4", "2004-12-31")]
    [InlineData("31/12/98", "1998-12-31")]
    [InlineData("31/12'98", "2098-12-31")]
    [InlineData("1/ 1'00", "2000-01-01")]
    [InlineData("2024-12-31", "2024-12-31")]
    [InlineData("2024/12/31", "2024-12-31")]
    [InlineData("20241231", "2024-12-31")]
    [InlineData("31122024", "2024-12-31")]
    [InlineData("31 Dec 2024", "2024-12-31")]
    [InlineData("31 déc. 2024", "2024-12-31")]
    [InlineData("15 août 2024", "2024-08-15")]
    [InlineData("Dec 31, 2024", "2024-12-31")]
    [InlineData("5 juillet 2024", "2024-07-05")]
    [InlineData("5 juin 2024", "2024-06-05")]
    [InlineData("30/02/2024", null)]
    [InlineData("31/13/2024", null)]
    [InlineData("hier", null)]
    [InlineData("", null)]
    public async Task Days_are_read_in_every_notation_or_set_aside(string written, string? day)
    {
        var import = await Import.Of(new QifConnector(), $"!Type:Bank\nD{written}\nT-1\n^\n", Answers);

        Assert.Equal(day is null ? [] : [day], Texts(import, "bookingDate"));
        Assert.Equal(day is null ? 1 : 0, import.Context.Rejected.Count);
    }

    [Theory]
    [InlineData("25/04/2024", "2024-04-03")]
    [InlineData("04/25/2024", "2024-03-04")]
    public async Task One_clear_day_tells_the_order_of_all(string clear, string doubtful)
    {
        var import = await Import.Of(new QifConnector(), $"!Type:Bank\nD03/04/2024\nT-1\n^\nD{clear}\nT-2\n^\n", Answers);

        Assert.Equal([doubtful, "2024-04-25"], Texts(import, "bookingDate"));
    }

    [Theory]
    [InlineData("DMY", "2024-04-03")]
    [InlineData("MDY", "2024-03-04")]
    public async Task Where_no_day_tells_the_order_the_person_does(string answer, string day)
    {
        const string Text = "!Type:Bank\nD03/04/2024\nT-1\n^\n";

        var asked = Assert.IsType<QuestionException>((await Import.Of(new QifConnector(), Text, Answers)).Ended);
        Assert.Equal(("dates", 2), (asked.Key, asked.Choices.Count));
        Assert.Equal([day], Texts(await Import.Of(new QifConnector(), Text, [.. Answers, ("dates", answer)]), "bookingDate"));
    }

    [Fact]
    public async Task Where_days_contradict_each_other_only_the_clear_ones_are_read()
    {
        var import = await Import.Of(new QifConnector(), "!Type:Bank\nD25/04/2024\nT-1\n^\nD04/26/2024\nT-2\n^\nD03/04/2024\nT-3\n^\nD05/05/2024\nT-4\n^\n", Answers);

        Assert.Equal(["2024-04-25", "2024-04-26", "2024-05-05"], Texts(import, "bookingDate"));
        Assert.Single(import.Context.Rejected);
    }

    [Fact]
    public async Task An_order_that_the_file_declares_is_not_asked() =>
        Assert.Equal(["2024-03-04"], Texts(await Import.Of(new QifConnector(), "!Option:MDY\n!Type:Bank\nD03/04/2024\nT-1\n^\n", Answers), "bookingDate"));

    [Theory]
    [InlineData("-12.34", "-12.34")]
    [InlineData("-12,34", "-12.34")]
    [InlineData("+1 234,56", "1234.56")]
    [InlineData("1.234,56", "1234.56")]
    [InlineData("-1,000.00", "-1000.00")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("1'234.50", "1234.50")]
    [InlineData("0,125", "0.125")]
    [InlineData("1234,567", "1234.567")]
    [InlineData("-.5", "-0.5")]
    [InlineData("12.", "12")]
    [InlineData("120 EUR", null)]
    [InlineData("$120", null)]
    [InlineData("1e5", null)]
    [InlineData("12,34,5", null)]
    [InlineData("1234567890123456789", null)]
    [InlineData(".", null)]
    [InlineData("", null)]
    public async Task Amounts_are_read_exactly_or_set_aside(string written, string? read)
    {
        var import = await Import.Of(new QifConnector(), $"!Type:Bank\nD2024-01-02\nT{written}\n^\nD2024-01-02\nT7\n^\n", Answers);

        Assert.Equal(read is null ? ["7"] : [read, "7"], import.All("bank.operation").Select(item => item.GetProperty("amount").GetRawText()));
        Assert.Equal(read is null ? 1 : 0, import.Context.Rejected.Count);
    }

    [Theory]
    [InlineData("5,50", "1,234", "1.234")]
    [InlineData("5.50", "1,234", "1234")]
    [InlineData("5,50", "1.234", "1234")]
    [InlineData("1.000.000", "1,234", "1.234")]
    public async Task One_clear_amount_tells_the_sign_before_the_cents_for_all(string clear, string doubtful, string read)
    {
        var import = await Import.Of(new QifConnector(), $"!Type:Bank\nD2024-01-02\nT{clear}\n^\nD2024-01-02\nT{doubtful}\n^\n", Answers);

        Assert.Equal(read, import.All("bank.operation")[1].GetProperty("amount").GetRawText());
    }

    [Theory]
    [InlineData(",", "1.234")]
    [InlineData(".", "1234")]
    public async Task Where_no_amount_tells_the_person_does(string answer, string read)
    {
        const string Text = "!Type:Bank\nD2024-01-02\nT1,234\n^\n";

        Assert.Equal("amounts", Assert.IsType<QuestionException>((await Import.Of(new QifConnector(), Text, Answers)).Ended).Key);
        Assert.Equal(read, Assert.Single((await Import.Of(new QifConnector(), Text, [.. Answers, ("amounts", answer)])).All("bank.operation")).GetProperty("amount").GetRawText());
    }

    [Fact]
    public async Task A_file_that_names_no_account_asks_for_it_and_for_the_currency_before_it_saves()
    {
        const string Text = "!Type:Bank\nD2024-01-02\nT-1\n^\n!Type:CCard\nD2024-01-02\nT-2\n^\n";

        var asked = await Import.Of(new QifConnector(), Text);
        Assert.Equal("account", Assert.IsType<QuestionException>(asked.Ended).Key);
        Assert.Empty(asked.Context.Saved);
        Assert.Equal("account-2", Assert.IsType<QuestionException>((await Import.Of(new QifConnector(), Text, ("account", "A"))).Ended).Key);

        var import = await Import.Of(new QifConnector(), Text, ("account", " A "), ("account-2", "B"), ("currency", "euros"), ("currency-2", "chf"));
        Assert.Equal(["A", "B"], Texts(import, "account"));
        Assert.Equal(["CHF", "CHF"], Texts(import, "currency"));
        Assert.Equal(["current", "card"], import.All("bank.account").Select(account => account.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Nothing_is_asked_for_what_will_not_be_saved()
    {
        var import = await Import.Of(new QifConnector(), "!Account\nNShares\nTInvst\n^\n!Type:Invst\nD2024-01-02\nNCash\n^\nD2024-01-02\nNBuy\nT5\n^\n");

        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Equal(2, import.Context.Rejected.Count);
        Assert.Single(import.All("bank.account"));
    }

    [Fact]
    public async Task Each_operation_belongs_to_the_account_above_it_and_a_list_of_accounts_names_none()
    {
        var import = await Import.Of(new QifConnector(),
            "!Option:AutoSwitch\n!Account\nNOne\nTBank\n^\nNTwo\nTCash\n^\n!Clear:AutoSwitch\n!Type:Bank\nD2024-01-02\nT-1\n^\n!Account\nNTwo\nTCash\n^\n!Type:Cash\nD2024-01-02\nT-2\n^\n!Type:Cat\nNFood\n^\n!Type:Cash\nD2024-01-02\nT-3\n^\n",
            Answers);

        Assert.Equal(["Mine", "Two", "Two"], Texts(import, "account"));
        Assert.Equal(3, import.All("bank.account").Count);
    }

    [Theory]
    [InlineData("Bank")]
    [InlineData("Cash")]
    [InlineData("CCard")]
    [InlineData("Oth A")]
    [InlineData("Oth L")]
    [InlineData("Banque ")]
    public async Task Every_type_of_account_has_operations(string type) =>
        Assert.Single((await Import.Of(new QifConnector(), $"!Type:{type}\r\nD2024-01-02\r\nT-1\r\n^\r\n", Answers)).All("bank.operation"));

    [Theory]
    [InlineData("Cash", "-5", "-5")]
    [InlineData("XOut", "5", "-5")]
    [InlineData("Div", "5", "5")]
    [InlineData("Buy", "5", null)]
    [InlineData("ShrsIn", "5", null)]
    public async Task Of_an_investment_account_what_moves_cash_is_kept_and_the_rest_set_aside(string action, string amount, string? read)
    {
        var import = await Import.Of(new QifConnector(), $"!Type:Invst\nD2024-01-02\nN{action}\nT{amount}\n^\n", Answers);

        Assert.Equal(read is null ? [] : [read], import.All("bank.operation").Select(item => item.GetProperty("amount").GetRawText()));
        Assert.Equal(read is null ? 1 : 0, import.Context.Rejected.Count);
    }

    [Fact]
    public async Task Equal_lines_of_one_day_are_two()
    {
        const string Line = "D2024-01-02\nT-1\nPTram\n^\n";
        var import = await Import.Of(new QifConnector(), $"!Type:Bank\n{Line}{Line.Replace("Tram", "TRAM ", StringComparison.Ordinal)}", Answers);

        Assert.Equal([1, 2], import.All("bank.operation").Select(item => item.GetProperty("occurrence").GetInt32()));
        SharedTypes.AcceptDistinct(import);
    }

    [Fact]
    public async Task Parts_that_do_not_add_up_are_told_and_change_no_amount()
    {
        var import = await Import.Of(new QifConnector(), "!Type:Bank\nD2024-01-02\nT-10\nSFood\n$-9\nSFun\n$-2\n^\n", Answers);

        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Contains("do not add up", import.Ended!.Detail.En);
        Assert.Equal(-10, import.Sum("bank.operation", "amount"));
    }

    [Fact]
    public async Task Fields_go_where_they_belong()
    {
        var import = await Import.Of(new QifConnector(), "!Type:Bank\nD2024-01-02\nU-1.00\nT-1.00\nN42\nPShop\nMtwo things\nA1 rue\nA75001 Paris\nLFood\nCX\n^\nD2024-01-03\nT-2\nNATM\nPCash\nL[Wallet]\n^\nD2024-01-04\nT3\nNREF9\nMonly memo\n^\n", Answers);

        var all = import.All("bank.operation");
        Assert.Equal("Shop two things\n1 rue, 75001 Paris 42 cheque Food", $"{all[0].GetProperty("label")} {all[0].GetProperty("memo")} {all[0].GetProperty("chequeNumber")} {all[0].GetProperty("kind")} {all[0].GetProperty("category")}");
        Assert.Equal("cash Wallet", $"{all[1].GetProperty("kind")} {all[1].GetProperty("counterpartyAccount")}");
        Assert.Equal("only memo REF9", $"{all[2].GetProperty("label")} {all[2].GetProperty("bankReference")}");
        SharedTypes.AcceptDistinct(import);
    }

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public async Task Any_encoding_and_line_end_is_read(string name)
    {
        var encoding = name == "utf-16" ? Encoding.Unicode : name == "utf-8" ? new UTF8Encoding(true) : CodePagesEncodingProvider.Instance.GetEncoding(name)!;
        var text = "!Type:Bank\rD2024-01-02\rT-1\rPCrêperie 5 €\r^\r";

        var import = await Import.Of(new QifConnector(), new TestFile("x.qif", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]), Answers);

        Assert.Equal(["Crêperie 5 €"], Texts(import, "label"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"resourceType\":\"Bundle\"}")]
    [InlineData("<html><body>Your session has expired</body></html>")]
    [InlineData("D01/02/2024\nT-1\n^\n")]
    public async Task Another_file_is_not_mine(string text) => Assert.Equal(Outcome.NotMyFile, (await Import.Of(new QifConnector(), text)).Outcome);

    [Fact]
    public async Task A_file_that_breaks_off_within_an_operation_keeps_those_before()
    {
        var import = await Import.Of(new QifConnector(), "!Type:Bank\nD2024-01-02\nT-1\n^\nD2024-01-03\nT-1", Answers);

        Assert.Equal(Outcome.Truncated, import.Outcome);
        Assert.Single(import.All("bank.operation"));
    }

    [Fact]
    public async Task Endless_lines_and_parts_are_cut_and_harm_nothing()
    {
        var parts = string.Concat(Enumerable.Repeat("SFood\n$-1\n", 100_000));
        var import = await Import.Of(new QifConnector(), $"!Type:Bank\nD2024-01-02\nT-1\nP{new string('x', 5_000_000)}\n{parts}^\nD2024-01-02\nT-2\n^\n", Answers);

        Assert.Equal(2, import.All("bank.operation").Count);
        SharedTypes.AcceptDistinct(import);
    }

    private static IEnumerable<string> Texts(Import import, string field) => import.All("bank.operation").Select(item => item.TryGetProperty(field, out var text) ? text.GetString()! : "");
}
