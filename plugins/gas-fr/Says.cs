using Hub.Sdk;

namespace Hub.Plugins.GasFr;

/// <summary>Every sentence that a person may read.</summary>
internal static class Says
{
    public static readonly Text NotMine = new(
        "This is not a consumption file of GRDF: it has no table of gas readings with their energy in kWh and their volume in m³. Choose the file that your GRDF account gave you under “My consumption”.",
        "Ce n'est pas un fichier de consommation de GRDF\u00a0: il n'a pas de tableau de relevés de gaz avec leur énergie en kWh et leur volume en m³. Choisissez le fichier que votre espace GRDF donne dans «\u00a0Mes consommations\u00a0».");

    public static readonly Text WhichMeter = new(
        "This file does not say which meter it is of. What is the metering point's number (PCE, 14 digits or GI and 6 digits, on your gas bill)?",
        "Ce fichier ne dit pas de quel compteur il s'agit. Quel est le numéro du point de comptage (PCE, 14 chiffres ou GI suivi de 6 chiffres, sur votre facture de gaz)\u202f?");

    public static readonly Text NoPeriod = new(
        "The period of this reading cannot be read: a day such as 31/01/2024, a range of days or a beginning and an end were expected.",
        "La période de ce relevé ne peut pas être lue\u00a0: un jour comme 31/01/2024, une plage de jours ou un début et une fin étaient attendus.");

    public static readonly Text NoEnergy = new(
        "This reading has a volume and no energy, and the holder does not say what its gas contains.",
        "Ce relevé a un volume et pas d'énergie, et le détenteur ne dit pas ce que contient ce gaz.");

    public static readonly Text NoNumber = new(
        "The energy or the volume of this reading is no number.",
        "L'énergie ou le volume de ce relevé n'est pas un nombre.");

    public static readonly Text PartialMonth = new(
        "The first and the last month of an export may be partial, and the file does not say which days they hold. The file by day has them.",
        "Le premier et le dernier mois d'un export peuvent être partiels, et le fichier ne dit pas quels jours ils contiennent. Le fichier par jour les donne.");

    public static readonly Text PartialWeek = new(
        "This week was not over when the file was made, so it holds only some of its days. The next file has it whole.",
        "Cette semaine n'était pas finie quand le fichier a été fait\u00a0: il n'en contient que quelques jours. Le prochain fichier l'aura entière.");

    public static readonly Text TooLarge = new(
        "This file inflates or grows beyond what a gas meter's file needs; it was not read further. Ask for a shorter period.",
        "Ce fichier devient bien plus gros que ne l'est un fichier de compteur de gaz\u202f; il n'a pas été lu davantage. Demandez une période plus courte.");

    public static readonly Text Refused = new(
        "The file holds an answer of GRDF without readings. Check in your GRDF account that the meter and the consent are in order and that the period has readings, then fetch the file again.",
        "Le fichier contient une réponse de GRDF sans relevé. Vérifiez dans votre espace GRDF que le compteur et l'autorisation sont en règle et que la période a des relevés, puis récupérez de nouveau le fichier.");

    public static Text BreaksOff(long line, long saved) => new(
        $"The file breaks off or is damaged at line {line}; {saved} readings before were kept. Fetch it again.",
        $"Le fichier s'interrompt ou est abîmé à la ligne {line}\u202f; {saved} relevés précédents ont été gardés. Récupérez-le de nouveau.");

    public static Text SheetBreaksOff(long saved) => new(
        $"The spreadsheet's table breaks off or is damaged; {saved} readings before were kept. Download it again.",
        $"Le tableau de la feuille de calcul s'interrompt ou est abîmé\u202f; {saved} relevés précédents ont été gardés. Téléchargez-la de nouveau.");
}
