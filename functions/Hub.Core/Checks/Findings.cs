using Hub.Sdk;

namespace Hub.Core.Checks;

/// <summary>What a person reads about a finding.</summary>
/// <param name="What">What is wrong.</param>
/// <param name="Mends">What a repair does; null where nothing can be made of what is there.</param>
/// <param name="ToDo">What only a person can do, also after a repair; null where the repair is all.</param>
/// <param name="FromBackup">Whether a backup may hold it whole.</param>
public sealed record FindingRule(Text What, Text? Mends, Text? ToDo = null, bool FromBackup = false);

/// <summary>The one table of findings.</summary>
public static class Findings
{
    private static readonly Dictionary<FindingKind, FindingRule> Rules = new()
    {
        [FindingKind.Damage] = new(
            new("The vault's file is damaged.", "Le fichier du coffre est abîmé."),
            null,
            new("Stop the hub, keep a copy of its data, and restore a backup. Nothing is repaired in a damaged file, as that could make it worse.", "Arrêtez le hub, gardez une copie de ses données, puis restaurez une sauvegarde. Rien n'est réparé dans un fichier abîmé : cela pourrait l'aggraver."),
            FromBackup: true),
        [FindingKind.Origin] = new(
            new("Records have lost their type, or where they came from.", "Des données ont perdu leur type, ou leur provenance."),
            null,
            new("Nothing that the vault holds tells it any more. Restore a backup.", "Rien dans le coffre ne le dit plus. Restaurez une sauvegarde."),
            FromBackup: true),
        [FindingKind.Content] = new(
            new("The content of records was altered.", "Le contenu de données a été altéré."),
            new("They are marked, so that the next reading of their file or source writes them anew.", "Elles sont marquées, pour que la prochaine lecture de leur fichier ou de leur source les réécrive."),
            new("Repair, then add the file they came from once more, or collect their source again. Or restore a backup.", "Réparez, puis ajoutez de nouveau le fichier d'où elles viennent, ou relancez la collecte de leur source. Ou restaurez une sauvegarde."),
            FromBackup: true),
        [FindingKind.Index] = new(
            new("Indexes of the vault's file do not agree with its records.", "Des index du fichier du coffre ne concordent pas avec ses données."),
            new("They are built anew from the records.", "Ils sont reconstruits à partir des données.")),
        [FindingKind.Sequence] = new(
            new("The vault counts fewer changes than it holds.", "Le coffre compte moins de changements qu'il n'en contient."),
            new("Its number is set to that of its last change.", "Son numéro est remis à celui de son dernier changement.")),
        [FindingKind.Counts] = new(
            new("Kept counts or spans are not those of the records.", "Des comptes ou des périodes gardés ne sont pas ceux des données."),
            new("They are counted again.", "Ils sont recomptés.")),
        [FindingKind.Totals] = new(
            new("Kept totals cannot be used.", "Des totaux gardés sont inutilisables."),
            new("They are thrown away, and counted again when they are asked for.", "Ils sont jetés, et recomptés quand on les demande.")),
        [FindingKind.Words] = new(
            new("The search does not know what the vault holds.", "La recherche ne connaît pas ce que contient le coffre."),
            new("Its words are thrown away, and read again from the records at the next search.", "Ses mots sont jetés, et relus dans les données à la prochaine recherche.")),
        [FindingKind.FileLength] = new(
            new("The noted length of kept files is wrong; their contents are whole.", "La taille notée de fichiers gardés est fausse ; leur contenu est entier."),
            new("The length of the content is noted.", "La taille du contenu est notée.")),
        [FindingKind.FileMissing] = new(
            new("The contents of kept files are missing.", "Le contenu de fichiers gardés manque."),
            new("Room is made for the same file to take its place.", "La place est faite pour que le même fichier la reprenne."),
            new("Repair, then add the same file once more. Or restore a backup. What was read from it is there.", "Réparez, puis ajoutez de nouveau le même fichier. Ou restaurez une sauvegarde. Ce qui en avait été lu est toujours là."),
            FromBackup: true),
        [FindingKind.FileDamage] = new(
            new("The contents of kept files are damaged.", "Le contenu de fichiers gardés est abîmé."),
            new("Room is made for the same file to take its place.", "La place est faite pour que le même fichier la reprenne."),
            new("Repair, then add the same file once more. Or restore a backup. What was read from it is there.", "Réparez, puis ajoutez de nouveau le même fichier. Ou restaurez une sauvegarde. Ce qui en avait été lu est toujours là."),
            FromBackup: true),
        [FindingKind.FileUnlisted] = new(
            new("Files are there that the vault's list has lost, and its records or runs name them.", "Des fichiers sont là alors que la liste du coffre les a perdus, et des données ou des collectes les nomment."),
            new("They are put back on the list.", "Ils sont remis dans la liste.")),
        [FindingKind.FileStray] = new(
            new("Files are left over from something that broke off; nothing names them.", "Des fichiers restent d'une opération interrompue ; rien ne les nomme."),
            new("They are removed.", "Ils sont supprimés.")),
        [FindingKind.Note] = new(
            new("Settings, sources, permissions or runs cannot be read.", "Des paramètres, des sources, des autorisations ou des collectes sont illisibles."),
            new("What cannot be read is set aside, as it is, and the vault works without it.", "Ce qui est illisible est mis de côté, tel quel, et le coffre fonctionne sans.")),
        [FindingKind.Run] = new(
            new("Runs are said to be under way, and nobody goes on with them.", "Des collectes sont dites en cours, et personne ne les poursuit."),
            new("They are closed, and say that they broke off. What they had kept stays.", "Elles sont closes, et disent qu'elles se sont interrompues. Ce qu'elles avaient gardé reste.")),
        [FindingKind.Work] = new(
            new("The list of work names runs that are not there.", "La liste des tâches nomme des collectes qui n'existent pas."),
            new("They are struck off.", "Elles en sont rayées.")),
        [FindingKind.Upload] = new(
            new("Files were sent to the hub and never imported.", "Des fichiers ont été envoyés au hub et jamais importés."),
            new("They are removed, as any that nobody came back for within a day.", "Ils sont supprimés, comme tous ceux que personne ne reprend en un jour.")),
    };

    public static FindingRule Of(FindingKind kind) => Rules[kind];
}
