namespace Hub.Web.Views;

/// <summary>Two periods laid side by side from their first days: day by day where both are short, else month by month.</summary>
public sealed record PeriodPair(Period First, Period Second)
{
    /// <summary>Steps that end after a period need room before the end of the calendar.</summary>
    private const int LastYear = 9990;

    public bool ByDay => First.Kind != PeriodKind.Year && Second.Kind != PeriodKind.Year && First.ByDay && Second.ByDay;

    /// <summary>The steps of both, one beside the other; the longer one goes on alone.</summary>
    public IReadOnlyList<(DaySpan? First, DaySpan? Second)> Steps()
    {
        var (first, second) = (StepsOf(First), StepsOf(Second));
        return [.. Enumerable.Range(0, Math.Max(first.Count, second.Count)).Select(i => (i < first.Count ? first[i] : (DaySpan?)null, i < second.Count ? second[i] : (DaySpan?)null))];
    }

    private IReadOnlyList<DaySpan> StepsOf(Period period)
    {
        var steps = new List<DaySpan>();
        for (var i = 0; Start(i) < period.To; i++)
        {
            var end = Start(i + 1);
            steps.Add(new DaySpan(Start(i), end < period.To ? end : period.To, IsWhole: end <= period.To));
        }

        return steps;

        DateOnly Start(int step) => ByDay ? period.From.AddDays(step) : period.From.AddMonths(step);
    }

    /// <summary>The usual questions about what there is: its last month and year against the ones before.</summary>
    public static IReadOnlyList<PeriodPair> Usual(DateOnly first, DateOnly last)
    {
        Period Month(int back) => Period.Choose($"{last.AddMonths(-back):yyyy-MM}", first, last);
        Period Year(int back) => Period.Choose($"{last.Year - back:0000}", first, last);
        return last.Year < 3 ? [] : [.. new[] { new PeriodPair(Month(0), Month(1)), new PeriodPair(Month(0), Month(12)), new PeriodPair(Year(0), Year(1)) }.Where(pair => pair.Second.To > first)];
    }

    public static Period? Find(string? key) => FindAny(key) is { To.Year: < LastYear } period ? period : null;

    private static Period? FindAny(string? key) => key is { Length: 4 or 7 } && Period.Choose(key, new(2000, 1, 1), new(2000, 1, 1)) is { Kind: PeriodKind.Year or PeriodKind.Month } period ? period : Period.FindDays(key);

    public string Address(string type) => $"{type}/compare?first={First.Key}&second={Second.Key}";
}

/// <param name="IsWhole">False where the period ends before the step does.</param>
public readonly record struct DaySpan(DateOnly From, DateOnly To, bool IsWhole)
{
    public bool Contains(DateOnly day) => day >= From && day < To;

    public bool IsLike(DaySpan other) => (IsWhole && other.IsWhole) || To.DayNumber - From.DayNumber == other.To.DayNumber - other.From.DayNumber;
}
