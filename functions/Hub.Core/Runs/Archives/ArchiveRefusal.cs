using Hub.Sdk;
using Hub.Wire;

namespace Hub.Core.Runs.Archives;

/// <summary>Why an archive, or a member of it, is not unpacked. The archive is kept as it came, so nothing is lost.</summary>
internal sealed record ArchiveRefusal(Outcome Outcome, Text Sentence)
{
    private static readonly Dictionary<ArchiveFault, ArchiveRefusal> Archives = new()
    {
        [ArchiveFault.Damaged] = new(Outcome.NotUnderstood, new(
            "The archive is damaged, split or incomplete. Download it again.",
            "L'archive est abîmée, découpée ou incomplète. Téléchargez-la de nouveau.")),
        [ArchiveFault.Empty] = new(Outcome.NotUnderstood, new(
            "The archive is empty.",
            "L'archive est vide.")),
        [ArchiveFault.Locked] = new(Outcome.NotUnderstood, new(
            "The archive is locked with a password. Unpack it and add the files.",
            "L'archive est protégée par un mot de passe. Décompressez-la et ajoutez les fichiers.")),
        [ArchiveFault.Link] = new(Outcome.NotUnderstood, new(
            "The archive holds links instead of files. Unpack it and add the files themselves.",
            "L'archive contient des liens au lieu de fichiers. Décompressez-la et ajoutez les fichiers eux-mêmes.")),
        [ArchiveFault.TooMany] = new(Outcome.LimitExceeded, new(
            "The archive holds more than 10,000 files. Unpack it and add the files that you need.",
            "L'archive contient plus de 10\u00a0000 fichiers. Décompressez-la et ajoutez les fichiers utiles.")),
    };

    private static readonly Dictionary<ArchiveFault, ArchiveRefusal> Members = new()
    {
        [ArchiveFault.Damaged] = new(Outcome.NotUnderstood, new(
            "This part of the archive is damaged: what it unpacks to is not what was packed. Download the archive again.",
            "Cette partie de l'archive est abîmée\u00a0: ce qu'on en décompresse n'est pas ce qui y avait été mis. Téléchargez l'archive de nouveau.")),
        [ArchiveFault.NotOpened] = new(Outcome.NotUnderstood, new(
            "This part of the archive is damaged, or packed by a method that the hub does not know. Unpack the archive and add the file.",
            "Cette partie de l'archive est abîmée, ou compressée par une méthode que le hub ne connaît pas. Décompressez l'archive et ajoutez le fichier.")),
        [ArchiveFault.Locked] = new(Outcome.NotUnderstood, new(
            "This part of the archive is locked with a password. Unpack the archive and add the file.",
            "Cette partie de l'archive est protégée par un mot de passe. Décompressez l'archive et ajoutez le fichier.")),
        [ArchiveFault.Link] = new(Outcome.NotUnderstood, new(
            "This part of the archive is one of its links, not a file. Unpack the archive and add the file itself.",
            "Cette partie de l'archive est un lien, pas un fichier. Décompressez l'archive et ajoutez le fichier lui-même.")),
        [ArchiveFault.Grows] = new(Outcome.NotUnderstood, new(
            "This part of the archive grows to more than 200 times its size when it is unpacked, which files of a holder do not. It was left out.",
            "Cette partie de l'archive grossit de plus de 200\u00a0fois quand on la décompresse, ce que ne font pas les fichiers d'un détenteur. Elle a été laissée de côté.")),
        [ArchiveFault.TooLarge] = new(Outcome.LimitExceeded, new(
            "The archive unpacks to more than 4 GB, and this part lies beyond. Unpack it and add the files that you need.",
            "L'archive décompressée dépasse 4\u00a0Go, et cette partie est au-delà. Décompressez-la et ajoutez les fichiers utiles.")),
    };

    /// <summary>The process that opened it was ended at a limit.</summary>
    public static ArchiveRefusal TooDemanding { get; } = new(Outcome.LimitExceeded, new(
        "Opening the archive took more time or memory than it may, and was stopped. What was unpacked before is kept. Unpack it and add the files that you need.",
        "L'ouverture de l'archive a demandé plus de temps ou de mémoire que permis, et a été arrêtée. Ce qui en avait été décompressé est gardé. Décompressez-la et ajoutez les fichiers utiles."));

    public static ArchiveRefusal BrokeOff { get; } = new(Outcome.NotUnderstood, new(
        "Opening the archive broke off. What was unpacked before is kept. Unpack it and add the files.",
        "L'ouverture de l'archive s'est interrompue. Ce qui en avait été décompressé est gardé. Décompressez-la et ajoutez les fichiers."));

    public static ArchiveRefusal OfArchive(ArchiveFault fault) => Archives.GetValueOrDefault(fault) ?? BrokeOff;

    public static ArchiveRefusal OfMember(ArchiveFault fault) => Members.GetValueOrDefault(fault) ?? Members[ArchiveFault.Damaged];
}
