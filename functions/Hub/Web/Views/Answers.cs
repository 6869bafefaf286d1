using Hub.Core.Records;

namespace Hub.Web.Views;

/// <summary>One sentence of the home page, and where it opens.</summary>
/// <param name="Figure">The part that is a link.</param>
/// <param name="Basis">From how many records of which span it comes.</param>
public sealed record Answer(string Icon, string Before, string Figure, string After, string Address, string Basis);

/// <summary>Says what a type's records come to in their latest whole month, against the same month a year before.</summary>
public static class Answers
{
    private const int Most = 3;

    /// <param name="rows">By month, for the whole span.</param>
    /// <param name="firstData">The day of the earliest record.</param>
    /// <param name="lastData">The day of the latest record.</param>
    public static IReadOnlyList<Answer> Of(RecordType type, IReadOnlyList<Measured> rows, DateOnly firstData, DateOnly lastData, PageContext page)
    {
        if (type.Chart is null or { Kind: "line" } || rows.Count == 0)
        {
            return [];
        }

        var measure = new Measure(type, page);
        var whole = LatestWhole(rows, lastData);
        var month = whole ?? rows.Max(row => row.Start);

        // Before the first month is over, its days are told as what they are.
        var start = firstData > month ? firstData : month;
        var when = whole is null
            ? page.L($"from {page.Format.Span(start, lastData)}", page.Format.Span(start, lastData))
            : new Period(PeriodKind.Month, month, month.AddMonths(1)).Within(page);
        return [.. rows.Where(row => row.Start == month).OrderByDescending(row => row.Count).Take(Most).Select(row =>
        {
            var before = rows.FirstOrDefault(other => other.Start == month.AddYears(-1) && other.Group == row.Group && other.Direction == row.Direction && other.Currency == row.Currency);
            var against = Comparisons.Say(row.Value, whole is null ? null : before?.Value, page);
            return new Answer(
                type.Icon(),
                page.L($"{measure.LineName(row.Group, row.Direction)}: ", $"{measure.LineName(row.Group, row.Direction)} : "),
                measure.Say(row.Value, row.Currency),
                against is null ? $" {when}." : $" {when}, {against}.",
                $"{type.Address()}?period={month.Year:0000}-{month.Month:00}",
                page.L($"From {page.Format.Records(row.Count)}", $"D'après {page.Format.Records(row.Count)}"));
        })];
    }

    /// <summary>The month of the last record counts only when that record lies on its last day; else the one before.</summary>
    private static DateOnly? LatestWhole(IReadOnlyList<Measured> rows, DateOnly lastData)
    {
        var month = Period.StartOfMonth(lastData);
        var latest = lastData == month.AddMonths(1).AddDays(-1) ? month : month.AddMonths(-1);
        var candidates = rows.Where(row => row.Start <= latest).Select(row => row.Start).ToList();
        return candidates.Count > 0 ? candidates.Max() : null;
    }
}
