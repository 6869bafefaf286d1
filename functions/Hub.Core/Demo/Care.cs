namespace Hub.Core.Demo;

/// <summary>The visits of the made-up household.</summary>
public static class Care
{
    private const int Seed = 20114;
    private const int DaysToRefund = 6;

    public const string Insurer = "Assurance maladie de Port-Exemple";

    // 70 % of the price less the two euros that stay with the patient; teeth by the scale's full share.
    public static readonly CareKind General = new("Consultation de médecine générale", "Dr Noa Modèle", "Médecin généraliste", 20, 30.00m, 19.00m);
    public static readonly CareKind Teeth = new("Consultation dentaire", "Dr Sacha Spécimen", "Chirurgien-dentiste", 30, 23.00m, 13.80m);
    public static readonly CareKind Eyes = new("Consultation d'ophtalmologie", "Dr Lou Fictif", "Ophtalmologue", 25, 52.00m, 19.00m);

    public static IReadOnlyList<CareKind> Kinds { get; } = [General, Teeth, Eyes];

    /// <summary>About one in six weeks, on working days; those whose refund came by the last day.</summary>
    internal static IReadOnlyList<Visit> Visits(Household home)
    {
        var random = new Random(Seed);
        var visits = new List<Visit>();
        for (var day = home.First.AddDays(9); ; day = day.AddDays(42))
        {
            var (on, hour, half) = (WorkingDay(day.AddDays(random.Next(0, 12))), random.Next(9, 17), random.Next(0, 2) * 30);
            var kind = visits.Count % 4 == 1 ? Teeth : visits.Count % 8 == 2 ? Eyes : General;
            var paid = on.AddDays(DaysToRefund);
            if (paid > home.Through)
            {
                return visits;
            }

            visits.Add(new Visit(visits.Count + 1, At(on, hour, half), kind, paid));
        }
    }

    /// <summary>What is in the diary already.</summary>
    internal static DateTimeOffset Next(Household home) => At(WorkingDay(home.Through.AddDays(12)), 10, 0);

    private static DateTimeOffset At(DateOnly day, int hour, int minute)
    {
        var local = day.ToDateTime(new TimeOnly(hour, minute));
        return new DateTimeOffset(local, Household.Zone.GetUtcOffset(local));
    }

    private static DateOnly WorkingDay(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(2),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };
}
