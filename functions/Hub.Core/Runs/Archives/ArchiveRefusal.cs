using Hub.Sdk;

namespace Hub.Core.Runs;

/// <summary>Why an archive is not opened. It is kept as it came, so nothing is lost.</summary>
internal sealed record ArchiveRefusal(Outcome Outcome, Text Sentence)
{
    public static ArchiveRefusal Damaged { get; } = new(Outcome.NotUnderstood, new(
        "The archive is damaged, split or incomplete. Download it again.",
        "L'archive est abîmée, découpée ou incomplète. Téléchargez-la de nouveau."));

    public static ArchiveRefusal Empty { get; } = new(Outcome.NotUnderstood, new(
        "The archive is empty.",
        "L'archive est vide."));

    public static ArchiveRefusal Locked { get; } = new(Outcome.NotUnderstood, new(
        "The archive is locked with a password. Unpack it and add the files.",
        "L'archive est protégée par un mot de passe. Décompressez-la et ajoutez les fichiers."));

    public static ArchiveRefusal Links { get; } = new(Outcome.NotUnderstood, new(
        "The archive holds links instead of files. Unpack it and add the files themselves.",
        "L'archive contient des liens au lieu de fichiers. Décompressez-la et ajoutez les fichiers eux-mêmes."));

    public static ArchiveRefusal TooMany { get; } = new(Outcome.LimitExceeded, new(
        "The archive holds more than 10,000 files. Unpack it and add the files that you need.",
        "L'archive contient plus de 10 000 fichiers. Décompressez-la et ajoutez les fichiers utiles."));

    /// <summary>Of one member, seen only when it is read.</summary>
    public static ArchiveRefusal BadMember { get; } = new(Outcome.NotUnderstood, new(
        "This part of the archive is damaged, locked with a password, or grows beyond all measure when it is unpacked.",
        "Cette partie de l'archive est abîmée, protégée par un mot de passe, ou grossit démesurément quand on la décompresse."));
}
