using Hub.Sdk;

namespace Hub.Plugins.BlueButton;

/// <summary>Every sentence that a person may read.</summary>
internal static class Says
{
    public static readonly Text NotBlueButton = new(
        "This file is not a Blue Button report: its first lines are neither those of VA My HealtheVet nor those of Medicare.",
        "Ce fichier n'est pas un rapport Blue Button\u00a0: ses premières lignes ne sont ni celles de VA My HealtheVet, ni celles de Medicare.");

    public static readonly Text TooLarge = new(
        "This file is larger than 64 MB; no Blue Button report is. Check that it is the right one.",
        "Ce fichier dépasse 64\u00a0Mo, ce qu'aucun rapport Blue Button n'atteint. Vérifiez que c'est le bon.");

    public static readonly Text CutEntry = new(
        "The file breaks off in the middle of this entry, so it was not kept.",
        "Le fichier s'interrompt au milieu de cet élément\u00a0: il n'a pas été gardé.");

    public static readonly Text NoName = new(
        "This entry has values, but no name that says what it is.",
        "Cet élément a des valeurs, mais aucun nom qui dise ce que c'est.");

    public static Text BreaksOff(int line, string section) => new(
        $"The report breaks off at line {line}, in “{section}”. What stands before is kept; download it again at the holder.",
        $"Le rapport s'interrompt à la ligne {line}, dans «\u00a0{section}\u00a0». Ce qui précède est gardé\u00a0; téléchargez-le de nouveau chez le détenteur.");
}
