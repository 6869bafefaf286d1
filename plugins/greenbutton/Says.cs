using Hub.Sdk;

namespace Hub.Plugins.GreenButton;

/// <summary>Every sentence that a person may read, but for limits.</summary>
internal static class Says
{
    public static readonly Text NotMine = new(
        "This is not a Green Button file: it is no feed with readings of a meter. Choose the XML file that “Green Button, download my data” gave you.",
        "Ce n'est pas un fichier Green Button\u00a0: ce n'est pas un flux de relevés de compteur. Choisissez le fichier XML que «\u00a0Green Button, download my data\u00a0» vous a donné.");

    public static readonly Text NoReadings = new(
        "This Green Button file describes a customer or a meter and holds no readings. Download the usage data too.",
        "Ce fichier Green Button décrit un client ou un compteur et ne contient aucun relevé. Téléchargez aussi les données de consommation.");

    public static readonly Text DocumentType = new(
        "This file declares a document type (DTD), which no Green Button file does and which can be used for attacks; it was not read. Download it again from your supplier.",
        "Ce fichier déclare un type de document (DTD), ce qu'aucun fichier Green Button ne fait et qui peut servir à une attaque\u202f; il n'a pas été lu. Téléchargez-le de nouveau chez votre fournisseur.");

    public static readonly Text WhichMeter = new(
        "This file does not say which meter it is of. What is the number of the meter or of the usage point, on your bill?",
        "Ce fichier ne dit pas de quel compteur il s'agit. Quel est le numéro du compteur ou du point de livraison, sur votre facture\u202f?");

    public static readonly Text NoLink = new(
        "The file's links do not say which of its meters this reading is of.",
        "Les liens du fichier ne disent pas de quel compteur vient ce relevé.");

    public static readonly Text NoUnit = new(
        "The file does not say in which unit this value is (no “uom”), so nobody can tell how much energy or water it is. The supplier has to add it.",
        "Le fichier ne dit pas dans quelle unité est cette valeur (pas d'élément «\u00a0uom\u00a0»)\u00a0: personne ne peut dire combien d'énergie ou d'eau cela fait. C'est au fournisseur de l'ajouter.");

    public static readonly Text NoCommodity = new(
        "The file does not say what was measured: electricity, gas, water or heat.",
        "Le fichier ne dit pas ce qui a été mesuré\u00a0: électricité, gaz, eau ou chaleur.");

    public static readonly Text OtherCommodity = new(
        "These readings are of something that the hub keeps no readings of (neither electricity, natural gas, heat nor water); they were left out.",
        "Ces relevés portent sur ce dont le hub ne garde pas de relevés (ni électricité, ni gaz naturel, ni chaleur, ni eau)\u202f; ils ont été laissés de côté.");

    public static readonly Text OtherUnit = new(
        "These readings are no energy and no volume (a power, a voltage or a reactive energy, for instance); they were left out.",
        "Ces relevés ne sont ni une énergie ni un volume (mais une puissance, une tension ou une énergie réactive, par exemple)\u202f; ils ont été laissés de côté.");

    public static readonly Text HowMuchHeat = new(
        "This file counts gas by volume and does not say how much energy it holds. How many kilowatt-hours are in one cubic metre, as your bill states it (mostly between 9 and 12; a therm is 29.3 kWh and 100 cubic feet are 2.83 m³)?",
        "Ce fichier compte le gaz en volume et ne dit pas quelle énergie il contient. Combien de kilowattheures y a-t-il dans un mètre cube, selon votre facture (le plus souvent entre 9 et 12)\u202f?");

    public static readonly Text GasVolume = new(
        "These readings count gas by volume, and your answer is no number of kilowatt-hours in a cubic metre between 1 and 50; they were left out. Import the file again.",
        "Ces relevés comptent le gaz en volume, et votre réponse n'est pas un nombre de kilowattheures par mètre cube entre 1 et 50\u202f; ils ont été laissés de côté. Importez de nouveau le fichier.");

    public static readonly Text EnergyOfWater = new(
        "These readings count water in a unit of energy; they were left out.",
        "Ces relevés comptent de l'eau dans une unité d'énergie\u202f; ils ont été laissés de côté.");

    public static readonly Text NoAmount = new(
        "These readings are the standing of a meter, an average or a peak, not what passed in their interval; they were left out.",
        "Ces relevés sont l'index d'un compteur, une moyenne ou une pointe, et non ce qui est passé pendant leur intervalle\u202f; ils ont été laissés de côté.");

    public static readonly Text SameStart = new(
        "Several periods of this meter begin at this same instant in the file, so when this one was cannot be told.",
        "Dans le fichier, plusieurs périodes de ce compteur commencent à ce même instant\u00a0: on ne peut pas dire quand a eu lieu celle-ci.");

    public static readonly Text Unreadable = new(
        "This reading cannot be read: a start in seconds since 1970, a whole number of seconds as duration and a number as value were expected.",
        "Ce relevé ne peut pas être lu\u00a0: un début en secondes depuis 1970, une durée en secondes entières et un nombre comme valeur étaient attendus.");

    public static Text BreaksOff(int line, long saved) => new(
        $"The file breaks off or is damaged at line {line}; {saved} readings before were kept. Download it again.",
        $"Le fichier s'interrompt ou est abîmé à la ligne {line}\u202f; {saved} relevés précédents ont été gardés. Téléchargez-le de nouveau.");
}
