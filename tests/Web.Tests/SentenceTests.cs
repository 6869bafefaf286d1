using Hub.Core.Runs;
using Hub.Sdk;
using Hub.Web;
using Hub.Web.Views;
using Web.Tests.Gallery;

namespace Web.Tests;

/// <summary>What the pages say, asked the question: would my aunt know what to do?</summary>
public sealed class SentenceTests
{
    private static readonly string[] Jargon = ["JSON", "API", "schema", "schéma", "parse", "exception", "null", "token", "UTF", "plugin", "cursor"];

    private static IReadOnlyList<Measured> TwoYears =>
    [
        new(new(2025, 10, 1), "electricity", "delivered", null, 339.1m, 1488),
        new(new(2026, 10, 1), "electricity", "delivered", null, 312m, 1488),
        new(new(2026, 11, 1), "electricity", "delivered", null, 90m, 400),
    ];

    [Theory]
    [InlineData("en", "Electricity: 312\u00a0kWh in October 2026, 8\u00a0% less than the year before.")]
    [InlineData("fr", "Électricité\u00a0: 312\u00a0kWh en octobre 2026, 8\u00a0% de moins qu'un an avant.")]
    public void Home_answers_with_the_latest_whole_month(string language, string sentence)
    {
        var page = SamplePerson.Context(language);
        var answer = Assert.Single(Answers.Of(SamplePerson.Types.Get("energy.consumption"), TwoYears, new(2025, 10, 1), new(2026, 11, 9), page));
        Assert.Equal(sentence, answer.Before + answer.Figure + answer.After);
        Assert.Equal("/data/energy.consumption?period=2026-10", answer.Address);
    }

    [Theory]
    [InlineData("2025-07-22T07:52:00.000Z", "22 July 2025 at 09:52")]
    [InlineData("2025-07-22", "22 July 2025")]
    public void The_time_of_an_appointment_is_told_in_words(string written, string told)
    {
        var page = SamplePerson.Context("en");
        var start = SamplePerson.Types.Get("calendar.event").Field("start")!;
        var data = System.Text.Json.JsonSerializer.SerializeToElement(new Dictionary<string, string>(StringComparer.Ordinal) { ["start"] = written });
        Assert.Equal(told, start.Show(data.GetProperty("start"), data, page));
    }

    [Fact]
    public void Before_the_first_month_is_over_home_says_which_days_it_knows()
    {
        var page = SamplePerson.Context("en");
        Measured[] rows = [new(new(2026, 10, 1), "electricity", "delivered", null, 51.1m, 240)];
        var answer = Assert.Single(Answers.Of(SamplePerson.Types.Get("energy.consumption"), rows, new(2026, 10, 24), new(2026, 10, 28), page));
        Assert.Equal("Electricity: 51.1\u00a0kWh from 24 to 28 October 2026.", answer.Before + answer.Figure + answer.After);
    }

    [Theory]
    [InlineData("en", "Bank operations in October 2026: −€659.82 out and +€2,150.00 in, a balance of +€1,490.18.")]
    [InlineData("fr", "Opérations bancaires en octobre 2026\u00a0: −659,82\u00a0€ sortis et +2\u202f150,00\u00a0€ entrés, soit un solde de +1\u202f490,18\u00a0€.")]
    public void Money_is_told_as_what_went_out_and_what_came_in(string language, string sentence)
    {
        var page = SamplePerson.Context(language);
        var type = SamplePerson.Types.Get("bank.operation");
        Measured[] rows = [new(new(2026, 10, 1), null, null, "EUR", 1490.18m, 12) { Out = -659.82m }];
        var answer = Assert.Single(Answers.Of(type, rows, new(2026, 10, 1), new(2026, 10, 31), page));
        Assert.Equal(sentence, answer.Before + answer.Figure + answer.After);
        Assert.Equal(3, TypeFigures.Of(type, rows, Period.Choose("2026-10", new(2026, 10, 1), new(2026, 10, 31)), page).Count);
    }

    [Fact]
    public void A_ratio_is_not_said_where_it_would_say_nothing()
    {
        var page = SamplePerson.Context("en");
        Assert.Null(Comparisons.Say(-312m, -250m, page));
        Assert.Null(Comparisons.Say(312m, 0m, page));
        Assert.Null(Comparisons.Say(312m, null, page));
        Assert.Equal("as much as the year before", Comparisons.Say(100m, 100.1m, page));
    }

    [Fact]
    public void A_month_without_data_is_a_gap_and_not_a_zero()
    {
        var page = SamplePerson.Context("en");
        var type = SamplePerson.Types.Get("energy.consumption");
        var period = Period.Choose("2026", new(2025, 10, 1), new(2026, 11, 9));
        var chart = Assert.Single(TypeCharts.Of(type, TwoYears, period, page));
        Assert.Null(chart.Series[0].Values[0]);
        Assert.Equal(312m, chart.Series[0].Values[9]);
        Assert.True(chart.Series[1].Quiet);
    }

    [Fact]
    public void A_hole_this_year_does_not_look_like_thrift()
    {
        var page = SamplePerson.Context("en");
        var type = SamplePerson.Types.Get("energy.consumption");
        Measured[] rows = [.. TwoYears, new(new(2025, 9, 1), "electricity", "delivered", null, 500m, 1440)];
        var figure = Assert.Single(TypeFigures.Of(type, rows, Period.Choose("2026", new(2025, 9, 1), new(2026, 10, 31)), page));
        Assert.Equal("8\u00a0% less than the year before", figure.Against);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public void Every_outcome_is_told_in_plain_words(string language)
    {
        foreach (var outcome in Enum.GetValues<Outcome>())
        {
            var sentence = Outcomes.Of(outcome).Sentence.In(language);
            Assert.EndsWith(".", sentence, StringComparison.Ordinal);
            Assert.DoesNotContain("!", sentence, StringComparison.Ordinal);
            Assert.DoesNotContain(Jargon, word => sentence.Contains(word, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Every_state_of_a_run_has_a_word_and_a_kind_in_both_languages()
    {
        foreach (var state in Enum.GetValues<RunState>())
        {
            var word = Kinds.Word(state);
            Assert.NotEqual("Unknown", word.En);
            Assert.NotEqual(word.En, word.Fr);
            Assert.NotEmpty(Kinds.Of(state));
        }
    }

    [Fact]
    public void The_lines_of_a_count_add_up_to_what_was_read()
    {
        var counts = new RunCounts(Read: 412, Created: 397, Updated: 0, Unchanged: 0, Withheld: 5, Rejected: 7, Owned: 2, Withdrawn: 3, NotAllowed: 1, OutsideSpan: 1);
        var table = RunCountTable.Of(counts, SamplePerson.Context("en"));
        Assert.Equal(412, table.Rows.Sum(row => int.Parse(row.Cells[1].Text)));
        Assert.Equal(1, int.Parse(table.Rows.Single(row => row.Cells[0].Text.Contains("deleted", StringComparison.Ordinal)).Cells[1].Text));
        Assert.Equal("412", table.Total!.Cells[1].Text);
    }
}
