using Hub.Plugins.Ofx;
using Hub.Sdk;

namespace Hub.Plugins.Tests.Ofx;

/// <summary>The counts and sums of the real samples, as their PROVENANCE.md states them.</summary>
public sealed class OfxSamplesTests
{
    [Theory]
    [InlineData("csingley_ofxtools/br_nubank_cc.ofx", 6, "-1280.91", "BRL", "-1280.91")]
    [InlineData("csingley_ofxtools/invstmtrs.ofx", 1, "1000.00", "USD", "")]
    [InlineData("csingley_ofxtools/stmtrs.ofx", 2, "-500.00", "USD", "200.29")]
    [InlineData("csingley_ofxtools/stmtrs_euro.ofx", 2, "-500.00", "USD", "200.29")]
    [InlineData("jseutter_ofxparse/anzcc.ofx", 1, "-5.50", "AUD", "-123.45")]
    [InlineData("jseutter_ofxparse/bank_medium.ofx", 3, "-345.27", "CAD", "382.34")]
    [InlineData("jseutter_ofxparse/checking.ofx", 3, "-59.50", "USD", "100.99")]
    [InlineData("jseutter_ofxparse/fail_nice/empty_balance.ofx", 1, "120", "CAD", "")]
    [InlineData("jseutter_ofxparse/investment_medium.ofx", 3, "-3.95", "CAD", "")]
    [InlineData("jseutter_ofxparse/multiple_accounts2.ofx", 0, "0", "USD USD", "111 222")]
    [InlineData("jseutter_ofxparse/ofx-v102-empty-tags.ofx", 1, "12.34", "", "")]
    [InlineData("jseutter_ofxparse/suncorp.ofx", 1, "-16.85", "AUD", "1234.12")]
    [InlineData("jseutter_ofxparse/bank_small.ofx", 0, "0", "", "")]
    public async Task A_statement_gives_its_operations_sum_and_balances(string path, int count, string sum, string currencies, string balances)
    {
        var import = await Import.Of(new OfxConnector(), Samples.Get("bank-ofx/" + path));

        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Empty(import.Context.Rejected);
        SharedTypes.AcceptDistinct(import);
        Assert.Equal(count, import.All("bank.operation").Count);
        Assert.Equal(decimal.Parse(sum), import.Sum("bank.operation", "amount"));
        Assert.Equal(currencies, string.Join(' ', import.All("bank.account").Select(account => account.TryGetProperty("currency", out var currency) ? currency.GetString() : "")));
        Assert.Equal(balances, string.Join(' ', import.All("bank.account").Select(account => account.TryGetProperty("balance", out var balance) ? balance.GetRawText() : "")));
    }

    [Theory]
    [InlineData("fail_nice/date_missing.ofx", 3)]
    [InlineData("fail_nice/decimal_error.ofx", 1)]
    public async Task What_cannot_be_read_is_rejected_with_its_line_and_not_guessed(string path, int rejected)
    {
        var import = await Import.Of(new OfxConnector(), Samples.Get("bank-ofx/jseutter_ofxparse/" + path));

        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Empty(import.All("bank.operation"));
        Assert.Equal(rejected, import.Context.Rejected.Count);
        Assert.All(import.Context.Rejected, item => Assert.StartsWith("line ", item.Origin.At));
    }

    [Theory]
    [InlineData("jseutter_ofxparse/error_message.ofx", "2000")]
    [InlineData("jseutter_ofxparse/signon_fail.ofx", "15500")]
    [InlineData("csingley_ofxtools/profrs.ofx", "15500")]
    public async Task A_bank_s_error_message_is_told_and_is_no_empty_statement(string path, string code)
    {
        var import = await Import.Of(new OfxConnector(), Samples.Get("bank-ofx/" + path));

        Assert.Equal(Outcome.ActionNeededAtHolder, import.Outcome);
        Assert.Contains(code, import.Ended!.Detail.Fr);
        Assert.Empty(import.Context.Saved);
    }

    [Theory]
    [InlineData("dtd.xml")]
    [InlineData("external.xml")]
    [InlineData("external_file.xml")]
    [InlineData("quadratic.xml")]
    [InlineData("simple.xml")]
    [InlineData("simple-ns.xml")]
    [InlineData("xmlbomb.xml")]
    public async Task A_hostile_document_is_refused(string name)
    {
        var import = await Import.Of(new OfxConnector(), Samples.Get("hostile-xml/tiran_defusedxml/" + name)).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Outcome.NotMyFile, import.Outcome);
        Assert.Empty(import.Context.Saved);
    }

    [Theory]
    [InlineData("csingley_ofxtools/br_nubank_cc.ofx")]
    [InlineData("csingley_ofxtools/invstmtrs.ofx")]
    [InlineData("jseutter_ofxparse/bank_medium.ofx")]
    [InlineData("jseutter_ofxparse/suncorp.ofx")]
    public async Task Cut_anywhere_a_statement_keeps_its_complete_operations(string path)
    {
        var whole = Samples.Get("bank-ofx/" + path);
        using var stream = whole.Open();
        var bytes = new byte[whole.Length];
        stream.ReadExactly(bytes);
        var complete = await Import.Of(new OfxConnector(), whole);
        var kept = 0;
        for (var length = 0; length < bytes.Length - 8; length += 7)
        {
            // Anything but a RunException would escape from here.
            var import = await Import.Of(new OfxConnector(), new Hub.Sdk.Testing.TestFile("cut.ofx", bytes[..length]), ("account", "x"), ("currency", "EUR"));

            Assert.True(import.Outcome is Outcome.Truncated or Outcome.NotMyFile, $"{length}: {import.Outcome}");
            var saved = import.All("bank.operation").Select(item => item.GetRawText()).ToList();
            Assert.True(saved.Count >= kept);
            Assert.Equal(complete.All("bank.operation").Take(saved.Count).Select(item => item.GetRawText()), saved);
            kept = saved.Count;
        }

        Assert.Equal(complete.All("bank.operation").Count, kept);
    }
}
