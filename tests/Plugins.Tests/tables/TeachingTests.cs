using System.Text;
using Hub.Core.Plugins.Tables.Teaching;
using Hub.Runner.Tables;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.Tables;

/// <summary>What is proposed for a table that nobody knows, from the file's bytes to the records that the proposed mapping makes of them.</summary>
public sealed class TeachingTests
{
    private static readonly IReadOnlyList<TeachableType> Teachable = TeachableType.All(SharedTypes.Types);

    [Fact]
    public async Task A_French_bank_with_debit_and_credit_in_Windows_1252()
    {
        const string text = "Compte n° 00012345678\r\n\r\nDate opération;Date valeur;Libellé;Débit;Crédit;\r\n13/02/2026;14/02/2026;\"CARTE \"\"ÉPICERIE\"\"\nPARIS\";-12,50;;\r\n14/02/2026;14/02/2026;VIREMENT;;1 234,56;\r\n";
        var taught = await TeachAsync("releve.csv", CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text));

        Assert.Equal("bank.operation", taught.Proposal.Lesson.Type);
        Assert.Equal(["bookingDate", "valueDate", "label", "amount:debit", "amount:credit", ""], taught.Proposal.Lesson.Columns);
        Assert.Equal((";", "dmy", ","), (taught.Proposal.Lesson.Delimiter, taught.Proposal.Lesson.Order, taught.Proposal.Lesson.Decimal));
        Assert.Empty(taught.Proposal.Doubts);
        Assert.Equal(["-12.50", "1234.56"], taught.Values("bank.operation", "amount"));
        Assert.Equal("CARTE \"ÉPICERIE\" PARIS", taught.Values("bank.operation", "label")[0]);
        Assert.Equal(["EUR", "EUR"], taught.Values("bank.operation", "currency"));
        Assert.Single(taught.Values("bank.account", "account"));
    }

    [Fact]
    public async Task An_American_bank_whose_dates_tell_their_order_and_whose_words_tell_the_way()
    {
        var taught = await TeachAsync("checking.csv", "\ufeffPosting Date,Description,Amount (USD),Debit/Credit,Balance\n02/03/2026,Coffee,4.50,Debit,\"1,000.00\"\n02/25/2026,Wages,\"2,000.00\",Credit,\"3,000.00\"\n");

        Assert.Equal(["bookingDate", "label", "amount", "amount:sign", "balanceAfter"], taught.Proposal.Lesson.Columns);
        Assert.Equal(("mdy", "."), (taught.Proposal.Lesson.Order, taught.Proposal.Lesson.Decimal));
        Assert.Empty(taught.Proposal.Doubts);
        Assert.Equal(["2026-02-03", "2026-02-25"], taught.Values("bank.operation", "bookingDate"));
        Assert.Equal(["-4.50", "2000.00"], taught.Values("bank.operation", "amount"));
        Assert.Equal("USD", taught.Values("bank.operation", "currency")[0]);
    }

    [Fact]
    public async Task What_the_cells_leave_open_is_told()
    {
        var taught = await TeachAsync("x.csv", "Date,Label,Amount\n02/03/2026,Coffee,\"4,500\"\n05/03/2026,Wages,\"2,000\"\n");

        Assert.Equal("dmy", taught.Proposal.Lesson.Order);
        Assert.Equal(3, taught.Proposal.Doubts.Count);
        Assert.Contains(taught.Proposal.Doubts, doubt => doubt.En.Contains("whether the day or the month", StringComparison.Ordinal));
        Assert.Contains(taught.Proposal.Doubts, doubt => doubt.En.Contains("comma or a point", StringComparison.Ordinal));
        Assert.Contains(taught.Proposal.Doubts, doubt => doubt.Fr.Contains("dans quel sens", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Half_hours_of_electricity_in_Wh()
    {
        var taught = await TeachAsync("conso-maison.csv", "PRM;Horodate;Consommation (Wh)\n12345678901234;2026-01-05T00:00:00+01:00;512\n12345678901234;2026-01-05T00:30:00+01:00;1024\n12345678901234;2026-01-05T01:00:00+01:00;100\n");

        Assert.Equal("energy.consumption", taught.Proposal.Lesson.Type);
        Assert.Equal(["usagePoint", "start", "energy"], taught.Proposal.Lesson.Columns);
        Assert.Equal("W.h", taught.Proposal.Lesson.Units["energy"]);
        Assert.Equal(("1800", "load-curve", "electricity"), (taught.Proposal.Lesson.Constants["duration"], taught.Proposal.Lesson.Constants["series"], taught.Proposal.Lesson.Constants["commodity"]));
        Assert.Equal(["0.512", "1.024", "0.1"], taught.Values("energy.consumption", "energy"));
        Assert.Equal("1800", taught.Values("energy.consumption", "duration")[0]);
    }

    [Fact]
    public async Task Water_by_day_with_the_date_and_the_time_in_two_columns_and_the_meter_asked()
    {
        var taught = await TeachAsync("eau.csv", "Jour;Heure;Volume (litres)\n30/01/2026;00:00;120\n31/01/2026;00:00;98,5\n01/02/2026;00:00;101\n");

        Assert.Equal("water.consumption", taught.Proposal.Lesson.Type);
        Assert.Equal(["start", "start:time", "volume"], taught.Proposal.Lesson.Columns);
        Assert.Equal("daily", taught.Proposal.Lesson.Constants["series"]);
        Assert.Equal(["0.12", "0.0985", "0.101"], taught.Values("water.consumption", "volume"));
        Assert.Equal("an answer", taught.Values("water.consumption", "usagePoint")[0]);
        Assert.Equal("2026-01-30T00:00:00+01:00", taught.Values("water.consumption", "start")[0]);
    }

    [Fact]
    public async Task A_weight_in_JSON_is_an_observation_named_by_its_column()
    {
        var taught = await TeachAsync("scale.json", """{"user":"x","measures":[{"date":"2026-03-01","poids (kg)":71.25},{"date":"2026-03-08","poids (kg)":70.9}]}""");

        Assert.Equal("health.observation", taught.Proposal.Lesson.Type);
        Assert.Equal(["effective", "value"], taught.Proposal.Lesson.Columns);
        Assert.Equal((".", "ymd"), (taught.Proposal.Lesson.Decimal, taught.Proposal.Lesson.Order));
        Assert.Equal(["poids", "poids"], taught.Values("health.observation", "display"));
        Assert.Equal("kg", taught.Values("health.observation", "unit")[0]);
        Assert.Equal(["71.25", "70.9"], taught.Values("health.observation", "value"));
        Assert.Equal(["2026-03-01", "2026-03-08"], taught.Values("health.observation", "effective"));
    }

    [Fact]
    public async Task A_type_that_the_person_chose_is_kept()
    {
        var taught = await TeachAsync("x.csv", "Date,Label,Amount\n2026-03-02,Coffee,-4.5\n2026-03-05,Wages,2\n", "health.observation");

        Assert.Equal("health.observation", taught.Proposal.Lesson.Type);
    }

    [Fact]
    public async Task Columns_of_one_name_are_told_apart()
    {
        var taught = await TeachAsync("x.csv", "Date;Libellé;Libellé;Montant\n13/03/2026;A;B;-4,5\n14/03/2026;C;D;-5\n");
        var lesson = taught.Proposal.Lesson with { Columns = ["bookingDate", "memo", "label", "amount"] };

        Assert.Equal(["B", "D"], (await ReadAsync(lesson, taught.File)).Values("bank.operation", "label"));
    }

    [Theory]
    [InlineData("just a letter\nof two lines")]
    [InlineData("1;2;3\n4;5;6\n")]
    [InlineData("")]
    public async Task What_has_no_header_has_no_proposal(string text)
    {
        var file = new TestFile("x.csv", Encoding.UTF8.GetBytes(text));
        try
        {
            Assert.Null(SampledTable.Find(await TableSampler.TakeAsync(file, TestContext.Current.CancellationToken)));
        }
        catch (RunException none)
        {
            Assert.Equal(Outcome.NotUnderstood, none.Outcome);
        }
    }

    [Fact]
    public async Task Little_is_told_of_a_huge_table()
    {
        var file = new TestFile("x.csv", Encoding.UTF8.GetBytes("Date;Text\n" + string.Concat(Enumerable.Repeat($"01/02/2026;{new string('x', 50_000)}\n", 400))));

        var sample = await TableSampler.TakeAsync(file, TestContext.Current.CancellationToken);

        Assert.InRange(sample.Rows.Count, 2, 300);
        Assert.InRange(sample.ToJson().Length, 1, 1024 * 1024);
    }

    [Fact]
    public void Each_word_speaks_of_a_type_and_a_target_that_exist()
    {
        foreach (var (name, targets) in TeachingWords.All.Fields)
        {
            var type = Teachable.Single(type => type.Type.Name == name);
            Assert.All(targets.Keys, target => Assert.Contains(target, type.Targets));
            Assert.All(TeachingWords.All.Measures[name], measure => Assert.Contains(measure, type.Targets));
            Assert.NotEmpty(TeachingWords.All.Strong[name]);
            Assert.All(targets.Values.SelectMany(phrases => phrases), phrase => Assert.Equal(TextFolding.Fold(phrase), phrase));
        }
    }

    private static Task<Taught> TeachAsync(string name, string text, string? type = null) => TeachAsync(name, Encoding.UTF8.GetBytes(text), type);

    private static async Task<Taught> TeachAsync(string name, byte[] bytes, string? type = null)
    {
        var file = new TestFile(name, bytes);
        var table = SampledTable.Find(await TableSampler.TakeAsync(file, TestContext.Current.CancellationToken));
        var proposal = TableProposer.Propose(table!, Teachable, "Example", "Europe/Paris", type);
        return (await ReadAsync(proposal.Lesson, file)) with { Proposal = proposal };
    }

    private static async Task<Taught> ReadAsync(TableLesson lesson, TestFile file)
    {
        var type = Teachable.Single(type => type.Type.Name == lesson.Type);
        var import = await Import.Of(new TableConnector(LessonMapping.Of(lesson, type)), file, ("account", "an answer"), ("usagePoint", "an answer"));
        SharedTypes.AcceptDistinct(import);
        Assert.Empty(import.Context.Rejected);
        return new Taught(new TableProposal(lesson, []), import, file);
    }

    private sealed record Taught(TableProposal Proposal, Import Import, TestFile File)
    {
        public IReadOnlyList<string> Values(string type, string field) => [.. Import.All(type).Select(data => data.GetProperty(field).ToString())];
    }
}
