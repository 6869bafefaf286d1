using Hub.Sdk;

namespace Hub.Plugins.GasFr.Xlsx;

/// <summary>Where the columns of a table of readings stand. GRDF's files by day have more of them than those by week and month.</summary>
/// <param name="Period">A day, a range of days, or a month.</param>
/// <param name="End">Its end, where beginning and end have a column each.</param>
/// <param name="Volume">Cubic metres.</param>
/// <param name="Energy">Kilowatt-hours.</param>
/// <param name="Conversion">The coefficient of conversion.</param>
/// <param name="Qualification">Measured or not.</param>
internal sealed record Columns(int Period, int? End, int Volume, int Energy, int? Conversion, int? Qualification)
{
    /// <summary>The columns, or null when the row is not the heading of a table of readings.</summary>
    public static Columns? Find(WorkbookRow row)
    {
        var headings = row.Cells.Select(cell => (Column: cell.Key, Words: Words.Fold(cell.Value))).ToList();
        int? Of(params string[] words) => headings.Find(heading => words.All(word => heading.Words.Contains(word, StringComparison.Ordinal))) is { Words: not null } found ? found.Column : null;
        if (Of("energie", "kwh") is not { } energy || Of("volume", "m3") is not { } volume)
        {
            return null;
        }

        var days = headings.Where(heading => heading.Column != energy && heading.Column != volume && !heading.Words.Contains("index", StringComparison.Ordinal)
            && (heading.Words.Contains("date", StringComparison.Ordinal) || heading.Words.Contains("periode", StringComparison.Ordinal) || heading.Words.Contains("jour", StringComparison.Ordinal) || heading.Words.Contains("semaine", StringComparison.Ordinal) || heading.Words.Contains("mois", StringComparison.Ordinal))).ToList();
        var end = days.Count > 1 && days.Find(heading => heading.Words.Contains("fin", StringComparison.Ordinal)) is { Words: not null } last ? last.Column : (int?)null;
        var period = days.Count > 0 ? days[0].Column : headings[0].Column;
        return new Columns(period, end == period ? null : end, volume, energy, Of("coefficient"), Of("qualification"));
    }

    public string? Cell(WorkbookRow row, int? column) => column is { } at ? row.Cells.GetValueOrDefault(at) : null;
}
