using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>
/// Days of the last year that lie far from the usual. A day is held against the same weekday of the same season: within
/// <see cref="Season"/> days of the same date, in any year, itself left out. Far is more than <see cref="Far"/> times the usual
/// distance from the middle one, and a quarter of it at least, so that a very regular home is not told of trifles.
/// </summary>
internal static class UnusualInsight
{
    private const int Season = 45, Fewest = 8, Window = 365, MostFigures = 12, Year = 365, Places = 3;

    // 1.4826 makes the median of the distances comparable to a standard deviation of ordinary days.
    private const decimal Far = 3.5m, Scale = 1.4826m, Share = 0.25m;

    private static readonly Text[] Weekdays = [new("Sunday", "dimanche"), new("Monday", "lundi"), new("Tuesday", "mardi"), new("Wednesday", "mercredi"), new("Thursday", "jeudi"), new("Friday", "vendredi"), new("Saturday", "samedi")];

    /// <summary>The insight, or null when there are too few days to know what is usual.</summary>
    public static Insight? Find(DailyUse use)
    {
        var complete = use.Days.Where(day => day.IsComplete).ToArray();
        var byWeekday = Array.ConvertAll(Weekdays, _ => new List<Dated>());
        foreach (var day in complete)
        {
            byWeekday[(int)day.Date.DayOfWeek].Add(new Dated(day.Date, day.Date.DayOfYear, day.Amount));
        }

        foreach (var sameWeekday in byWeekday)
        {
            sameWeekday.Sort(static (one, other) => one.Amount.CompareTo(other.Amount));
        }

        var before = use.Days[^1].Date.AddDays(-Window);
        var looked = complete.Where(day => day.Date > before).Select(day => Held.Against(day, byWeekday[(int)day.Date.DayOfWeek])).OfType<Held>().ToList();
        if (looked.Count == 0)
        {
            return null;
        }

        var unusual = looked.FindAll(day => day.IsFar);
        return new Insight
        {
            Key = $"{use.Commodity.Id}-unusual",
            Title = use.Commodity.Unusual,
            Reading = Read(looked.Count, unusual.Count),
            Figures = [.. Enumerable.Reverse(Spells(unusual)).Take(MostFigures).Select(spell => ToFigure(spell, use.Commodity.Unit))],
            Basis = use.Basis(),
        };
    }

    /// <summary>Days that follow each other and lie on the same side of the usual have one reason: an absence, a cold spell.</summary>
    private static List<List<Held>> Spells(List<Held> unusual)
    {
        var spells = new List<List<Held>>();
        foreach (var day in unusual)
        {
            if (spells is [.., var last] && last[^1].Day.AddDays(1) == day.Day && last[^1].IsMore == day.IsMore)
            {
                last.Add(day);
            }
            else
            {
                spells.Add([day]);
            }
        }

        return spells;
    }

    private static Figure ToFigure(List<Held> spell, string unit)
    {
        if (spell is [var one])
        {
            return one.ToFigure(unit);
        }

        var usual = Math.Round(spell.Sum(day => day.Usual), Places);
        return new Figure(
            new(
                $"{spell.Count} days in a row, {(spell[0].IsMore ? "more" : "less")} than usual: {usual:0.###} is usual",
                $"{spell.Count} jours de suite, {(spell[0].IsMore ? "plus" : "moins")} que d'habitude\u00a0: {French(usual)} d'ordinaire"),
            spell.Sum(day => day.Amount), unit, $"{spell[0].Day:yyyy-MM-dd}/{spell[^1].Day.AddDays(1):yyyy-MM-dd}")
        {
            Reading = new(
                $"These days, added up. Each counts as unusual by itself; what is usual is the sum of the middle ones of the same weekdays within {Season} days of each date, in any year.",
                $"Ces jours, additionnés. Chacun est inhabituel à lui seul\u202f; l'habituel est la somme des médianes des mêmes jours de la semaine à moins de {Season}\u00a0jours de chaque date, toutes années."),
        };
    }

    private static string French(decimal value) => $"{value:0.###}".Replace('.', ',');

    private static Text Read(int looked, int unusual)
    {
        var (how, comment) = (
            "Each day is held against the same weekday at the same time of year (45 days around, any year); unusual is further from the middle one than 3.5 times the ordinary distance, and by a quarter at least.",
            "Chaque jour est comparé au même jour de la semaine à la même période de l'année (45\u00a0jours autour, toutes années)\u00a0; est inhabituel ce qui s'écarte de la médiane de plus de 3,5\u00a0fois l'écart ordinaire, et d'un quart au moins.");
        return unusual == 0
            ? new($"Nothing unusual on the {looked} days looked at. {how}", $"Rien d'inhabituel sur les {looked} jours examinés. {comment}")
            : new($"{unusual} of the {looked} days looked at {(unusual == 1 ? "was" : "were")} unusual. {how}", $"{unusual} des {looked} jours examinés {(unusual == 1 ? "est inhabituel" : "sont inhabituels")}. {comment}");
    }

    private sealed record Dated(DateOnly Date, int DayOfYear, decimal Amount);

    /// <summary>A day beside those that it is comparable with.</summary>
    private sealed record Held(DateOnly Day, decimal Amount, decimal Usual, decimal Distance, int Compared)
    {
        private decimal Limit => Math.Max(Far * Scale * Distance, Share * Math.Abs(Usual));

        public bool IsMore => Amount > Usual;

        public bool IsFar => Math.Abs(Amount - Usual) > Limit;

        public static Held? Against(Day day, List<Dated> sameWeekday)
        {
            var dayOfYear = day.Date.DayOfYear;
            var same = sameWeekday.FindAll(other => other.Date != day.Date && IsSameSeason(other.DayOfYear, dayOfYear));
            var others = Array.ConvertAll(same.ToArray(), other => other.Amount);
            if (others.Length < Fewest)
            {
                return null;
            }

            var usual = Robust.Median(others);
            return new Held(day.Date, day.Amount, usual, Robust.Deviation(others, usual), others.Length);
        }

        public Figure ToFigure(string unit)
        {
            var (weekday, usual) = (Weekdays[(int)Day.DayOfWeek], Math.Round(Usual, Places));
            return new Figure(
                new(
                    $"{weekday.En}, {(IsMore ? "more" : "less")} than usual: {usual:0.###} on {Compared} comparable days",
                    $"Un {weekday.Fr}, {(IsMore ? "plus" : "moins")} que d'habitude\u00a0: {French(usual)} sur {Compared} jours comparables"),
                Amount, unit, $"{Day:yyyy-MM-dd}")
            {
                Reading = new(
                    $"The middle one of the {Compared} other {weekday.En}s within {Season} days of that date, in any year, is {usual:0.###}; half of them lie within {Distance:0.###} of it. More than {Limit:0.###} away counts as unusual.",
                    $"La médiane des {Compared} autres {weekday.Fr}s à moins de {Season}\u00a0jours de cette date, toutes années, est {French(usual)}\u202f; la moitié d'entre eux s'en écarte de {French(Distance)} au plus. Au-delà de {French(Limit)} d'écart, un jour compte comme inhabituel."),
            };
        }

        private static bool IsSameSeason(int one, int other)
        {
            var apart = Math.Abs(one - other);
            return Math.Min(apart, Year - apart) <= Season;
        }
    }
}
