using System.Text;
using Hub.Plugins.Camt053;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.Camt053;

public sealed class Camt053ConnectorTests
{
    private const string Account = "<Acct><Id><IBAN>FR76123</IBAN></Id><Ccy>EUR</Ccy></Acct>";

    [Fact]
    public async Task Two_equal_entries_on_one_day_are_two()
    {
        var import = await Statement(Entry("-4.20", "Café du port") + Entry("-4.20", "CAFE  DU PORT") + Entry("-4.20", "Other"));

        Assert.Equal([1, 2, 1], import.All("bank.operation").Select(item => item.GetProperty("occurrence").GetInt32()));
        SharedTypes.AcceptDistinct(import);
    }

    [Theory]
    [InlineData("Stmt", "B", 4)]
    [InlineData("Stmt", "A", 2)]
    [InlineData("Rpt", "B", 2)]
    public async Task Lines_of_two_statements_are_others_and_those_of_a_copy_or_a_longer_report_are_the_same(string element, string secondId, int records)
    {
        var entries = Entry("-1", "x") + Entry("-1", "x");
        var import = await Import.Of(new Camt053Connector(), Message(Body(entries, "A", element) + Body(entries, secondId, element)));

        Assert.Equal(4, import.All("bank.operation").Count);
        Assert.Equal(records, SharedTypes.Accept(import).Distinct().Count(id => id.StartsWith("bank.operation", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_reference_given_twice_identifies_neither_and_no_reference_is_none()
    {
        var import = await Statement(Entry("-1", "x", "<AcctSvcrRef>A1</AcctSvcrRef>") + Entry("-2", "y", "<AcctSvcrRef>A2</AcctSvcrRef>") + Entry("-3", "z", "<AcctSvcrRef>A1</AcctSvcrRef>") + Entry("-4", "w", "<AcctSvcrRef>NONREF</AcctSvcrRef>"));

        Assert.Equal(["", "A2", "", ""], Texts(import, "reference"));
        Assert.Equal(["A1", "", "A1", ""], Texts(import, "bankReference"));
    }

    [Theory]
    [InlineData("<RvslInd>true</RvslInd><AcctSvcrRef>A1</AcctSvcrRef>", "<Sts>BOOK</Sts>")]
    [InlineData("<AcctSvcrRef>A1</AcctSvcrRef>", "<Sts>PDNG</Sts>")]
    public async Task What_takes_an_entry_back_or_announced_it_leaves_it_its_reference(string of, string status)
    {
        var alone = await Statement(Entry("-5", "x", "<AcctSvcrRef>A1</AcctSvcrRef>"));
        var together = await Statement(Entry("-5", "x", "<AcctSvcrRef>A1</AcctSvcrRef>") + Entry("5", "y", of).Replace("<Sts>BOOK</Sts>", status, StringComparison.Ordinal));

        Assert.Equal("A1", Texts(together, "reference").First());
        Assert.Equal(SharedTypes.Accept(alone).Where(IsOperation).Single(), SharedTypes.Accept(together).Where(IsOperation).First());

        static bool IsOperation(string id) => id.StartsWith("bank.operation", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_moves_the_account_once()
    {
        var import = await Statement(Entry("-10", "Batch", "<AcctSvcrRef>B</AcctSvcrRef><NtryDtls>" + string.Concat(Enumerable.Range(1, 4).Select(n => $"<TxDtls><Amt Ccy=\"EUR\">{n}</Amt><RltdPties><Cdtr><Nm>Payee {n}</Nm></Cdtr></RltdPties></TxDtls>")) + "</NtryDtls>"));

        var operation = Assert.Single(import.All("bank.operation"));
        Assert.Equal(-10, operation.GetProperty("amount").GetDecimal());
        Assert.False(operation.TryGetProperty("counterparty", out _));
        Assert.Equal("1 EUR · Payee 1\n2 EUR · Payee 2\n3 EUR · Payee 3\n4 EUR · Payee 4", operation.GetProperty("memo").GetString());
    }

    [Fact]
    public async Task A_batch_too_long_for_a_memo_says_how_many_are_left_out()
    {
        var import = await Statement(Entry("-10", "Batch", "<NtryDtls>" + string.Concat(Enumerable.Repeat("<TxDtls><Amt Ccy=\"EUR\">1</Amt></TxDtls>", 100_000)) + "</NtryDtls>"));

        var memo = Assert.Single(import.All("bank.operation")).GetProperty("memo").GetString()!;
        Assert.Equal(100_000, (memo.Split('\n').Length - 1) + int.Parse(memo[(memo.LastIndexOf('+') + 1)..^1]));
        SharedTypes.AcceptDistinct(import);
    }

    [Theory]
    [InlineData("CRDT", "false", "5", "Payer")]
    [InlineData("DBIT", "false", "-5", "Payee")]
    [InlineData("CRDT", "true", "5", "Payee")]
    [InlineData("DBIT", "1", "-5", "Payer")]
    public async Task A_reversal_keeps_the_sign_of_its_own_entry_and_the_parties_of_the_first(string mark, string reversal, string amount, string counterparty)
    {
        var import = await Statement($"<Ntry><Amt Ccy=\"EUR\">5</Amt><CdtDbtInd>{mark}</CdtDbtInd><RvslInd>{reversal}</RvslInd><Sts>BOOK</Sts><BookgDt><Dt>2024-01-02</Dt></BookgDt><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Payer</Nm></Dbtr><Cdtr><Pty><Nm>Payee</Nm></Pty></Cdtr></RltdPties></TxDtls></NtryDtls></Ntry>");

        var operation = Assert.Single(import.All("bank.operation"));
        Assert.Equal((amount, counterparty), (operation.GetProperty("amount").GetRawText(), operation.GetProperty("counterparty").GetString()));
    }

    [Fact]
    public async Task A_reversal_never_takes_the_place_of_what_it_takes_back()
    {
        var import = await Statement(Entry("-5", "x", "<RvslInd>true</RvslInd><AcctSvcrRef>A1</AcctSvcrRef>"));

        Assert.Equal([""], Texts(import, "reference"));
        Assert.Equal(["A1"], Texts(import, "bankReference"));
    }

    [Theory]
    [InlineData("<Sts>PDNG</Sts>")]
    [InlineData("<Sts><Cd>INFO</Cd></Sts>")]
    [InlineData("<Sts><Cd>FUTR</Cd></Sts>")]
    public async Task What_is_not_booked_is_set_aside_with_its_reason(string status)
    {
        var import = await Statement(Entry("-1", "x").Replace("<Sts>BOOK</Sts>", status, StringComparison.Ordinal) + Entry("-2", "y"));

        Assert.Equal(-2, Assert.Single(import.All("bank.operation")).GetProperty("amount").GetDecimal());
        Assert.Contains("not booked", Assert.Single(import.Context.Rejected).Reason.En);
    }

    [Theory]
    [InlineData("2024-01-31", "2024-01-31")]
    [InlineData("2024-01-31Z", "2024-01-31")]
    [InlineData("2024-01-31+01:00", "2024-01-31")]
    [InlineData("2024-02-30", null)]
    [InlineData("31.01.2024", null)]
    public async Task A_day_is_read_as_it_is_written_or_the_entry_set_aside(string written, string? day)
    {
        var import = await Statement($"<Ntry><Amt Ccy=\"EUR\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>{written}</Dt></BookgDt></Ntry>");

        Assert.Equal(day is null ? [] : [day], Texts(import, "bookingDate"));
        Assert.Equal(day is null ? 1 : 0, import.Context.Rejected.Count);
    }

    [Theory]
    [InlineData("2024-01-31T23:59:00-05:00")]
    [InlineData("2024-01-31T00:00:00.000000000")]
    public async Task A_time_gives_the_day_that_the_bank_wrote(string written)
    {
        var import = await Statement($"<Ntry><Amt Ccy=\"EUR\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><DtTm>{written}</DtTm></BookgDt></Ntry>");

        Assert.Equal(["2024-01-31"], Texts(import, "bookingDate"));
    }

    [Theory]
    [InlineData("0.12345", "0.12345")]
    [InlineData("123456789012345.678", "123456789012345.678")]
    [InlineData("1234567890123456789", null)]
    [InlineData("1,50", null)]
    [InlineData("NaN", null)]
    [InlineData("", null)]
    public async Task Amounts_are_read_exactly_or_set_aside(string written, string? read)
    {
        var import = await Statement($"<Ntry><Amt Ccy=\"EUR\">{written}</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2024-01-02</Dt></BookgDt></Ntry>" + Entry("1", "neighbour"));

        Assert.Equal(read is null ? ["1"] : [read, "1"], import.All("bank.operation").Select(item => item.GetProperty("amount").GetRawText()));
        Assert.Equal(read is null ? 1 : 0, import.Context.Rejected.Count);
    }

    [Theory]
    [InlineData("", "", "10", "7", false)]
    [InlineData("", "", "10", "8", true)]
    [InlineData("<StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>", "", "10", "8", false)]
    [InlineData("", "<Ntry><Amt Ccy=\"EUR\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts><BookgDt><Dt>2024-01-02</Dt></BookgDt></Ntry>", "10", "7", false)]
    [InlineData("", "<Ntry><Amt Ccy=\"USD\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2024-01-02</Dt></BookgDt></Ntry>", "10", "7", false)]
    public async Task Balances_that_do_not_fit_are_told_where_they_can_be_compared(string paging, string more, string opening, string closing, bool told)
    {
        var import = await Import.Of(new Camt053Connector(), Message($"<Stmt><Id>1</Id>{paging}{Account}{Balance("OPBD", opening)}{Balance("CLBD", closing)}{Entry("-3", "x")}{more}</Stmt>"));

        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Equal(told, import.Ended is not null);
        Assert.Equal(closing, Assert.Single(import.All("bank.account")).GetProperty("balance").GetRawText());
    }

    [Fact]
    public async Task A_statement_that_names_no_account_asks_before_it_saves()
    {
        var text = Message($"<Stmt><Id>1</Id>{Entry("-1", "x")}</Stmt><Stmt><Id>2</Id>{Entry("-2", "y")}</Stmt>");

        var asked = await Import.Of(new Camt053Connector(), text);
        Assert.Equal("account", Assert.IsType<QuestionException>(asked.Ended).Key);
        Assert.Empty(asked.Context.Saved);

        var import = await Import.Of(new Camt053Connector(), text, ("account", " Livret "), ("account-2", "PEL"));
        Assert.Equal(["Livret", "PEL"], Texts(import, "account"));
    }

    [Theory]
    [InlineData("urn:iso:std:iso:20022:tech:xsd:camt.053.001.13", "BkToCstmrStmt")]
    [InlineData("urn:iso:std:iso:20022:tech:xsd:camt.053.001.01", "BkToCstmrStmtV01")]
    [InlineData("", "BkToCstmrStmt")]
    public async Task Any_version_is_read_and_so_is_none(string names, string message)
    {
        var import = await Import.Of(new Camt053Connector(), $"\n<?xml version=\"1.0\"?><d:Document xmlns:d=\"{(names.Length == 0 ? "x" : names)}\"><d:{message}>{Body(Entry("-1", "x"))}</d:{message}></d:Document>");

        Assert.Single(import.All("bank.operation"));
    }

    [Theory]
    [InlineData("utf-8", "ISO-8859-1")]
    [InlineData("utf-8", "UTF-16")]
    [InlineData("windows-1252", "UTF-8")]
    [InlineData("windows-1252", "ISO-8859-1")]
    [InlineData("iso-8859-15", "ISO-8859-15")]
    [InlineData("utf-16", "UTF-8")]
    public async Task The_bytes_decide_the_encoding_before_what_the_file_says(string written, string declared)
    {
        const string Label = "Crêperie 5 €";
        var encoding = written == "utf-8" ? new UTF8Encoding(false) : written == "utf-16" ? Encoding.Unicode : CodePagesEncodingProvider.Instance.GetEncoding(written)!;
        var text = $"<?xml version=\"1.0\" encoding=\"{declared}\"?>" + Message(Body(Entry("-1", Label)));

        var import = await Import.Of(new Camt053Connector(), new TestFile("x.xml", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]));

        Assert.Equal([Label], Texts(import, "label"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"resourceType\":\"Bundle\"}")]
    [InlineData("<html><body>Your session has expired</body></html>")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.03\"><CstmrCdtTrfInitn/></Document>")]
    [InlineData("\0\u0001\u0002<")]
    public async Task Another_file_is_not_mine(string text) => Assert.Equal(Outcome.NotMyFile, (await Import.Of(new Camt053Connector(), text)).Outcome);

    [Fact]
    public async Task Elements_without_end_are_refused_in_bounded_time()
    {
        var deep = new StringBuilder("<Document><BkToCstmrStmt><Stmt>").Insert(31, "<Acct>", 200_000).ToString();

        Assert.Equal(Outcome.NotMyFile, (await Import.Of(new Camt053Connector(), deep)).Outcome);
    }

    [Fact]
    public async Task An_entity_that_a_document_defines_is_refused_and_never_expanded()
    {
        var import = await Import.Of(new Camt053Connector(), "<!DOCTYPE Document [<!ENTITY a \"aaaa\">]>" + Message(Body(Entry("-1", "&a;"))));

        Assert.Equal(Outcome.NotMyFile, import.Outcome);
        Assert.Contains("DTD", import.Ended!.Detail.En);
    }

    [Fact]
    public async Task A_damaged_place_loses_only_what_comes_after_it()
    {
        var import = await Import.Of(new Camt053Connector(), Message(Body(Entry("-1", "x") + Entry("-2", "M&S") + Entry("-3", "z"))));

        Assert.Equal(Outcome.Truncated, import.Outcome);
        Assert.Single(import.All("bank.operation"));
    }

    [Fact]
    public async Task A_text_of_many_megabytes_is_cut_and_harms_nothing()
    {
        var import = await Statement(Entry("-1", new string('x', 20_000_000)) + Entry("-2", "y"));

        Assert.Equal([1000, 1], import.All("bank.operation").Select(item => item.GetProperty("label").GetString()!.Length));
        SharedTypes.AcceptDistinct(import);
    }

    private static IEnumerable<string> Texts(Import import, string field) => import.All("bank.operation").Select(item => item.TryGetProperty(field, out var text) ? text.GetString()! : "");

    private static Task<Import> Statement(string entries) => Import.Of(new Camt053Connector(), Message(Body(entries)));

    private static string Message(string statements) => $"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>{statements}</BkToCstmrStmt></Document>";

    private static string Body(string entries, string id = "1", string element = "Stmt") => $"<{element}><Id>{id}</Id>{Account}{entries}</{element}>";

    private static string Balance(string code, string amount) => $"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2024-01-31</Dt></Dt></Bal>";

    private static string Entry(string amount, string label, string more = "") =>
        $"<Ntry><Amt Ccy=\"EUR\">{amount.TrimStart('-')}</Amt><CdtDbtInd>{(amount[0] == '-' ? "DBIT" : "CRDT")}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2024-01-02</Dt></BookgDt>{more}<AddtlNtryInf>{label}</AddtlNtryInf></Ntry>";
}
