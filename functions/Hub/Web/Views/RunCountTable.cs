using Hub.Core.Runs;

namespace Hub.Web.Views;

/// <summary>What became of the records of a file: the lines add up to what was read.</summary>
public static class RunCountTable
{
    public static TableModel Of(Run run, PageContext page) => run.Kind == RunKind.Undo ? OfUndo(run.Counts, page) : Of(run.Counts, page, run.Restore?.Conflicts ?? 0);

    private static TableModel OfUndo(RunCounts counts, PageContext page)
    {
        TableRow Row(string name, long count) => new([name, page.Format.Number(count)]);
        var rows = new List<TableRow>
        {
            Row(page.L("Taken out again: the import had brought them", "Retirées : l'import les avait apportées"), counts.Withdrawn),
            Row(page.L("As they were before the import", "Redevenues comme avant l'import"), counts.Updated),
        };
        if (counts.Withheld > 0)
        {
            rows.Add(Row(page.L("Left: something else changed them since", "Laissées : autre chose les a modifiées depuis"), counts.Withheld));
        }

        if (counts.Unchanged > 0)
        {
            rows.Add(Row(page.L("Gone before", "Déjà disparues"), counts.Unchanged));
        }

        return new TableModel([new(page.L("Records", "Données")), new(page.L("How many", "Combien"), IsNumber: true)], rows) { Total = Row(page.L("Looked at in all", "Examinées en tout"), counts.Read) };
    }

    /// <param name="conflicts">How many of the unchanged an archive tells otherwise.</param>
    public static TableModel Of(RunCounts counts, PageContext page, long conflicts = 0)
    {
        TableRow Row(string name, long count) => new([name, page.Format.Number(count)]);
        var rows = new List<TableRow>
        {
            Row(page.L("New", "Nouvelles"), counts.Created),
            Row(page.L("Changed", "Modifiées"), counts.Updated),
            Row(page.L("Already there, the same", "Déjà là, identiques"), counts.Unchanged - conflicts),
        };
        if (conflicts > 0)
        {
            rows.Add(Row(page.L("Otherwise here: what stands here was kept", "Différentes ici : ce qui est ici a été gardé"), conflicts));
        }

        if (counts.Withdrawn > 0)
        {
            rows.Add(Row(page.L("Withdrawn by the holder", "Retirées par le détenteur"), counts.Withdrawn));
        }

        if (counts.NotAllowed > 0)
        {
            rows.Add(Row(page.L("Left out: you did not allow this kind of data", "Écartées : vous n'avez pas autorisé cette sorte de données"), counts.NotAllowed));
        }

        if (counts.OutsideSpan > 0)
        {
            rows.Add(Row(page.L("Left out: outside of the dates that you allowed", "Écartées : hors des dates que vous avez autorisées"), counts.OutsideSpan));
        }

        var deleted = counts.Withheld - counts.Owned - counts.LeftOut;
        if (deleted > 0)
        {
            rows.Add(Row(page.L("Not brought back: you deleted them", "Non rétablies : vous les avez supprimées"), deleted));
        }

        if (counts.Owned > 0)
        {
            rows.Add(Row(page.L("Left alone: another source brought them", "Laissées : une autre source les a apportées"), counts.Owned));
        }

        if (counts.Rejected > 0)
        {
            rows.Add(Row(page.L("Set aside, with the reason", "Mises de côté, avec la raison"), counts.Rejected));
        }

        return new TableModel([new(page.L("Records", "Données")), new(page.L("How many", "Combien"), IsNumber: true)], rows) { Total = Row(page.L("Read in all", "Lues en tout"), counts.Read) };
    }
}
