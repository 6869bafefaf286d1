using Hub.Core.Exports;

namespace Hub.Web.Views;

/// <summary>What a restore says beside its count: what came or would come besides records, and what stands here otherwise than its archive tells.</summary>
/// <param name="More">How many conflicts are not in the table.</param>
public sealed record RestoreView(TableModel Beside, TableModel? Conflicts, long More)
{
    private const int MostShown = 50;

    public static RestoreView Of(RestoreFacts facts, IReadOnlyList<RestoreConflict> conflicts, Func<string, string> typeLabel, PageContext page)
    {
        var shown = conflicts.Take(MostShown).ToList();
        return new RestoreView(Table(facts, page), shown.Count == 0 ? null : new TableModel(
            [new(page.L("Record", "Donnée")), new(page.L("What differs", "Ce qui diffère")), new(page.L("Which is newer", "Ce qui est plus récent")), new(page.L("Sources", "Sources"))],
            [.. shown.Select(conflict => new TableRow([
                new TableCell(typeLabel(conflict.Type), $"/data/{conflict.Type}/{conflict.Id}"), What(conflict, page), Newer(conflict, page),
                page.L($"here {conflict.Here.Source}, there {conflict.Archive.Source}", $"ici {conflict.Here.Source}, là-bas {conflict.Archive.Source}")]))]), facts.Conflicts - shown.Count);
    }

    private static TableModel Table(RestoreFacts facts, PageContext page)
    {
        TableRow Row(string name, long count) => new([name, page.Format.Number(count)]);
        return new TableModel([new(page.L("Beside the records", "À côté des données")), new(page.L("How many", "Combien"), IsNumber: true)],
        [
            Row(page.L("Files that were not here", "Fichiers qui n'étaient pas là"), facts.NewFiles),
            Row(page.L("Files that were here already", "Fichiers déjà là"), facts.SameFiles),
            Row(page.L("Sources, paused", "Sources, en pause"), facts.NewSources),
            Row(page.L("Lines of the journal, as imported", "Lignes du journal d'accès, comme importées"), facts.JournalLines),
            .. facts.UnknownTypes.Select(type => Row(
                type.Version is null
                    ? page.L($"Of a type that this hub does not know: {type.Type}", $"D'un type que ce hub ne connaît pas : {type.Type}")
                    : page.L($"Of a later version of its type than this hub knows: {type.Type}, version {type.Version}", $"D'une version de son type plus récente que celle de ce hub : {type.Type}, version {type.Version}"),
                type.Count)),
        ]);
    }

    private static string What(RestoreConflict conflict, PageContext page) => conflict.What switch
    {
        "withdrawnHere" => page.L("Its holder withdrew it here, not in the archive", "Son détenteur l'a retirée ici, pas dans l'archive"),
        "goneThere" => page.L("Deleted or withdrawn in the archive, not here", "Supprimée ou retirée dans l'archive, pas ici"),
        _ => page.L("The content is another", "Le contenu est différent"),
    };

    private static string Newer(RestoreConflict conflict, PageContext page) => conflict.Newer switch
    {
        "here" => page.L("What is here", "Ce qui est ici"),
        "archive" => page.L("What is in the archive", "Ce qui est dans l'archive"),
        _ => "–",
    };
}
