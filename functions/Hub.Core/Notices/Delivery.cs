using Hub.Sdk;

namespace Hub.Core.Notices;

/// <summary>How telling somebody ended.</summary>
public enum DeliveryOutcome
{
    Sent,

    /// <summary>Nobody answered, or the answer broke off.</summary>
    Unreachable,

    /// <summary>The server took nothing this time.</summary>
    TryLater,

    /// <summary>No TLS, or a certificate that nobody vouches for.</summary>
    NotSecure,

    /// <summary>The mail server does not know the hub.</summary>
    SignInRefused,

    /// <summary>There is nobody at this address.</summary>
    AddressRefused,

    /// <summary>The server wants none of it.</summary>
    Refused,

    /// <summary>The address lies in a network that only the admin may open.</summary>
    Forbidden,

    /// <summary>The admin has set no mail server.</summary>
    NoServer,

    /// <summary>The address was sealed with keys that are not there any more.</summary>
    Unreadable,
}

/// <summary>The one table of how a channel can fail: what the person reads, and whether time alone may mend it.</summary>
public static class Deliveries
{
    private static readonly Dictionary<DeliveryOutcome, Text> Sentences = new()
    {
        [DeliveryOutcome.Sent] = new("It was taken.", "Le message a été pris en charge."),
        [DeliveryOutcome.Unreachable] = new("The server does not answer. It is tried again by itself.", "Le serveur ne répond pas. De nouveaux essais auront lieu tout seuls."),
        [DeliveryOutcome.TryLater] = new("The server asks to try later. It is tried again by itself.", "Le serveur demande de réessayer plus tard. De nouveaux essais auront lieu tout seuls."),
        [DeliveryOutcome.NotSecure] = new(
            "The connection to the server is not secure: it offers no encryption, or its certificate is not valid. Nothing was sent. Tell the admin of this hub.",
            "La connexion au serveur n'est pas sûre\u00a0: il ne propose pas de chiffrement, ou son certificat n'est pas valable. Rien n'a été envoyé. Prévenez l'administrateur de ce hub."),
        [DeliveryOutcome.SignInRefused] = new(
            "The mail server refuses the name or password of this hub. Its admin has to correct HUB_SMTP.",
            "Le serveur de messagerie refuse l'identifiant ou le mot de passe de ce hub. Son administrateur doit corriger HUB_SMTP."),
        [DeliveryOutcome.AddressRefused] = new("The server refuses this address. Check it, and save it again.", "Le serveur refuse cette adresse. Vérifiez-la, puis enregistrez-la de nouveau."),
        [DeliveryOutcome.Refused] = new("The server refuses the message. Check the address, or choose another channel.", "Le serveur refuse le message. Vérifiez l'adresse, ou choisissez un autre moyen."),
        [DeliveryOutcome.Forbidden] = new(
            "This address lies inside the house's own network. Only the admin of this hub can allow it, with HUB_ALLOWED_HOSTS.",
            "Cette adresse se trouve dans le réseau interne de la maison. Seul l'administrateur de ce hub peut l'autoriser, avec HUB_ALLOWED_HOSTS."),
        [DeliveryOutcome.NoServer] = new(
            "This hub has no mail server. Its admin sets one with HUB_SMTP; until then choose another channel.",
            "Ce hub n'a pas de serveur de messagerie. Son administrateur en indique un avec HUB_SMTP\u00a0; d'ici là, choisissez un autre moyen."),
        [DeliveryOutcome.Unreadable] = new("The address can no longer be opened, because the hub's keys are new. Enter it again.", "L'adresse ne peut plus être ouverte, car les clés du hub sont nouvelles. Saisissez-la de nouveau."),
    };

    public static Text SentenceOf(DeliveryOutcome outcome) => Sentences[outcome];

    /// <summary>Whether waiting may mend it. What somebody has to change is tried now and then all the same: it may have been changed where the hub does not see it.</summary>
    public static bool MayPass(DeliveryOutcome outcome) => outcome is DeliveryOutcome.Unreachable or DeliveryOutcome.TryLater;
}
