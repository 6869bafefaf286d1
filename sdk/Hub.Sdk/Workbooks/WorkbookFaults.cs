namespace Hub.Sdk.Workbooks;

/// <summary>What a person reads about a spreadsheet that is not opened.</summary>
internal static class WorkbookFaults
{
    public static Text Damaged { get; } = new(
        "This spreadsheet breaks off or is damaged, so nothing could be read. Download it again.",
        "Cette feuille de calcul s'interrompt ou est abîmée\u00a0: rien n'a pu être lu. Téléchargez-la de nouveau.");

    public static Text Locked { get; } = new(
        "This spreadsheet is protected by a password. Take the protection off, or download it again.",
        "Cette feuille de calcul est protégée par un mot de passe. Retirez la protection, ou téléchargez-la de nouveau.");

    public static Text TooLarge { get; } = new(
        "This spreadsheet inflates or grows beyond what an honest one needs; it was not read further. Ask for a shorter period.",
        "Cette feuille de calcul devient bien plus grosse que ne l'est une feuille honnête\u202f; elle n'a pas été lue davantage. Demandez une période plus courte.");
}
