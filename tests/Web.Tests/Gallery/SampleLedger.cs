using Hub.Web;
using Hub.Web.Views;

namespace Web.Tests.Gallery;

internal static class SampleLedger
{
    private static readonly DateOnly November = new(2026, 11, 1);

    public static LedgerModel Full(PageContext page) => LedgerViews.Of(
        November,
        [
            new LedgerGroup("demo-bank", page.L("Demo bank", "Banque de démonstration"), "bank.example", 412, 61_204, 2_804_113, [page.L("Bank operations", "Opérations bancaires")]),
            new LedgerGroup("linky-api", "Linky", "ext.prod-sandbox.api.enedis.example", 37, 9_120, 913_004, []),
        ],
        new DateOnly(2026, 10, 1), null, page);

    public static LedgerModel Nothing(PageContext page) => LedgerViews.Of(November, [], null, null, page);

    public static LedgerCallsModel Calls(PageContext page) => new(November, page.L("Demo bank", "Banque de démonstration"), "bank.example",
        LedgerViews.Calls(
            [
                new LedgerLine(SamplePerson.Now.AddHours(-2), "bank.example", "GET", "200", 143, 18_402, [page.L("Bank operations", "Opérations bancaires")], "/runs/4"),
                new LedgerLine(SamplePerson.Now.AddHours(-2), "bank.example", "POST", "302", 512, 604, [], "/runs/4"),
                new LedgerLine(SamplePerson.Now.AddDays(-1), "bank.example", "GET", page.L("no answer", "sans réponse"), 143, 0, [], "/runs/3"),
            ],
            page),
        "/ledger/demo-bank/0?month=2026-11&before=3");
}
