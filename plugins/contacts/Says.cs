using Hub.Sdk;

namespace Hub.Plugins.Contacts;

/// <summary>What the person reads when a file is not what it should be.</summary>
internal static class Says
{
    public static readonly Text NoCards = new(
        "This file holds no contact card: nothing was taken from it. Export your address book as vCard (.vcf) and drop that file here.",
        "Ce fichier ne contient aucune fiche de contact\u00a0: rien n'en a été repris. Exportez votre carnet d'adresses en vCard (.vcf) et déposez ce fichier ici.");

    public static readonly Text Cut = new(
        "The file breaks off; the complete cards before were kept. Export it again.",
        "Le fichier s'interrompt\u202f; les fiches complètes qui précèdent ont été gardées. Exportez-le de nouveau.");
}
