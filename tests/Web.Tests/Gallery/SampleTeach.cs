using Hub.Core.Plugins.Tables.Teaching;
using Hub.Sdk;
using Hub.Web;
using Hub.Web.Views;

namespace Web.Tests.Gallery;

/// <summary>A bank's table that nobody knows, as it is proposed, tried and corrected.</summary>
internal static class SampleTeach
{
    private static readonly TeachableType Type = TeachableType.Of(SamplePerson.Types.Get("bank.operation"))!;

    private static readonly TableLesson Lesson = new()
    {
        Name = "Caisse du Val, compte courant",
        Type = "bank.operation",
        Delimiter = ";",
        Header = ["Date opération", "Libellé", "Montant", "Devise", "Rappel"],
        Columns = ["bookingDate", "label", "amount", "currency", ""],
        Zone = "Europe/Paris",
    };

    private static readonly TaughtTable Table = new(new TableProposal(Lesson, []), 3, [["05/03/2026", "BOULANGERIE DU PORT", "12,50", "EUR", ""], ["07/03/2026", "Prélèvement électricité, échéance de mars 2026", "64,20", "EUR", ""]]);

    public static TeachModel Proposed(PageContext page) => new()
    {
        Hash = "sha256-1",
        FileName = "releve_2026.csv",
        Form = TeachForms.Show(Lesson),
        Types = [new("bank.operation", page.L(Type.Type.Label)), new("energy.consumption", page.L("Energy consumption", "Consommations d'énergie"))],
        Doubts = [page.L("No date in the rows that were looked at tells whether the day or the month comes first.", "Aucune date des lignes regardées ne dit si le jour ou le mois vient en premier.")],
        Columns = TeachForms.Columns(Table, Lesson, Type, page),
        Targets = TeachForms.Targets(Type, page),
        Constants = TeachForms.Constants(Lesson, Type, page),
        HasDates = true,
        HasMoney = true,
        IsAdmin = true,
    };

    public static TeachModel Tried(PageContext page) => Proposed(page) with
    {
        Preview = new TeachPreview(
            page.L("2 records; 1 row is refused.", "2 données ; 1 ligne est refusée."),
            IsGood: false,
            new TableModel([new(page.L("Date", "Date")), new(page.L("Label", "Libellé")), new(page.L("Amount", "Montant"), true)], [new TableRow([page.Format.Partial("2026-03-05"), "BOULANGERIE DU PORT", page.Format.Money(-12.50m, "EUR")]), new TableRow([page.Format.Partial("2026-03-07"), "Prélèvement électricité", page.Format.Money(-64.20m, "EUR")])]),
            [(page.L("Line 6", "Ligne 6"), page.L("The column “Date opération” does not hold a date written day, month, year.", "La colonne « Date opération » ne contient pas une date écrite jour, mois, année."))]),
    };

    public static TeachModel Wrong(PageContext page)
    {
        var model = Proposed(page) with { IsAdmin = false };
        model.Form.Fail("col-1", new Text("Another column becomes the same: keep one of them.", "Une autre colonne devient la même chose\u00a0: gardez-en une."));
        return model;
    }

    public static TeachModel Nothing(PageContext page) => new() { Hash = "sha256-1", FileName = "photo.heic", WhyNot = page.L("No table was found in this file: rows of several cells, with a header above them.", "Aucun tableau n'a été trouvé dans ce fichier : des lignes de plusieurs cellules, sous un en-tête.") };
}
