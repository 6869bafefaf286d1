namespace Hub.Core.Demo.Files;

/// <summary>The last bill of a service, as a page of text: no reader knows it, so it is kept as a document.</summary>
internal static class BillFile
{
    public static DemoFile Write(Bill bill) => new(DemoFiles.Invariant($"demo-facture-{bill.Service}-{bill.Month:yyyy-MM}.txt"), DemoFiles.Invariant(
        $"""
        FACTURE INVENTÉE (données de démonstration)
        Camille Exemple, 1 rue de l'Exemple, 99999 Port-Exemple
        Service : {bill.Service}, période du {bill.Month:dd'/'MM'/'yyyy}
        Quantité : {bill.Quantity} {bill.Unit} à {bill.Price} EUR
        Abonnement : {bill.Standing} EUR
        Total prélevé le {bill.PaidOn:dd'/'MM'/'yyyy} : {bill.Amount:0.00} EUR

        """).ReplaceLineEndings("\n"));
}
