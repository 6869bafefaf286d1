using Hub.Core.Records;

namespace Hub.Web.Views;

/// <summary>Two periods of a type against each other.</summary>
/// <param name="Lengths">That one is longer, or not over: what is compared then.</param>
public sealed record PairModel(RecordType Type, PeriodPair Pair, IReadOnlyList<PairLine> Lines, string? Lengths, IReadOnlyList<PeriodPair> Usual, FormModel Form, string Basis);

public sealed record PairLine(IReadOnlyList<FigureModel> Figures, string Sentence, ChartModel Chart);

/// <summary>Says how two periods differ. Only the steps that both know are compared; a hole must not look like thrift.</summary>
public static class PairViews
{
    /// <summary>How many lines there are at most, those with the most records.</summary>
    public const int Most = 4;

    /// <param name="known">The days of which there is data at all.</param>
    public static IReadOnlyList<PairLine> Of(RecordType type, IReadOnlyList<Measured> first, IReadOnlyList<Measured> second, PeriodPair pair, Period known, PageContext page, Func<string?, string?>? unitOf = null) =>
        [.. first.Concat(second).GroupBy(row => (row.Group, row.Direction, row.Currency)).OrderByDescending(line => line.Sum(row => row.Count)).Take(Most)
            .Select(line => Line(type, new Measure(type, page, unitOf?.Invoke(line.Key.Group)), line.Key, first, second, pair, known, page))];

    public static string? Lengths(PeriodPair pair, Period known, PageContext page)
    {
        var (first, second) = (Days(pair.First, known), Days(pair.Second, known));
        if (first == second && first == pair.First.Length && second == pair.Second.Length)
        {
            return null;
        }

        return page.L(
            $"Your data covers {page.Format.Number(first)} of {page.Format.Number(pair.First.Length)} days of the one and {page.Format.Number(second)} of {page.Format.Number(pair.Second.Length)} of the other. Only what both have is compared.",
            $"Vos données couvrent {page.Format.Number(first)} jours sur {page.Format.Number(pair.First.Length)} de l'une et {page.Format.Number(second)} sur {page.Format.Number(pair.Second.Length)} de l'autre. Seul ce que les deux ont en commun est comparé.");
    }

    /// <summary>What the difference is that of, where it is not that of the whole.</summary>
    private static string Over(int shared, PeriodPair pair, PageContext page) => (pair.ByDay, shared) switch
    {
        (true, 1) => page.L("On the day that both have: ", "Sur le jour que les deux ont en commun : "),
        (false, 1) => page.L("In the month that both have: ", "Sur le mois que les deux ont en commun : "),
        (true, _) => page.L($"Over the {shared} days that both have: ", $"Sur les {shared} jours que les deux ont en commun : "),
        _ => page.L($"Over the {shared} months that both have: ", $"Sur les {shared} mois que les deux ont en commun : "),
    };

    private static PairLine Line(RecordType type, Measure measure, (string? Group, string? Direction, string? Currency) key, IReadOnlyList<Measured> first, IReadOnlyList<Measured> second, PeriodPair pair, Period known, PageContext page)
    {
        var steps = pair.Steps();
        var one = Values([.. first.Where(IsOfLine)], [.. steps.Select(step => step.First)], type, known, measure);
        var other = Values([.. second.Where(IsOfLine)], [.. steps.Select(step => step.Second)], type, known, measure);
        var both = Enumerable.Range(0, steps.Count).Where(i => one[i] is not null && other[i] is not null && IsComparable(steps[i].First!.Value, steps[i].Second!.Value, known)).ToList();
        var name = measure.IsMoney ? $"{measure.LineName(key.Group, key.Direction)} ({key.Currency})" : measure.LineName(key.Group, key.Direction);
        var (now, then) = (Sum(first, one, both, steps.Select(step => step.First), measure), Sum(second, other, both, steps.Select(step => step.Second), measure));
        string Say(decimal? value) => value is { } number ? measure.Say(number, key.Currency) : "–";
        return new PairLine(
            [new FigureModel(name, Say(Fold(first)), pair.First.Within(page)), new FigureModel(name, Say(Fold(second)), pair.Second.Within(page))],
            both.Count == 0 ? page.L("Nothing in them can be compared: they have no part in common.", "Rien ne peut être comparé : elles n'ont aucune partie en commun.") : (both.Count < steps.Count ? Over(both.Count, pair, page) : "") + Difference(now, then, value => measure.Say(value, key.Currency), page),
            new ChartModel
            {
                Title = name,
                Kind = type.Chart?.Kind == "line" ? "line" : "bars",
                Unit = measure.Axis(key.Currency),
                Buckets = [.. Enumerable.Range(1, steps.Count).Select(step => Short(step, pair, page))],
                Names = [.. Enumerable.Range(1, steps.Count).Select(step => Full(step, pair, page))],
                Series = [new ChartSeries(pair.First.Label(page), one), new ChartSeries(pair.Second.Label(page), other, Quiet: true)],
                Table = new TableModel(
                    [new TableColumn(pair.ByDay ? page.L("Day", "Jour") : page.L("Month", "Mois")), new TableColumn(pair.First.Label(page), true), new TableColumn(pair.Second.Label(page), true), new TableColumn(page.L("Difference", "Écart"), true)],
                    [.. Enumerable.Range(0, steps.Count).Select(i => new TableRow([new TableCell(Full(i + 1, pair, page)), Say(one[i]), Say(other[i]), both.Contains(i) ? Signed(one[i]!.Value - other[i]!.Value, value => measure.Say(value, key.Currency)) : "–"]))]),
            });

        bool IsOfLine(Measured row) => (row.Group, row.Direction, row.Currency) == key;

        decimal? Fold(IReadOnlyList<Measured> rows) => rows.Where(IsOfLine).ToList() is { Count: > 0 } mine ? TypeCharts.Fold(mine, measure) : null;

        decimal Sum(IReadOnlyList<Measured> rows, IReadOnlyList<decimal?> values, IReadOnlyList<int> at, IEnumerable<DaySpan?> spans, Measure of)
        {
            var wanted = spans.Where((_, i) => at.Contains(i)).OfType<DaySpan>().ToList();
            return of.Function == "avg" ? TypeCharts.Fold(rows.Where(row => IsOfLine(row) && wanted.Exists(span => span.Contains(row.Start))), of) : at.Sum(i => values[i]!.Value);
        }
    }

    /// <summary>"27 kWh less, 8 %"; the percentage only where it says something.</summary>
    public static string Difference(decimal now, decimal then, Func<decimal, string> say, PageContext page)
    {
        var difference = now - then;
        if (difference == 0 || (then != 0 && Math.Abs(difference / then) < 0.005m))
        {
            return page.L($"{say(now)} against {say(then)}: about the same.", $"{say(now)} contre {say(then)} : pratiquement autant.");
        }

        var share = then > 0 && now >= 0 && now <= 3 * then ? page.Format.Percent(Math.Abs(Math.Round(difference / then, 2))) : null;
        var how = share is null ? "" : page.L($", {share}", $", soit {share}");
        var much = say(Math.Abs(difference));
        return difference < 0
            ? page.L($"{say(now)} against {say(then)}: {much} less{how}.", $"{say(now)} contre {say(then)} : {much} de moins{how}.")
            : page.L($"{say(now)} against {say(then)}: {much} more{how}.", $"{say(now)} contre {say(then)} : {much} de plus{how}.");
    }

    /// <summary>What is measured without pause is unknown where nothing was measured; of what happens now and then, nothing is nought.</summary>
    private static IReadOnlyList<decimal?> Values(IReadOnlyList<Measured> rows, IReadOnlyList<DaySpan?> spans, RecordType type, Period known, Measure measure) =>
        [.. spans.Select(span => span is not { } of ? null
            : rows.Where(row => of.Contains(row.Start)).ToList() is { Count: > 0 } mine ? TypeCharts.Fold(mine, measure)
            : type.Series is null && measure.Function != "avg" && IsKnown(of, known) ? 0 : (decimal?)null)];

    /// <summary>A month that is not over, or of which only an end is known, is not held against a whole one.</summary>
    private static bool IsComparable(DaySpan one, DaySpan other, Period known) => one.IsLike(other) && IsKnown(one, known) && IsKnown(other, known);

    private static bool IsKnown(DaySpan span, Period known) => span.From >= known.From && span.To <= known.To;

    private static int Days(Period period, Period known) => Math.Max(0, (period.To < known.To ? period.To : known.To).DayNumber - (period.From > known.From ? period.From : known.From).DayNumber);

    private static string Signed(decimal value, Func<decimal, string> say) => value > 0 ? "+" + say(value) : say(value);

    private static string Short(int step, PeriodPair pair, PageContext page) => Month(step, pair) is { } month ? page.Format.ShortMonth(month) : page.Format.Number(step);

    private static string Full(int step, PeriodPair pair, PageContext page) =>
        Month(step, pair) is { } month ? page.Format.Month(month) : pair.ByDay ? page.L($"Day {step}", $"Jour {step}") : page.L($"Month {step}", $"Mois {step}");

    /// <summary>Months have their names where they are the same on both sides.</summary>
    private static int? Month(int step, PeriodPair pair) =>
        !pair.ByDay && pair.First.From is { Day: 1 } first && pair.Second.From is { Day: 1 } second && first.Month == second.Month ? first.AddMonths(step - 1).Month : null;
}
