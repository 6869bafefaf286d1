namespace Hub.Web.Views;

public enum PeriodKind
{
    TwelveMonths,
    Year,
    Month,
    All,
    Days,
}

/// <summary>The span that a page shows: twelve months, a year, a month, or everything. In addresses: <c>12m</c>, <c>2025</c>, <c>2025-03</c>, <c>all</c>.</summary>
/// <param name="To">The day after the last.</param>
public sealed record Period(PeriodKind Kind, DateOnly From, DateOnly To)
{
    private const int MostDaysByDay = 62;

    public string Key => Kind switch
    {
        PeriodKind.Year => $"{From.Year:0000}",
        PeriodKind.Month => $"{From.Year:0000}-{From.Month:00}",
        PeriodKind.All => "all",
        PeriodKind.Days => $"{From:yyyy-MM-dd}/{To:yyyy-MM-dd}",
        _ => "12m",
    };

    /// <summary>A month is told by its days, the rest by months, a long life by years.</summary>
    public bool ByDay => Kind == PeriodKind.Month || (Kind == PeriodKind.Days && Length <= MostDaysByDay);

    public bool ByYear => Kind == PeriodKind.All && To.Year - From.Year > 4;

    /// <summary>In days.</summary>
    public int Length => To.DayNumber - From.DayNumber;

    public DateOnly Last => To.AddDays(-1);

    public Period YearBefore => this with { From = From.AddYears(-1), To = To.AddYears(-1) };

    public bool Contains(DateOnly day) => day >= From && day < To;

    /// <summary>The period that a page was asked for, else the twelve months up to the last that has data.</summary>
    public static Period Choose(string? key, DateOnly firstData, DateOnly lastData)
    {
        if (key is { Length: 4 } && int.TryParse(key, out var year) && year is > 0 and < 9999)
        {
            return new Period(PeriodKind.Year, new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));
        }

        if (key is { Length: 7 } && DateOnly.TryParseExact(key, "yyyy-MM", out var month) && month.Year < 9999)
        {
            return new Period(PeriodKind.Month, month, month.AddMonths(1));
        }

        var end = StartOfMonth(lastData).AddMonths(1);
        if (key is null && StartOfMonth(firstData) == StartOfMonth(lastData))
        {
            return new Period(PeriodKind.Month, StartOfMonth(lastData), end);
        }

        var all = new Period(PeriodKind.All, StartOfMonth(firstData), end);
        return key == "all" || end.AddMonths(-12) <= all.From ? all : new Period(PeriodKind.TwelveMonths, end.AddMonths(-12), end);
    }

    /// <summary>Some days, as <c>2025-01-31</c> or <c>2025-01-31/2025-02-14</c>, the end exclusive; null for anything else. Lists show them, charts do not.</summary>
    public static Period? FindDays(string? key) => key?.Split('/') switch
    {
        [var day] when Day(day) is { } only => new Period(PeriodKind.Days, only, only.AddDays(1)),
        [var first, var end] when Day(first) is { } from && Day(end) is { } to && from < to => new Period(PeriodKind.Days, from, to),
        _ => null,
    };

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) && day < DateOnly.MaxValue ? day : null;

    public static Period Of(DateOnly day) => new(PeriodKind.Days, day, day.AddDays(1));

    public static DateOnly StartOfMonth(DateOnly day) => new(day.Year, day.Month, 1);

    public string Label(PageContext page) => Kind switch
    {
        PeriodKind.Year => Key,
        PeriodKind.Month => page.Format.MonthAndYear(From),
        PeriodKind.All => page.L("Everything", "Tout"),
        PeriodKind.Days => page.Format.Span(From, Last),
        _ => page.L("12 months", "12 mois"),
    };

    /// <summary>As it stands inside a sentence: "in October 2026".</summary>
    public string Within(PageContext page) => Kind switch
    {
        PeriodKind.Year => page.L($"in {Key}", $"en {Key}"),
        PeriodKind.Days when Length == 1 => page.L($"on {page.Format.Date(From)}", $"le {page.Format.Date(From)}"),
        PeriodKind.Days => page.L($"from {page.Format.Span(From, Last)}", page.Format.Span(From, Last)),
        PeriodKind.All when From == StartOfMonth(Last) => page.L($"in {page.Format.MonthAndYear(From)}", $"en {page.Format.MonthAndYear(From)}"),
        PeriodKind.Month => page.L($"in {page.Format.MonthAndYear(From)}", $"en {page.Format.MonthAndYear(From)}"),
        _ => page.L($"from {page.Format.MonthAndYear(From)} to {page.Format.MonthAndYear(Last)}", $"de {page.Format.MonthAndYear(From)} à {page.Format.MonthAndYear(Last)}"),
    };

    /// <summary>The starts of the buckets, those without data included.</summary>
    public IEnumerable<DateOnly> Buckets()
    {
        for (var at = ByYear ? new DateOnly(From.Year, 1, 1) : From; at < To; at = ByDay ? at.AddDays(1) : ByYear ? at.AddYears(1) : at.AddMonths(1))
        {
            yield return at;
        }
    }

    public DateOnly BucketOf(DateOnly day) => ByDay ? day : ByYear ? new DateOnly(day.Year, 1, 1) : StartOfMonth(day);

    public string BucketLabel(DateOnly bucket, PageContext page) => ByDay
        ? bucket.Day.ToString()
        : ByYear ? bucket.Year.ToString() : Kind == PeriodKind.Year ? page.Format.ShortMonth(bucket.Month) : $"{page.Format.ShortMonth(bucket.Month)} {bucket.Year}";

    public string BucketName(DateOnly bucket, PageContext page) =>
        ByDay ? page.Format.Date(bucket) : ByYear ? bucket.Year.ToString() : page.Format.MonthAndYear(bucket);
}
