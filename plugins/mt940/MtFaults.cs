using Hub.Sdk;

namespace Hub.Plugins.Mt940;

/// <summary>Why a file is refused, what is said of one that was read, and what is asked.</summary>
internal static class MtFaults
{
    public static RunException NotMt940() => new(Outcome.NotMyFile, new Text(
        "This is not a statement in the format MT940 or MT942: it names no account (:25:) and holds no statement line (:61:).",
        "Ce fichier n'est pas un relevé au format MT940 ou MT942\u00a0: il ne nomme aucun compte (:25:) et ne contient aucune ligne de relevé (:61:)."));

    public static RunException TooMany(int most) => new(Outcome.LimitExceeded, new Text(
        $"The file holds more than {most} statements. Download them in several files.",
        $"Le fichier contient plus de {most} relevés. Téléchargez-les en plusieurs fichiers."));

    public static RunException Breaks(int line, long entries) => new(Outcome.Truncated, new Text(
        $"The file breaks off at line {line}, before the closing balance, after {entries} complete entries, which were kept. Download the statement again.",
        $"Le fichier s'interrompt à la ligne {line}, avant le solde de clôture, après {entries} écritures complètes, qui ont été gardées. Téléchargez de nouveau le relevé."));

    /// <summary>Everything was read; this is said beside it.</summary>
    public static RunException Unequal(IReadOnlyList<int> lines) => new(Outcome.Done, new Text(
        $"In {Of(lines, "statement", "statements")}, the opening balance and the entries do not add up to the closing balance (line {Lines(lines)}): an entry may be missing there, or the bank's file may be wrong.",
        $"Dans {Of(lines, "relevé", "relevés")}, le solde d'ouverture et les écritures ne donnent pas le solde de clôture (ligne {Lines(lines)})\u00a0: il y manque peut-être une écriture, ou le fichier de la banque est faux."));

    public static Text Account(MtStatement statement) => new(
        $"The statement at line {statement.Line} does not say which account it is of. What is the account's number (or a name of your choice)?",
        $"Le relevé de la ligne {statement.Line} ne dit pas de quel compte il s'agit. Quel est le numéro du compte (ou un nom de votre choix)\u202f?");

    public static Text Currency(MtStatement statement) => new(
        $"The statement at line {statement.Line} does not say its currency. Which is it, in three letters (EUR, USD…)?",
        $"Le relevé de la ligne {statement.Line} ne dit pas sa devise. Laquelle est-ce, en trois lettres (EUR, USD…)\u202f?");

    private static string Of(IReadOnlyList<int> lines, string one, string many) => lines.Count == 1 ? $"1 {one}" : $"{lines.Count} {many}";

    private static string Lines(IReadOnlyList<int> lines) => string.Join(", ", lines.Take(5)) + (lines.Count > 5 ? "…" : "");
}
