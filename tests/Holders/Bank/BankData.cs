namespace Holders.Bank;

/// <summary>A made-up customer of the bank.</summary>
public sealed record BankCustomer(string Login, string Password, IReadOnlyList<BankAccount> Accounts);

/// <param name="Number">As the bank prints it; a made-up IBAN.</param>
/// <param name="Name">What the bank calls it.</param>
public sealed record BankAccount(string Number, string Name, List<BankOperation> Operations)
{
    public decimal Balance => Operations.Sum(operation => operation.Amount);
}

/// <param name="Day">The booking date.</param>
/// <param name="Value">The value date.</param>
/// <param name="Label">The line.</param>
/// <param name="Amount">In euros.</param>
/// <param name="Reference">The bank's reference, or null for lines to which it gives none.</param>
public sealed record BankOperation(DateOnly Day, DateOnly Value, string Label, decimal Amount, string? Reference);

/// <summary>What the demonstration shows: two accounts, one with a year of operations.</summary>
public static class BankData
{
    private static readonly (string Label, decimal Amount)[] Lines =
    [
        ("CARTE BOULANGERIE DU PORT", -4.30m), ("CARTE MARCHÉ DE TALENSAC", -27.85m), ("PRÉLÈVEMENT ÉLECTRICITÉ", -61.20m), ("VIREMENT SALAIRE ATELIER MODÈLE", 1_984.56m),
        ("CARTE TRAM", -1.80m), ("CHÈQUE 0000042", -120m), ("CARTE LIBRAIRIE L'EXEMPLE", -18.90m), ("FRAIS TENUE DE COMPTE", -2.5m),
    ];

    public static BankCustomer Camille(DateOnly today) => new("12345678", "s3same-Ouvre-toi!", [Current(today), Savings(today)]);

    private static BankAccount Current(DateOnly today)
    {
        var operations = new List<BankOperation>();
        for (var i = 0; i < 60; i++)
        {
            var day = today.AddDays(-1 - (i * 2));
            var (label, amount) = Lines[i % Lines.Length];
            operations.Add(new BankOperation(day, day.AddDays(1), label, amount, label.StartsWith("CARTE TRAM", StringComparison.Ordinal) ? null : $"{day:yyyyMMdd}-{i:0000}"));

            // Two trams on one day: equal in everything that the bank prints.
            if (label.StartsWith("CARTE TRAM", StringComparison.Ordinal))
            {
                operations.Add(operations[^1]);
            }
        }

        return new BankAccount("FR7612345000010000000000123", "Compte chèques", operations);
    }

    private static BankAccount Savings(DateOnly today) => new("FR7612345000010000000000456", "Livret A",
        [.. Enumerable.Range(1, 6).Select(month => today.AddMonths(-month)).Select((day, i) => new BankOperation(day, day, "VIREMENT ÉPARGNE", 50m, $"EP{i:000}"))]);
}
