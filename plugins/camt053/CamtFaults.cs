using Hub.Sdk;

namespace Hub.Plugins.Camt053;

/// <summary>Why a file is refused.</summary>
internal static class CamtFaults
{
    public static RunException NotCamt() => new(Outcome.NotMyFile, new Text(
        "This is not a bank message of the kind camt.052, 053 or 054 in XML, or it declares a document type (DTD), which no bank's message does and which can be used for attacks. It was not read.",
        "Ce fichier n'est pas un message bancaire camt.052, 053 ou 054 en XML, ou il déclare un type de document (DTD), ce qu'aucun message de banque ne fait et qui peut servir à une attaque. Il n'a pas été lu."));

    public static RunException Empty() => new(Outcome.NotMyFile, new Text(
        "The message holds no statement: there is nothing to read in it. Download the statement again from your bank.",
        "Le message ne contient aucun relevé\u00a0: il n'y a rien à y lire. Téléchargez de nouveau le relevé auprès de votre banque."));

    public static RunException TooDeep(int line, int deepest) => new(Outcome.NotMyFile, new Text(
        $"Line {line}: elements stand {deepest} deep in each other, which no bank's message needs; the file was not read further.",
        $"Ligne {line}\u00a0: les éléments s'emboîtent sur plus de {deepest} niveaux, ce qu'aucun message de banque ne demande\u202f; le fichier n'a pas été lu plus loin."));

    public static RunException Breaks(int line, long entries) => new(Outcome.Truncated, new Text(
        $"The file breaks off or is damaged at line {line}, after {entries} complete entries, which were kept. Download the statement again.",
        $"Le fichier s'interrompt ou est abîmé à la ligne {line}, après {entries} écritures complètes, qui ont été gardées. Téléchargez de nouveau le relevé."));
}
