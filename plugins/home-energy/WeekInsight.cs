using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>When in the week the home uses most: the mean of each hour of each weekday, over the last year of a load curve.</summary>
internal static class WeekInsight
{
    private const int FewestDays = 7, Places = 3;
    private static readonly Text[] Weekdays = [new("Monday", "lundi"), new("Tuesday", "mardi"), new("Wednesday", "mercredi"), new("Thursday", "jeudi"), new("Friday", "vendredi"), new("Saturday", "samedi"), new("Sunday", "dimanche")];

    private static WeekHour Most(IReadOnlyList<WeekHour> week)
    {
        var most = week[0];
        foreach (var hour in week)
        {
            most = hour.Mean > most.Mean ? hour : most;
        }

        return most;
    }

    /// <summary>The insight, or null when no load curve covers a week.</summary>
    public static Insight? Find(Commodity commodity, LoadCurve curve)
    {
        if (curve.Days < FewestDays)
        {
            return null;
        }

        var week = curve.Week;
        var (weekday, hour, mean) = Most(week);
        var (day, value) = (Weekdays[weekday - 1], Math.Round(mean, Places));
        return new Insight
        {
            Key = $"{commodity.Id}-week",
            Title = commodity.Week,
            Reading = new(
                $"Most is used on {day.En} from {hour}:00 to {hour + 1}:00: {value} {commodity.Rate.En} on average over {curve.Days} days.",
                $"Le moment où vous consommez le plus est le {day.Fr} de {hour}\u00a0h à {hour + 1}\u00a0h\u00a0: {$"{value}".Replace('.', ',')}\u00a0{commodity.Rate.Fr} en moyenne sur {curve.Days} jours."),
            Series = [new(new("Hours of the week", "Heures de la semaine"), commodity.RateUnit, "week", [.. week.Select(cell => new Point($"{cell.Weekday}T{cell.Hour:00}", Math.Round(cell.Mean, Places)))])],
            Basis = new Basis(commodity.Type, curve.Records, curve.From, curve.To, []) { Where = commodity.Where(DailyUse.Delivered, LoadCurve.Series) },
        };
    }
}
