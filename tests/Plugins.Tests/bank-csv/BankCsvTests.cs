using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Runner.Tables;
using Hub.Sdk;
using Hub.Sdk.Testing;
using Hub.Wire.Tables;

namespace Hub.Plugins.Tests.BankCsv;

/// <summary>The real samples with the counts and amounts that their PROVENANCE.md gives, the made-up ones of each bank, and files that are no table of a bank.</summary>
public sealed class BankCsvTests
{
    private static readonly string Folder = Path.Combine(Samples.Repository, "plugins", "bank-csv");
    private static readonly TableMapping Mapping = TableMapping.Read(File.ReadAllBytes(Path.Combine(Folder, "mapping.json")));
    private static readonly PluginFolder Reader = new(SchemaValidator.Compile(File.ReadAllBytes(Path.Combine(Samples.Repository, "sdk", "plugin.schema.json"))), SharedTypes.Types);

    [Fact]
    public async Task The_Caisse_d_Epargne_file_gives_seven_operations_with_their_signs()
    {
        var import = await ReadAsync(Samples.Get("bank-csv/ArthurFDLR_beancount-ce/test_csv_importer_statement.csv"), ("account", "mine"));

        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Equal([-14.9m, 4.4m, 24m, -63.43m, -63.11m, -20m, -7.32m], Amounts(import));
        Assert.Equal(("2020-04-17", "2020-05-15"), (Text(import, 0, "bookingDate"), Text(import, 6, "bookingDate")));
        SharedTypes.AcceptDistinct(import);
    }

    [Theory]
    [InlineData("sample.fr.utf8.csv", "CAFÉ — €20 REÇU")]
    [InlineData("sample.fr.cp1252.csv", "CAFÉ — €20 REÇU")]
    [InlineData("sample.fr.iso88591.csv", "CAFÉ ? ?20 REÇU")]
    public async Task French_text_is_read_in_its_encoding(string name, string last)
    {
        var import = await ReadAsync(Samples.Get("bank-csv/simonmichael_hledger/" + name), ("account", "mine"), ("currency", "EUR"));

        Assert.Equal(["DÉPÔT", "VIREMENT VERS ÉPARGNE", last], Enumerable.Range(0, 3).Select(nth => Text(import, nth, "label")));
        Assert.Equal([50m, -10m, -20m], Amounts(import));
        Assert.Equal("2012-03-22", Text(import, 0, "bookingDate"));
        SharedTypes.AcceptDistinct(import);
    }

    [Fact]
    public async Task A_table_of_norm_43_names_its_account_and_its_balance()
    {
        var import = await ReadAsync(Samples.Get("bank-csv/simonmichael_hledger/csv/banking/csb43.csv"));

        Assert.Equal([1500m, -500m], Amounts(import));
        var account = Assert.Single(import.All("bank.account"));
        Assert.Equal(("12345678901234567890", 1000m, "2019-11-30"), (account.GetProperty("account").GetString(), account.GetProperty("balance").GetDecimal(), account.GetProperty("balanceDate").GetString()));
        SharedTypes.AcceptDistinct(import);
    }

    [Theory]
    [InlineData("caisse-epargne.csv", "-4.20 -4.20 1850.00", "made-up")]
    [InlineData("credit-agricole.csv", "-650.00 1200.50", "00000000001")]
    [InlineData("banque-postale.csv", "-45.67 1223.45", "0000001A020")]
    [InlineData("boursobank.csv", "-23.50 1100.50", "00000000001")]
    [InlineData("revolut.csv", "-3.46 -11.50", "made-up")]
    [InlineData("n26.csv", "2500.00 -24.50", "made-up")]
    [InlineData("ing-germany.csv", "-1.62 1016.20", "DE00000000000000000001")]
    [InlineData("ing-netherlands.csv", "2500.00 -3.45", "NL00INGB0000000001")]
    public async Task Each_bank_s_table_gives_its_amounts_and_its_account(string name, string amounts, string account)
    {
        var import = await ReadAsync(TestFile.FromDisk(Path.Combine(Folder, "samples", name)), ("account", "made-up"));

        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Equal(amounts, string.Join(' ', import.All("bank.operation").Select(data => data.GetProperty("amount").GetRawText())));
        Assert.All(import.All("bank.operation"), data => Assert.Equal(account, data.GetProperty("account").GetString()));
        Assert.Equal(account, Assert.Single(import.All("bank.account")).GetProperty("account").GetString());
        SharedTypes.AcceptDistinct(import);
    }

    [Theory]
    [InlineData("ing-germany.csv")]
    [InlineData("credit-agricole.csv")]
    [InlineData("caisse-epargne.csv")]
    public async Task Cut_anywhere_a_file_keeps_its_complete_rows(string name)
    {
        var whole = File.ReadAllBytes(Path.Combine(Folder, "samples", name));
        var all = (await ReadAsync(new TestFile(name, whole), ("account", "a"))).All("bank.operation").ConvertAll(data => data.GetRawText());
        for (var length = 0; length < whole.Length; length++)
        {
            var import = await ReadAsync(new TestFile(name, whole[..length]), ("account", "a"));
            var kept = import.All("bank.operation").ConvertAll(data => data.GetRawText());
            var rows = Math.Max(0, kept.Count - 1);
            Assert.True(import.Outcome is Outcome.Done or Outcome.Truncated or Outcome.NotMyFile or Outcome.CodeNeeded, $"{length}: {import.Outcome}");
            if (import.Outcome is Outcome.Done or Outcome.Truncated)
            {
                Assert.Equal(all.Take(rows), kept.Take(rows)); // the last one may end within its last cell, which nobody can see
            }
        }
    }

    [Fact]
    public async Task A_file_that_names_no_account_asks_for_it_before_anything_is_saved()
    {
        var import = await ReadAsync(TestFile.FromDisk(Path.Combine(Folder, "samples", "caisse-epargne.csv")));

        Assert.Equal("account", Assert.IsType<QuestionException>(import.Ended).Key);
        Assert.Empty(import.Context.Saved);
    }

    [Fact]
    public void The_hub_knows_each_bank_s_file_and_no_hostile_one()
    {
        var plugin = Reader.Load(Folder, "bank-csv", out var why);

        Assert.True(plugin is not null, why);
        Assert.All(Directory.EnumerateFiles(Path.Combine(Folder, "samples"), "*.csv"), file => Assert.True(plugin.Accepts(HeadOf(file)), file));
        Assert.All(Samples.Under("hostile-csv").Concat(Samples.Under("linky")).Concat(Samples.Under("bank-ofx")), file => Assert.False(plugin.Accepts(HeadOf(file)), file));
    }

    private static string HeadOf(string file)
    {
        var content = TestFile.FromDisk(file);
        using var text = ImportText.Open(content, ImportText.FindEncoding(content));
        var head = new char[FileHead.Size];
        return new string(head, 0, text.ReadBlock(head));
    }

    private static Task<Import> ReadAsync(TestFile file, params (string Key, string Answer)[] answers) => Import.Of(new TableConnector(Mapping), file, answers);

    private static IEnumerable<decimal> Amounts(Import import) => import.All("bank.operation").Select(data => data.GetProperty("amount").GetDecimal());

    private static string? Text(Import import, int nth, string field) => import.All("bank.operation")[nth].GetProperty(field).GetString();
}
