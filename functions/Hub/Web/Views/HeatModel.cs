using Hub.Sdk;

namespace Hub.Web.Views;

/// <summary>The hours of the week, one line an hour, one column a day. Each cell says its figure; the colour only helps the eye.</summary>
/// <param name="Caption">What a cell says, in which unit.</param>
/// <param name="Days">Monday first.</param>
public sealed record HeatModel(string Title, string Caption, IReadOnlyList<HeatDay> Days, IReadOnlyList<HeatHour> Hours)
{
    public const string OfTheWeek = "week";

    private const int Levels = 9, Hours24 = 24;

    private static readonly HeatDay[] English = [new("Mon", "Monday"), new("Tue", "Tuesday"), new("Wed", "Wednesday"), new("Thu", "Thursday"), new("Fri", "Friday"), new("Sat", "Saturday"), new("Sun", "Sunday")];
    private static readonly HeatDay[] French = [new("lun.", "lundi"), new("mar.", "mardi"), new("mer.", "mercredi"), new("jeu.", "jeudi"), new("ven.", "vendredi"), new("sam.", "samedi"), new("dim.", "dimanche")];

    /// <summary>Of points named by weekday and hour, <c>1T18</c> for Monday from six to seven in the evening.</summary>
    public static HeatModel Of(Series series, PageContext page)
    {
        var values = series.Points.DistinctBy(point => point.Period, StringComparer.Ordinal).ToDictionary(point => point.Period, point => point.Value, StringComparer.Ordinal);
        var most = values.Values.DefaultIfEmpty().Max();
        var unit = Units.Shown(series.Unit ?? "", page.Language == "fr");
        var days = page.Language == "fr" ? French : English;
        return new HeatModel(
            page.L(series.Label),
            page.L($"Mean by hour of the week, in {unit}. The stronger the colour, the more.", $"Moyenne par heure de la semaine, en {unit}. Plus la couleur est forte, plus c'est élevé."),
            days,
            [.. Enumerable.Range(0, Hours24).Select(hour => new HeatHour(page.L($"{hour:00}:00", $"{hour}\u00a0h"), [.. Enumerable.Range(1, days.Length).Select(day => Cell($"{day}T{hour:00}"))]))]);

        HeatCell Cell(string period) => values.TryGetValue(period, out var value)
            ? new HeatCell(page.Format.Number(value, value >= 100 ? 0 : value >= 10 ? 1 : 2), most <= 0 ? 0 : (int)Math.Clamp(Math.Round(value / most * Levels), 0, Levels))
            : new HeatCell("–", 0);
    }
}

public sealed record HeatDay(string Short, string Name);

public sealed record HeatHour(string Label, IReadOnlyList<HeatCell> Cells);

/// <param name="Level">From 0 to 9, of the strongest cell.</param>
public sealed record HeatCell(string Text, int Level);
