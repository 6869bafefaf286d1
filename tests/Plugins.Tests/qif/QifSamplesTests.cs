using Hub.Plugins.Qif;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.Qif;

/// <summary>The real samples, as their PROVENANCE.md counts them: T lines of operations, and the records that ^ closes.</summary>
public sealed class QifSamplesTests
{
    private const string Folder = "bank-qif/isaacharrisholt_quiffen/";
    private static readonly (string, string)[] Answers = [("account", "Mine"), ("account-2", "Shares"), ("currency", "GBP"), ("dates", "DMY"), ("amounts", ".")];

    [Theory]
    [InlineData("test.qif", 6, "-35.50", 1, 1)]
    [InlineData("test_oth_a.qif", 6, "-35.50", 1, 1)]
    [InlineData("test_category_override.qif", 4, "2077.44", 0, 1)]
    [InlineData("test_circular_reference.qif", 2, "-14.59", 0, 1)]
    [InlineData("test_split.qif", 1, "-10.00", 0, 1)]
    [InlineData("test_transaction_before_account_definition_1.qif", 2, "-197.96", 0, 1)]
    [InlineData("test_transaction_before_account_definition_2.qif", 2, "-197.96", 0, 1)]
    [InlineData("test_category_inherit.qif", 0, "0", 0, 1)]
    [InlineData("test_clear_autoswitch.qif", 0, "0", 0, 1)]
    [InlineData("test_option_autoswitch.qif", 0, "0", 0, 1)]
    [InlineData("test_unknown_account_type.qif", 0, "0", 1, 1)]
    public async Task A_file_gives_its_operations_and_their_sum(string name, int count, string sum, int rejected, int accounts)
    {
        var import = await Import.Of(new QifConnector(), Samples.Get(Folder + name), Answers);

        Assert.Equal((Outcome.Done, null), (import.Outcome, import.Ended?.Detail.En));
        Assert.Equal(count, import.All("bank.operation").Count);
        Assert.Equal(decimal.Parse(sum), import.Sum("bank.operation", "amount"));
        Assert.Equal(rejected, import.Context.Rejected.Count);
        Assert.Equal(accounts, import.All("bank.account").Count);
        SharedTypes.AcceptDistinct(import);
    }

    [Theory]
    [InlineData("test.qif", "2020-02-10 2020-02-14 2020-02-14 2020-02-12 2020-02-11 2020-02-10")]
    [InlineData("test_category_override.qif", "2017-12-22 2018-01-01 2018-01-02 2018-01-02")]
    [InlineData("test_circular_reference.qif", "2021-08-27 2021-08-27")]
    [InlineData("test_split.qif", "2000-01-01")]
    [InlineData("test_transaction_before_account_definition_1.qif", "2022-09-23 2022-09-08")]
    public async Task Days_are_read_in_the_order_that_the_file_shows_without_asking(string name, string days)
    {
        var import = await Import.Of(new QifConnector(), Samples.Get(Folder + name), ("account", "Mine"), ("currency", "GBP"));

        Assert.Equal(days, string.Join(' ', import.All("bank.operation").Select(item => item.GetProperty("bookingDate").GetString())));
    }

    [Fact]
    public async Task Parts_stay_with_their_operation()
    {
        var import = await Import.Of(new QifConnector(), Samples.Get(Folder + "test.qif"), Answers);

        var memos = import.All("bank.operation").ConvertAll(item => item.TryGetProperty("memo", out var memo) ? memo.GetString()! : "");
        Assert.Equal("-15.00 · Bills:Cell Phone/Test class · sign up credit\n82.50 · Bills:Cell Phone/Test class · new account", memos[1]);
        Assert.Equal("test order 1\n-50.00 · Food:Groceries · 50%\n-25.00 · Transportation:Automobile · 25%\n-10.00 · Personal Care:Haircare · 10%\n-15.00 · Healthcare:Prescriptions · 15%", memos[5]);
    }

    [Theory]
    [InlineData("empty.qif", "not a QIF file")]
    [InlineData("invalid.txt", "not a QIF file")]
    [InlineData("test_nosymbol.qif", "no operation and no account")]
    public async Task What_holds_nothing_is_refused_with_a_reason(string name, string reason)
    {
        var import = await Import.Of(new QifConnector(), Samples.Get(Folder + name));

        Assert.Equal(Outcome.NotMyFile, import.Outcome);
        Assert.Contains(reason, import.Ended!.Detail.En);
        Assert.Empty(import.Context.Saved);
    }

    [Theory]
    [InlineData("test.qif", "MDY", 6)]
    [InlineData("test_category_override.qif", "DMY", 3)]
    public async Task Cut_anywhere_a_file_keeps_its_complete_operations(string name, string order, int closed)
    {
        var whole = Samples.Get(Folder + name);
        using var stream = whole.Open();
        var bytes = new byte[whole.Length];
        stream.ReadExactly(bytes);
        var complete = (await Import.Of(new QifConnector(), whole, Answers)).All("bank.operation").ConvertAll(item => item.GetRawText());
        var kept = 0;
        for (var length = 0; length < bytes.Length; length++)
        {
            // Anything but a RunException would escape from here.
            var import = await Import.Of(new QifConnector(), new TestFile("cut.qif", bytes[..length]), [("dates", order), .. Answers.Where(answer => answer.Item1 != "dates")]);

            var saved = import.All("bank.operation").ConvertAll(item => item.GetRawText());
            Assert.True(saved.Count >= kept);
            Assert.Equal(complete.Take(saved.Count), saved);
            kept = saved.Count;
        }

        Assert.Equal(closed, kept);
    }
}
