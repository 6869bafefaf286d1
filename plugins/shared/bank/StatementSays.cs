using Hub.Sdk;

namespace Hub.Plugins.Bank;

/// <summary>What a person reads about statements, whatever the format.</summary>
internal static class StatementSays
{
    public static Text WhichAccount(int line) => new(
        $"The statement at line {line} does not say which account it is of. What is the account's number (or a name of your choice)?",
        $"Le relevé de la ligne {line} ne dit pas de quel compte il s'agit. Quel est le numéro du compte (ou un nom de votre choix)\u202f?");

    public static RunException TooMany(int most) => new(Outcome.LimitExceeded, new Text(
        $"The file holds more than {most} statements. Download them in several files.",
        $"Le fichier contient plus de {most} relevés. Téléchargez-les en plusieurs fichiers."));

    /// <summary>Everything was read; this is said beside it.</summary>
    public static RunException Unequal(IReadOnlyList<int> lines) => new(Outcome.Done, new Text(
        $"In {Of(lines, "statement", "statements")}, the opening balance and the entries do not add up to the closing balance (line {Lines(lines)}): an entry may be missing there, or the bank's file may be wrong.",
        $"Dans {Of(lines, "relevé", "relevés")}, le solde d'ouverture et les écritures ne donnent pas le solde de clôture (ligne {Lines(lines)})\u00a0: il y manque peut-être une écriture, ou le fichier de la banque est faux."));

    private static string Of(IReadOnlyList<int> lines, string one, string many) => lines.Count == 1 ? $"1 {one}" : $"{lines.Count} {many}";

    private static string Lines(IReadOnlyList<int> lines) => string.Join(", ", lines.Take(5)) + (lines.Count > 5 ? "…" : "");
}
