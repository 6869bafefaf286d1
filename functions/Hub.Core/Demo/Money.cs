namespace Hub.Core.Demo;

/// <summary>The household's bank account: what comes in, what goes out, in the order of the days.</summary>
public static class Money
{
    private const int Seed = 20115;

    public const string Account = "00099999999";

    /// <summary>Before the first operation.</summary>
    public const decimal Opening = 1240.00m;

    // Without accents: the bank's format has none.
    private static readonly string[] Shops = ["EPICERIE DE L'EXEMPLE", "MARCHE FICTIF", "BOULANGERIE MODELE", "SUPERETTE SPECIMEN"];

    private static readonly (int Day, string Kind, decimal Amount, string Label, string Memo)[] EachMonth =
    [
        (3, "DIRECTDEBIT", -1385.00m, "LOYER AGENCE FICTIVE", "LOYER DU MOIS"),
        (10, "XFER", -1200.00m, "VIREMENT VERS LIVRET", "EPARGNE DU MOIS"),
        (15, "DIRECTDEBIT", -29.99m, "TELECOM EXEMPLE", "INTERNET"),
        (27, "DIRECTDEP", 1180.00m, "SALAIRE LIBRAIRIE MODELE", "VIREMENT"),
        (28, "DIRECTDEP", 2650.00m, "SALAIRE ATELIER EXEMPLE", "VIREMENT"),
    ];

    internal static IReadOnlyList<Operation> Operations(Household home)
    {
        var operations = new List<Operation>();
        operations.AddRange(home.Months().SelectMany(month => EachMonth.Select(one => new Operation(month.AddDays(one.Day - 1), one.Kind, one.Amount, one.Label, one.Memo))).Where(operation => operation.Day <= home.Through));
        operations.AddRange(home.Bills.Select(bill => new Operation(bill.PaidOn, "DIRECTDEBIT", -bill.Amount, LabelOf(bill), $"FACTURE {bill.Month:yyyy-MM}")));
        operations.AddRange(home.Visits.Select(visit => new Operation(visit.Day, "POS", -visit.Kind.Price, "CABINET MEDICAL EXEMPLE", $"VISITE {visit.Number:000}")));
        operations.AddRange(home.Visits.Select(visit => new Operation(visit.PaidOn, "CREDIT", visit.Kind.Paid, "REMBOURSEMENT SOINS", $"VISITE {visit.Number:000}")));
        operations.AddRange(Groceries(home));
        return [.. operations.OrderBy(operation => operation.Day)];
    }

    private static IEnumerable<Operation> Groceries(Household home)
    {
        var random = new Random(Seed);
        foreach (var day in home.Days())
        {
            if (day.DayOfWeek is not (DayOfWeek.Wednesday or DayOfWeek.Saturday) || Household.IsAway(day))
            {
                continue;
            }

            yield return new Operation(day, "POS", -random.Next(1850, 9600) / 100m, $"CARTE {Shops[random.Next(Shops.Length)]}", "PAIEMENT");
        }
    }

    private static string LabelOf(Bill bill) => bill.Service switch
    {
        Billing.Electricity => "ELECTRICITE DU LITTORAL FICTIF",
        Billing.Gas => "GAZ DU LITTORAL FICTIF",
        _ => "EAUX DE PORT-EXEMPLE",
    };
}
