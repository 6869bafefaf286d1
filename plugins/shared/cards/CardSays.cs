using Hub.Sdk;

namespace Hub.Plugins.Cards;

/// <summary>What the person reads of an item that is set aside.</summary>
internal static class CardSays
{
    public static readonly Text EventCut = new("The file breaks off within this appointment.", "Le fichier s'interrompt dans ce rendez-vous.");

    public static readonly Text NoStart = new("This appointment does not say when it begins.", "Ce rendez-vous ne dit pas quand il commence.");

    public static readonly Text UnreadableStart = new(
        "The beginning of this appointment cannot be read: a date such as 20240131 or a time such as 20240131T093000, in a known time zone, was expected.",
        "Le début de ce rendez-vous ne peut pas être lu\u00a0: une date comme 20240131 ou une heure comme 20240131T093000, dans un fuseau connu, était attendue.");

    public static readonly Text CardCut = new("The file breaks off within this card.", "Le fichier s'interrompt dans cette fiche.");

    public static readonly Text NoName = new("This card holds no name, no organisation, no address and no number.", "Cette fiche ne contient ni nom, ni organisation, ni adresse, ni numéro.");

    public static readonly Text TooLarge = new("This item is too large to be read.", "Cet élément est trop volumineux pour être lu.");
}
