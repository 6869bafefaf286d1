using System.Text.Json;
using Hub.Plugins.Camt053;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.Camt053;

/// <summary>The counts and sums of the real samples, as their PROVENANCE.md states them.</summary>
public sealed class Camt053SamplesTests
{
    private const string Folder = "bank-camt/genkgo_camt/";

    [Theory]
    [InlineData("camt052.v2.other-account.xml", 1, "-200000", "SEK", "")]
    [InlineData("camt052.v2.with-account-name.xml", 1, "-200000", "SEK", "")]
    [InlineData("camt052.v2.xml", 1, "-200000", "SEK", "")]
    [InlineData("camt053.v2.all-balance-types.xml", 1, "8.850", "EUR", "4.04")]
    [InlineData("camt053.v2.five.decimals.xml", 1, "8.850", "EUR", "27.050")]
    [InlineData("camt053.v2.minimal.ultimate.xml", 1, "8.85", "EUR", "-27.00")]
    [InlineData("camt053.v2.minimal.xml", 1, "8.85", "EUR", "-27.00")]
    [InlineData("camt053.v2.multi.statement.xml", 2, "1.85", "EUR", "20.00")]
    [InlineData("camt053.v2.with-account-name.xml", 1, "8.85", "EUR", "")]
    [InlineData("camt053.v2.with-party-ids.xml", 1, "8.85", "EUR", "-27.00")]
    [InlineData("camt053.v3.xml", 1, "8.85", "EUR", "-27.00")]
    [InlineData("camt053.v4.xml", 1, "8.85", "EUR", "-27.00")]
    [InlineData("camt053.v8.xml", 1, "8.85", "EUR", "-27.00")]
    [InlineData("camt054.v8-with-UETR.xml", 1, "-200000", "SEK", "")]
    [InlineData("camt054.v8-with-financial-institution.xml", 1, "-200000", "SEK", "")]
    [InlineData("camt054.v8.xml", 1, "-200000", "SEK", "")]
    [InlineData("camt53.only-Dt-with-DtTm.xml", 0, "0", "", "5442.09000")]
    public async Task A_message_gives_its_entries_sum_and_balance(string name, int count, string sum, string currency, string balance)
    {
        var import = await Import.Of(new Camt053Connector(), Samples.Get(Folder + name));

        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Empty(import.Context.Rejected);
        SharedTypes.AcceptDistinct(import);
        var operations = import.All("bank.operation");
        Assert.Equal(count, operations.Count);
        Assert.Equal(decimal.Parse(sum), import.Sum("bank.operation", "amount"));
        Assert.All(operations, operation => Assert.Equal(currency, operation.GetProperty("currency").GetString()));
        var account = Assert.Single(import.All("bank.account"));
        Assert.Equal(balance, account.TryGetProperty("balance", out var told) ? told.GetRawText() : "");
    }

    /// <summary>Upstream's own reading stands beside each message.</summary>
    [Theory]
    [InlineData("camt052.v2")]
    [InlineData("camt052.v2.other-account")]
    [InlineData("camt053.v2.all-balance-types")]
    [InlineData("camt053.v2.five.decimals")]
    [InlineData("camt053.v2.minimal")]
    [InlineData("camt053.v2.minimal.ultimate")]
    [InlineData("camt053.v2.with-account-name")]
    [InlineData("camt053.v2.with-party-ids")]
    [InlineData("camt053.v3")]
    [InlineData("camt053.v4")]
    [InlineData("camt053.v8")]
    [InlineData("camt054.v8")]
    [InlineData("camt054.v8-with-financial-institution")]
    [InlineData("camt054.v8-with-UETR")]
    public async Task The_fields_are_those_of_another_reader(string name)
    {
        using var json = Samples.Get($"{Folder}{name}.json").Open();
        var entry = JsonDocument.Parse(json).RootElement.GetProperty("getEntries")[0];
        var import = await Import.Of(new Camt053Connector(), Samples.Get($"{Folder}{name}.xml"));

        var operation = Assert.Single(import.All("bank.operation"));
        Assert.Equal(DayOf(entry, "getBookingDate") ?? DayOf(entry.GetProperty("getRecord"), "getCreatedOn"), Text(operation, "bookingDate"));
        Assert.Equal(DayOf(entry, "getValueDate"), Text(operation, "valueDate"));
        Assert.Equal(entry.GetProperty("getAccountServicerReference").GetString(), Text(operation, "reference"));
        Assert.Equal(entry.GetProperty("getRecord").GetProperty("getAccount").GetProperty("getIdentification").GetString(), Text(operation, "account"));
        Assert.Equal(entry.GetProperty("getAmount").GetProperty("getCurrency").GetProperty("getCode").GetString(), Text(operation, "currency"));
        Assert.Equal(entry.GetProperty("getAmount").GetProperty("getAmount").GetString(), (operation.GetProperty("amount").GetDecimal() * 100).ToString("0"));
    }

    [Fact]
    public async Task A_batch_is_one_operation_that_lists_what_it_holds()
    {
        var import = await Import.Of(new Camt053Connector(), Samples.Get(Folder + "camt054.v8.xml"));

        var lines = Text(Assert.Single(import.All("bank.operation")), "memo")!.Split('\n');
        Assert.Equal(["3.1 CHF", "3.2 CHF", "3.2 CHF"], lines.Select(line => line.Split(" · ")[0]));
        Assert.Contains("Example Creditor 3 - V3 · CH7212345003232323232", lines[2]);
    }

    [Fact]
    public async Task A_message_without_a_statement_is_none()
    {
        var import = await Import.Of(new Camt053Connector(), Samples.Get(Folder + "camt053.v2.wrong.xml"));

        Assert.Equal(Outcome.NotMyFile, import.Outcome);
        Assert.Contains("no statement", import.Ended!.Detail.En);
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
        var import = await Import.Of(new Camt053Connector(), Samples.Get("hostile-xml/tiran_defusedxml/" + name));

        Assert.Equal(Outcome.NotMyFile, import.Outcome);
        Assert.Empty(import.Context.Saved);
    }

    [Theory]
    [InlineData("camt053.v2.multi.statement.xml", 2)]
    [InlineData("camt054.v8.xml", 1)]
    public async Task Cut_anywhere_a_message_keeps_its_complete_entries(string name, int entries)
    {
        var whole = Samples.Get(Folder + name);
        using var stream = whole.Open();
        var bytes = new byte[whole.Length];
        stream.ReadExactly(bytes);
        var complete = (await Import.Of(new Camt053Connector(), whole)).All("bank.operation").ConvertAll(item => item.GetRawText());
        var kept = 0;
        for (var length = 0; length < bytes.Length - 20; length += 13)
        {
            // Anything but a RunException would escape from here.
            var import = await Import.Of(new Camt053Connector(), new TestFile("cut.xml", bytes[..length]), ("account", "x"));

            Assert.True(import.Outcome is Outcome.Truncated or Outcome.NotMyFile, $"{length}: {import.Outcome}");
            var saved = import.All("bank.operation").ConvertAll(item => item.GetRawText());
            Assert.True(saved.Count >= kept);
            Assert.Equal(complete.Take(saved.Count), saved);
            kept = saved.Count;
        }

        Assert.Equal(entries, kept);
    }

    [Theory]
    [InlineData("camt053.v2.all-balance-types.xml", true)]
    [InlineData("camt053.v2.five.decimals.xml", true)]
    [InlineData("camt053.v2.minimal.xml", false)]
    [InlineData("camt053.v2.multi.statement.xml", false)]
    public async Task Balances_that_do_not_fit_are_told(string name, bool told)
    {
        var import = await Import.Of(new Camt053Connector(), Samples.Get(Folder + name));

        Assert.Equal(told, import.Ended?.Detail.En.Contains("do not add up", StringComparison.Ordinal) ?? false);
    }

    private static string? Text(JsonElement data, string field) => data.TryGetProperty(field, out var value) ? value.GetString() : null;

    private static string? DayOf(JsonElement data, string field) => data.GetProperty(field) is { ValueKind: JsonValueKind.Object } day ? day.GetProperty("0").GetString()![..10] : null;
}
