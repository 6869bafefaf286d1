using Hub.Sdk;

namespace Hub.Plugins.Qif;

/// <summary>Why a file is refused, what is said of one that was read, and what is asked.</summary>
internal static class QifFaults
{
    public static RunException NotQif() => new(Outcome.NotMyFile, new Text(
        "This is not a QIF file: no line such as !Type:Bank or !Account stands in it.",
        "Ce fichier n'est pas au format QIF\u00a0: aucune ligne comme !Type:Bank ou !Account n'y figure."));

    public static RunException Empty() => new(Outcome.NotMyFile, new Text(
        "The file holds no operation and no account: only lists of the program that wrote it (categories, securities), or nothing.",
        "Le fichier ne contient aucune opération ni aucun compte\u00a0: seulement des listes du logiciel qui l'a écrit (catégories, titres), ou rien."));

    public static RunException TooMany(int most) => new(Outcome.LimitExceeded, new Text(
        $"The file holds more than {most} accounts. Export them in several files.",
        $"Le fichier contient plus de {most} comptes. Exportez-les en plusieurs fichiers."));

    public static RunException Breaks(int line, long operations) => new(Outcome.Truncated, new Text(
        $"The file breaks off at line {line}, after {operations} complete operations, which were kept. Export it again.",
        $"Le fichier s'interrompt à la ligne {line}, après {operations} opérations complètes, qui ont été gardées. Exportez-le de nouveau."));

    /// <summary>Everything was read; this is said beside it.</summary>
    public static RunException Unequal(long operations, int line) => new(Outcome.Done, new Text(
        $"The parts of {operations} split operations do not add up to the operation's amount (the first at line {line}). The operation's amount counts.",
        $"Les parts de {operations} opérations ventilées ne donnent pas le montant de l'opération (la première à la ligne {line}). C'est le montant de l'opération qui compte."));

    public static Text Account(QifAccount account, string type) => new(
        $"The operations from line {account.Line} on (type {type}) do not say which account they are of. What is the account's number (or a name of your choice)? Give the same one for the next file of this account.",
        $"Les opérations à partir de la ligne {account.Line} (type {type}) ne disent pas de quel compte il s'agit. Quel est le numéro du compte (ou un nom de votre choix)\u202f? Donnez le même pour le prochain fichier de ce compte.");

    public static Text Currency { get; } = new(
        "A QIF file does not say its currency. In which one are its amounts?",
        "Un fichier QIF ne dit pas sa devise. Dans laquelle sont ses montants\u202f?");

    public static Text Order { get; } = new(
        "The dates of this file can be read with the day first or with the month first. Which is the first one?",
        "Les dates de ce fichier peuvent se lire avec le jour d'abord ou avec le mois d'abord. Laquelle est la première\u202f?");

    public static Text Mark { get; } = new(
        "Amounts of this file, such as 1,234, can be read in two ways. Which sign stands before the cents?",
        "Des montants de ce fichier, comme 1,234, peuvent se lire de deux façons. Quel signe précède les centimes\u202f?");
}
