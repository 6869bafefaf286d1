using Hub.Core.Checks;
using Hub.Core.Journal;
using Hub.Core.Records;

namespace Hub.Web.Views;

/// <summary>Lines of the journal as sentences.</summary>
public static class JournalLines
{
    /// <param name="isThere">Whether a run or a source, by its id, was not erased since: then nothing leads to its page.</param>
    public static JournalLine Of(JournalEntry entry, RecordType? type, Func<string, string?> pluginName, Func<string, bool> isThere, PageContext page)
    {
        var about = type is null ? entry.Type : page.L(type.Label);
        var what = Verb(entry.Action, page);
        if (entry.Count > 0)
        {
            what += $" · {page.Format.Number(entry.Count)}";
        }

        return new JournalLine(page.Format.Moment(entry.At), Who(entry.Actor, pluginName, page), about is null ? what : $"{what} · {about}", Why(entry, type, isThere, page));
    }

    public static string Who(string actor, Func<string, string?> pluginName, PageContext page) => actor.Split(':', 2) switch
    {
        ["imported", var elsewhere] => page.L($"{Who(elsewhere, pluginName, page)} (as an archive tells)", $"{Who(elsewhere, pluginName, page)} (d'après une archive)"),
        ["account", var name] => string.Equals(name, page.Account, StringComparison.OrdinalIgnoreCase) ? page.L("You", "Vous") : name,
        ["token", var label] => page.L($"Token “{label}”", $"Jeton « {label} »"),
        ["plugin", var id] => pluginName(id) ?? id,
        ["hub"] => page.L("The hub itself", "Le hub lui-même"),
        ["inbox"] => page.L("The watched folder", "Le dossier surveillé"),
        ["operator", ..] => page.L("The operator of the hub", "L'exploitant du hub"),
        _ => actor,
    };

    /// <summary>The run that a line tells of, if it tells of one.</summary>
    public static string? RunOf(JournalEntry entry) => entry is { IsImported: false, Purpose: ['r', 'u', 'n', ' ', .. var run] } ? run : null;

    /// <summary>The source that a line tells of, if it tells of one.</summary>
    public static string? SourceOf(JournalEntry entry) => entry is { IsImported: false, Action: "source-add" or "source-change" or "source-settings" or "source-allow" } ? entry.Purpose : null;

    private static string Verb(string action, PageContext page) => action switch
    {
        "write" => page.L("Wrote", "Écriture"),
        "correct" => page.L("Corrected", "Correction"),
        "lift" => page.L("Gave back what the holder says", "Retour à ce que dit le détenteur"),
        "withdraw" => page.L("Withdrawn by the holder", "Retrait par le détenteur"),
        "delete" => page.L("Deleted", "Suppression"),
        "file-delete" => page.L("Deleted a file", "Suppression d'un fichier"),
        "undo" => page.L("Undid", "Annulation"),
        "reparse" => page.L("Read kept files again", "Relecture de fichiers gardés"),
        "reparse-preview" => page.L("Looked at what reading again would change", "Examen de ce que changerait une relecture"),
        "restore" => page.L("Took back", "Reprise"),
        "repair" => page.L("Repaired", "Réparation"),
        "restore-preview" => page.L("Looked into an archive", "Examen d'une archive"),
        "read" => page.L("Read", "Lecture"),
        "aggregate" => page.L("Summed up", "Calcul de totaux"),
        "search" => page.L("Searched", "Recherche"),
        "conflicts" => page.L("Looked at what an archive tells otherwise", "Examen de ce qu'une archive dit autrement"),
        "changes" => page.L("Followed changes", "Suivi des changements"),
        "file" => page.L("Downloaded a file", "Téléchargement d'un fichier"),
        "import" => page.L("Added a file", "Ajout d'un fichier"),
        "export" => page.L("Exported", "Export"),
        "backup" => page.L("Backed up, sealed", "Sauvegarde scellée"),
        "grant" => page.L("Allowed", "Autorisation donnée"),
        "revoke" => page.L("Took a permission back", "Autorisation retirée"),
        "source-add" => page.L("Connected a source", "Connexion d'une source"),
        "source-change" => page.L("Changed a source", "Changement d'une source"),
        "source-settings" => page.L("Changed a source's settings", "Changement des réglages d'une source"),
        "source-allow" => page.L("Changed what a source may bring", "Changement de ce qu'une source peut apporter"),
        "source-delete" => page.L("Disconnected a source", "Déconnexion d'une source"),
        "sign-in" => page.L("Signed in", "Connexion"),
        "link" => page.L("Made a link to sign in again", "Création d'un lien pour se reconnecter"),
        "bring-up" => page.L("Brought to a newer version of their type", "Mise à la version actuelle de leur type"),
        "bring-up-left" => page.L("Left in an earlier version of their type", "Laissées dans une version antérieure de leur type"),
        "look" => page.L("Looked in", "Consultation"),
        "access-reader" => page.L("Let in as reader", "Accès donné comme lecteur"),
        "access-keeper" => page.L("Let in as keeper", "Accès donné comme gardien"),
        "access-end" => page.L("Ended an access", "Fin d'un accès"),
        "hand-over" => page.L("Handed the vault over", "Remise du coffre"),
        "token" => page.L("Made a token", "Création d'un jeton"),
        _ => action,
    };

    /// <summary>A run and a source have pages of their own, which say more than their ids.</summary>
    private static TableCell Why(JournalEntry entry, RecordType? type, Func<string, bool> isThere, PageContext page) =>
        RunOf(entry) is { } run ? isThere(run) ? new TableCell(page.L("In a run", "Lors d'une collecte"), $"/runs/{run}") : page.L("In a run that was erased since", "Lors d'une collecte effacée depuis")
        : SourceOf(entry) is { } source ? isThere(source) ? new TableCell(page.L("Its page", "Sa page"), $"/sources/{source}") : page.L("It was disconnected since", "Déconnectée depuis")
        : entry.IsImported && entry.Purpose.StartsWith("run ", StringComparison.Ordinal) ? page.L("In a run of that hub", "Lors d'une collecte de cet autre hub")
        : entry is { Action: "correct", Purpose: ['f', 'i', 'e', 'l', 'd', 's', ' ', .. var names] } ? string.Join(", ", names.Split(", ").Select(name => type?.Field(name) is { } field ? page.L(field.Label) : name))
        : Purpose(entry.Purpose, page);

    /// <summary>Purposes that the hub itself writes are words of its own; those of plug-ins and grants stand as they were given.</summary>
    private static string Purpose(string purpose, PageContext page) => purpose switch
    {
        ['a', 'c', 'c', 'o', 'u', 'n', 't', ':', .. var account] => page.L($"For {account}", $"Pour {account}"),
        ['p', 'a', 'g', 'e', 's', ' ', .. var route] => page.L($"Page {route}", $"Page {route}"),
        ['a', 'p', 'i', ' ', .. var route] => page.L($"By a program, {route}", $"Par un programme, {route}"),
        ['v', 'e', 'r', 's', 'i', 'o', 'n', ' ', .. var number] => page.L($"Version {number}", $"Version {number}"),
        ['c', 'h', 'e', 'c', 'k', ' ', .. var kind] when Enum.TryParse<FindingKind>(kind, out var found) && Enum.IsDefined(found) => page.L(Findings.Of(found).What),
        "" => "–",
        "fields" => page.L("The correction was taken back", "Correction retirée"),
        "pages" => page.L("Shown on a page", "Affichage d'une page"),
        "api" => page.L("Asked by a program", "Demande d'un programme"),
        "command-line" => page.L("From the hub's command line", "Depuis la ligne de commande du hub"),
        "import" => page.L("A file that was added", "Fichier ajouté"),
        "export" => page.L("Taking the data away", "Emporter les données"),
        "file-delete" => page.L("Deleting a file", "Suppression d'un fichier"),
        "restore" => page.L("Restoring an archive", "Restauration d'une archive"),
        _ => purpose,
    };
}
