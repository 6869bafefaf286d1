using Hub.Sdk;

namespace Hub.Plugins.Fhir;

/// <summary>Every sentence that a person may read.</summary>
internal static class Says
{
    public static readonly Text NotFhir = new(
        "This file is not a FHIR document: it holds no resource. Choose the JSON or NDJSON file that your health portal gave you.",
        "Ce fichier n'est pas un document FHIR\u00a0: il ne contient aucune ressource. Choisissez le fichier JSON ou NDJSON que votre portail de santé vous a remis.");

    public static readonly Text Empty = new(
        "The holder answered, but the file holds no health data. Ask again at the holder, for a longer period or with more kinds of data.",
        "Le détenteur a répondu, mais le fichier ne contient aucune donnée de santé. Refaites la demande auprès de lui, sur une période plus longue ou avec plus de catégories de données.");

    public static readonly Text NextPage = new(
        "This file is one page of a longer answer: the holder announces a next page. What it holds is kept; fetch the following pages at the holder and add them too.",
        "Ce fichier est une page d'une réponse plus longue\u00a0: le détenteur annonce une page suivante. Son contenu est gardé\u00a0; récupérez aussi les pages suivantes auprès de lui.");

    public static readonly Text TooDeep = new(
        "This item nests deeper than any health record does, so it was not read.",
        "Cet élément est imbriqué plus profondément qu'aucune donnée de santé\u00a0: il n'a pas été lu.");

    public static readonly Text TooLarge = new(
        "This item is too large to be read.",
        "Cet élément est trop volumineux pour être lu.");

    public static readonly Text NotJson = new(
        "This item is not valid JSON, holds text that is not valid, or says the same field twice.",
        "Cet élément n'est pas du JSON valide, contient un texte invalide, ou donne deux fois le même champ.");

    public static readonly Text NoResource = new(
        "This entry holds no resource.",
        "Cette entrée ne contient aucune ressource.");

    public static Text NoName(string resource) => new(
        $"This {resource} does not say what it is about: neither a name nor a code.",
        $"Cet élément ({resource}) ne dit pas de quoi il s'agit\u00a0: ni nom, ni code.");

    public static Text HolderError(string? code) => new(
        $"The file is an error message of the holder ({Known(code).En}), not your data. Sign in at the holder and ask for the file again.",
        $"Le fichier est un message d'erreur du détenteur ({Known(code).Fr}), et non vos données. Reconnectez-vous chez le détenteur et demandez de nouveau le fichier.");

    public static Text HolderPart(string? code) => new(
        $"The holder could not give a part of your data ({Known(code).En}).",
        $"Le détenteur n'a pas pu donner une partie de vos données ({Known(code).Fr}).");

    public static Text BreaksOff(long bytes, int entries) => new(
        $"The file breaks off after {bytes} bytes, in the middle of item {entries}. The items before it are kept; fetch the file again at the holder.",
        $"Le fichier s'interrompt après {bytes} octets, au milieu de l'élément {entries}. Les éléments précédents sont gardés\u00a0; récupérez de nouveau le fichier auprès du détenteur.");

    public static Text Damaged(long bytes) => new(
        $"The file is damaged after {bytes} bytes: what follows is no JSON. What stands before is kept; fetch the file again at the holder.",
        $"Le fichier est abîmé après {bytes} octets\u00a0: la suite n'est pas du JSON. Ce qui précède est gardé\u00a0; récupérez de nouveau le fichier auprès du détenteur.");

    /// <summary>FHIR's issue types, in words.</summary>
    private static Text Known(string? code) => code switch
    {
        "login" or "security" => new("you are not signed in", "vous n'êtes pas connecté"),
        "expired" => new("the session has expired", "la session a expiré"),
        "forbidden" or "suppressed" => new("access was refused", "l'accès a été refusé"),
        "not-found" or "deleted" => new("it does not find the data", "il ne trouve pas les données"),
        "throttled" or "too-costly" => new("too many requests, or too large a one", "demandes trop nombreuses ou trop lourdes"),
        "timeout" or "transient" or "lock-error" or "no-store" or "exception" => new("its service is down for the moment", "son service est momentanément en panne"),
        "not-supported" or "invalid" or "structure" or "required" or "value" or "processing" => new("it could not process the request", "il n'a pas pu traiter la demande"),
        _ => new("no reason that we know", "raison inconnue"),
    };
}
