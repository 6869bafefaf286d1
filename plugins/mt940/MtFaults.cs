using Hub.Sdk;

namespace Hub.Plugins.Mt940;

/// <summary>Why a file is refused, what is said of one that was read, and what is asked.</summary>
internal static class MtFaults
{
    public static RunException NotMt940() => new(Outcome.NotMyFile, new Text(
        "This is not a statement in the format MT940 or MT942: it names no account (:25:) and holds no statement line (:61:).",
        "Ce fichier n'est pas un relevé au format MT940 ou MT942\u00a0: il ne nomme aucun compte (:25:) et ne contient aucune ligne de relevé (:61:)."));

    public static RunException Breaks(int line, long entries) => new(Outcome.Truncated, new Text(
        $"The file breaks off at line {line}, before the closing balance, after {entries} complete entries, which were kept. Download the statement again.",
        $"Le fichier s'interrompt à la ligne {line}, avant le solde de clôture, après {entries} écritures complètes, qui ont été gardées. Téléchargez de nouveau le relevé."));

    public static Text Currency(MtStatement statement) => new(
        $"The statement at line {statement.Line} does not say its currency. Which is it, in three letters (EUR, USD…)?",
        $"Le relevé de la ligne {statement.Line} ne dit pas sa devise. Laquelle est-ce, en trois lettres (EUR, USD…)\u202f?");
}
