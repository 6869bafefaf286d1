using Hub.Sdk;

namespace Hub.Storage.Azure;

/// <summary>What a person is told when the storage account does not do what it should.</summary>
internal static class StorageSentences
{
    public static Text Silent(string account) => new(
        $"The storage account {account} does not answer. What was interrupted goes on when it does.",
        $"Le compte de stockage {account} ne répond pas. Ce qui a été interrompu reprendra dès qu'il répondra.");

    public static Text Remains { get; } = new(
        "The storage account may keep what was deleted for some days, out of the hub's sight: 7 when it was made from the hub's own template. Whoever runs the account can bring it back until then.",
        "Le compte de stockage peut garder quelques jours ce qui a été effacé, hors de la vue du hub\u00a0: 7 s'il a été créé avec le modèle du hub. D'ici là, qui administre le compte peut le faire revenir.");

    public static Text BrokenOff { get; } = new(
        "The storage account broke off in the middle of an answer. What was interrupted goes on later.",
        "Le compte de stockage s'est interrompu au milieu d'une réponse. Ce qui a été interrompu reprendra plus tard.");

    public static Text Unknown(string account) => new(
        $"The storage account {account} is not found: either its name is wrong, or this machine has no network.",
        $"Le compte de stockage {account} est introuvable\u00a0: son nom est inexact, ou cette machine n'a pas de réseau.");

    public static Text Failing(string account, int status) => new(
        $"The storage account {account} is overloaded or failing ({status}). What was interrupted goes on later.",
        $"Le compte de stockage {account} est surchargé ou défaillant ({status}). Ce qui a été interrompu reprendra plus tard.");

    public static Text WrongKey(string account, string code) => new(
        $"The storage account {account} refuses the key that the hub has ({code}). It may have been renewed: give the hub the new one in HUB_STORAGE, and start it again.",
        $"Le compte de stockage {account} refuse la clé du hub ({code}). Elle a peut-être été renouvelée\u00a0: donnez la nouvelle au hub dans HUB_STORAGE, puis redémarrez-le.");

    public static Text Expired(string account) => new(
        $"The shared access signature for the storage account {account} has expired. Make a new one, give it to the hub in HUB_STORAGE, and start it again.",
        $"La signature d'accès partagé du compte de stockage {account} a expiré. Créez-en une autre, donnez-la au hub dans HUB_STORAGE, puis redémarrez-le.");

    public static Text NoRole(string account, string code) => new(
        $"The storage account {account} does not let the hub's identity in ({code}). Give it the roles Storage Blob Data Contributor, Storage Queue Data Contributor and Storage Table Data Contributor; they count after a few minutes.",
        $"Le compte de stockage {account} refuse l'identité du hub ({code}). Donnez-lui les rôles Storage Blob Data Contributor, Storage Queue Data Contributor et Storage Table Data Contributor\u00a0; ils comptent après quelques minutes.");

    public static Text NoIdentity(string account) => new(
        $"The hub has no identity that the storage account {account} could let in. Turn on the function app's managed identity, or give the hub a connection string in HUB_STORAGE.",
        $"Le hub n'a pas d'identité que le compte de stockage {account} pourrait accepter. Activez l'identité managée de l'application de fonctions, ou donnez au hub une chaîne de connexion dans HUB_STORAGE.");

    public static Text Clock(string account, TimeSpan ahead) => ahead > TimeSpan.Zero
        ? new(
            $"The clock of this machine is {Minutes(ahead)} minutes fast, so the storage account {account} refuses everything. Set the clock.",
            $"L'horloge de cette machine avance de {Minutes(ahead)}\u00a0minutes\u00a0: le compte de stockage {account} refuse donc tout. Réglez l'horloge.")
        : new(
            $"The clock of this machine is {Minutes(ahead)} minutes slow, so the storage account {account} refuses everything. Set the clock.",
            $"L'horloge de cette machine retarde de {Minutes(ahead)}\u00a0minutes\u00a0: le compte de stockage {account} refuse donc tout. Réglez l'horloge.");

    private static long Minutes(TimeSpan ahead) => (long)Math.Round(ahead.Duration().TotalMinutes);
}
