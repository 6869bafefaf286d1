using Hub.Core.Runs;
using Hub.Sdk;
using Hub.Web;
using Hub.Web.Views;

namespace Web.Tests.Gallery;

internal static class SampleReparses
{
    private const string Type = "bank.operation";

    private static readonly Text AsItWas = new("The plug-in failed. Its publisher has to mend it. Nothing was changed: everything is as it was before.", "Le module a échoué. Son éditeur doit le réparer. Rien n'a été modifié : tout est comme avant.");

    public static ReparseModel Differences(PageContext page)
    {
        var differences = new RunDifferences(
            [new TypeDifferences(Type, 2, 412, 1, [new FieldDifference("/amount", 400), new FieldDifference("/label", 12)])],
            [Example(DifferenceKind.Updated), Example(DifferenceKind.Updated), Example(DifferenceKind.Created), Example(DifferenceKind.Missing)]);
        var label = page.L("Bank operations", "Opérations bancaires");
        return new ReparseModel
        {
            Run = Make(RunState.Succeeded, Outcome.Done, new RunCounts(17_520, 2, 412, 17_103, 3)) with { Differences = differences },
            Files = "releve-2026.ofx",
            Reader = "OFX 2.0.0",
            Types = ReparseViews.Types(differences, _ => label, page),
            Fields = [page.L("Bank operations: Amount in 400 records, Label in 12 records.", "Opérations bancaires : Montant dans 400 données, Libellé dans 12 données.")],
            Changed = new TableModel(
                [new(page.L("Record", "Donnée")), new(page.L("Field", "Champ")), new(page.L("In your vault", "Dans votre coffre")), new(page.L("Read again", "À la relecture"))],
                [
                    new TableRow([new TableCell("3 March 2026 · PRELEVEMENT FOURNISSEUR D'ELECTRICITE ET DE GAZ 0012345678 · −84.20 €", "/data/bank.operation/1"), page.L("Amount", "Montant"), page.Format.Money(84.20m, "EUR"), page.Format.Money(-84.20m, "EUR")]),
                    new TableRow([new TableCell("CB BOULANGERIE", "/data/bank.operation/2"), page.L("Label", "Libellé"), "–", "Boulangerie du marché"]),
                ]),
            Created = [new DifferentRecord("RETRAIT · −40.00 €", label, null)],
            Missing = [new DifferentRecord("SOLDE AU 31/12 · 1,204.00 €", label, "/data/bank.operation/3")],
            MissingCount = 1,
        };
    }

    public static ReparseModel Same() => new() { Run = Make(RunState.Succeeded, Outcome.Done, new RunCounts(412, Unchanged: 412)), Files = "releve-2026.ofx", Reader = "OFX 2.0.0" };

    public static ReparseModel Failed() => Same() with { Run = Make(RunState.Failed, Outcome.PluginFault, new RunCounts()) with { Detail = AsItWas } };

    public static RunPageModel Applied() => new()
    {
        Run = Make(RunState.Succeeded, Outcome.Done, new RunCounts(17_520, 2, 412, 17_103, 3)) with { DryRun = false },
        Title = "Read again: releve-2026.ofx",
        Plugin = "OFX",
        CanUndo = true,
        HasFile = true,
    };

    public static UndoModel Undo() => new(Applied().Run, Applied().Title, SampleRuns.Undo().Counts, "releve-2026.ofx");

    private static RecordDifference Example(DifferenceKind kind) => new(Type, "1", kind, []);

    private static Run Make(RunState state, Outcome outcome, RunCounts counts) => new()
    {
        Id = "6",
        Kind = RunKind.Reparse,
        State = state,
        Outcome = outcome,
        File = "sha256-0f3a",
        FileName = "releve-2026.ofx",
        Plugin = "ofx",
        Version = "2.0.0",
        DryRun = true,
        Wish = new ReparseWish(File: "sha256-0f3a"),
        Counts = counts,
        Actor = "account:camille",
        Created = SamplePerson.Now,
    };
}
