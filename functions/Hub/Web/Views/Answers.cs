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
            if (Flow.Of([row], measure) is { } flow)
            {
                return OfMoney(type, flow, measure.LineName(row.Group, row.Direction), when, month, row.Count, page);
            }

            var before = rows.FirstOrDefault(other => other.Start == month.AddYears(-1) && other.Group == row.Group && other.Direction == row.Direction && other.Currency == row.Currency);
            var against = Comparisons.Say(row.Value, whole is null ? null : before?.Value, page);
            return new Answer(
                type.Icon(),
                page.L($"{measure.LineName(row.Group, row.Direction)}: ", $"{measure.LineName(row.Group, row.Direction)} : "),
                measure.Say(row.Value, row.Currency),
                against is null ? $" {when}." : $" {when}, {against}.",
                Address(type, month),
                Basis(row.Count, page));
        })];
    }

    private static Answer OfMoney(RecordType type, Flow flow, string name, string when, DateOnly month, long count, PageContext page) => new(
        type.Icon(),
        page.L($"{name} {when}: ", $"{name} {when} : "),
        flow.Say(flow.Out, page),
        page.L($" out and {flow.Say(flow.In, page)} in, a balance of {flow.Say(flow.Balance, page)}.", $" sortis et {flow.Say(flow.In, page)} entrés, soit un solde de {flow.Say(flow.Balance, page)}."),
        Address(type, month),
        Basis(count, page));

    private static string Address(RecordType type, DateOnly month) => $"{type.Address()}?period={month.Year:0000}-{month.Month:00}";

    private static string Basis(long count, PageContext page) => page.L($"From {page.Format.Records(count)}", $"D'après {page.Format.Records(count)}");

    /// <summary>The month of the last record counts only when that record lies on its last day; else the one before.</summary>
    private static DateOnly? LatestWhole(IReadOnlyList<Measured> rows, DateOnly lastData)
    {
        var month = Period.StartOfMonth(lastData);
        var latest = lastData == month.AddMonths(1).AddDays(-1) ? month : month.AddMonths(-1);
        var candidates = rows.Where(row => row.Start <= latest).Select(row => row.Start).ToList();
        return candidates.Count > 0 ? candidates.Max() : null;
    }
}
