using Hub.Sdk;

namespace Hub.Plugins.Ccda;

/// <summary>Every sentence that a person may read.</summary>
internal static class Says
{
    public static readonly Text NotClinical = new(
        "This file is not a clinical document (C-CDA, CCD): it is no XML that can be read safely, or it begins with something else. Choose the XML file that your health portal gave you.",
        "Ce fichier n'est pas un document clinique (C-CDA, CCD)\u00a0: ce n'est pas du XML lisible sans risque, ou il commence par autre chose. Choisissez le fichier XML que votre portail de santé vous a remis.");

    public static readonly Text Fragment = new(
        "This file holds a piece of a clinical document only: neither the person nor the author is named, so nothing was taken from it. Ask for the whole document.",
        "Ce fichier ne contient qu'un morceau de document clinique\u00a0: ni la personne ni l'auteur n'y figurent, rien n'en a donc été repris. Demandez le document entier.");

    public static readonly Text Empty = new(
        "This clinical document says nothing: it names nobody and has no section. Ask for it again at the holder.",
        "Ce document clinique ne dit rien\u00a0: il ne nomme personne et n'a aucune section. Demandez-le de nouveau au détenteur.");

    public static readonly Text TooDeep = new(
        "This file nests deeper than any clinical document does, so it was not read further.",
        "Ce fichier est imbriqué plus profondément qu'aucun document clinique\u00a0: il n'a pas été lu plus loin.");

    public static readonly Text TooLarge = new(
        "This entry is too large to be read.",
        "Cet élément est trop volumineux pour être lu.");

    public static Text NoName(string? nullFlavor) => new(
        $"This entry does not say what it is about: neither a name nor a code{Why(nullFlavor).En}.",
        $"Cet élément ne dit pas de quoi il s'agit\u00a0: ni nom, ni code{Why(nullFlavor).Fr}.");

    public static Text BreaksOff(int line) => new(
        $"The file breaks off or is damaged at line {line}. What stands before is kept; fetch the document again at the holder.",
        $"Le fichier s'interrompt ou est abîmé à la ligne {line}. Ce qui précède est gardé\u00a0; récupérez de nouveau le document auprès du détenteur.");

    /// <summary>HL7's reasons for saying nothing, in words.</summary>
    private static Text Why(string? nullFlavor) => nullFlavor switch
    {
        "NI" => new(" (no information)", " (aucune information)"),
        "UNK" or "NAV" or "NAVU" => new(" (unknown)", " (inconnu)"),
        "ASKU" => new(" (asked, not known)", " (demandé, non su)"),
        "NASK" => new(" (not asked)", " (non demandé)"),
        "MSK" => new(" (withheld by the holder)", " (caché par le détenteur)"),
        "NA" or "NP" => new(" (does not apply)", " (sans objet)"),
        "OTH" => new(" (no code fits)", " (aucun code ne convient)"),
        null => new("", ""),
        _ => new($" ({nullFlavor})", $" ({nullFlavor})"),
    };
}
