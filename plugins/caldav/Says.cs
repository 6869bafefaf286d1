using Hub.Sdk;

namespace Hub.Plugins.Caldav;

/// <summary>What the person reads when something does not go as it should.</summary>
internal static class Says
{
    public static RunException Refused() => new(Outcome.CredentialsRefused, new(
        "The server refuses this user name and password. Many servers want a password made for one program: create one in your account there, then type it into the source's settings.",
        "Le serveur refuse cet identifiant et ce mot de passe. Beaucoup de serveurs demandent un mot de passe propre à chaque programme\u00a0: créez-en un dans votre compte, puis saisissez-le dans les réglages de la source."));

    public static RunException Forbidden() => new(Outcome.ConsentExpired, new(
        "The server knows you but does not let the hub read your calendars any more. Give access again in your account there, for instance with a new password for this program.",
        "Le serveur vous reconnaît mais ne laisse plus le hub lire vos agendas. Redonnez l'accès dans votre compte, par exemple avec un nouveau mot de passe pour ce programme."));

    public static RunException TooMany(TimeSpan? wait) => new(Outcome.RateLimited, wait is { } time
        ? new($"The server asks to come back in {Minutes(time)} minutes.", $"Le serveur demande de revenir dans {Minutes(time)}\u00a0minutes.")
        : new("The server asks to come back later.", "Le serveur demande de revenir plus tard."));

    public static RunException Unavailable() => new(Outcome.HolderUnavailable, new(
        "The server is out of order. The hub will try again.", "Le serveur est en panne. Le hub essaiera de nouveau."));

    public static RunException NotDav() => new(Outcome.FormatChanged, new(
        "The server answered with something other than calendars and contacts. If its address is right, tell the plug-in's publisher.",
        "Le serveur a répondu autre chose que des agendas et des contacts. Si son adresse est juste, prévenez l'éditeur du module."));

    public static RunException NoServer() => new(Outcome.ActionNeededAtHolder, new(
        "No calendar server answers at this address. Look up the CalDAV address in your provider's help and type it into the source's settings.",
        "Aucun serveur d'agendas ne répond à cette adresse. Cherchez l'adresse CalDAV dans l'aide de votre fournisseur et saisissez-la dans les réglages de la source."));

    /// <summary>The person agreed to one host; another would have to be typed in.</summary>
    public static void ElsewhereUnless(bool isSameHost)
    {
        if (!isSameHost)
        {
            throw new RunException(Outcome.ActionNeededAtHolder, new(
                "This server keeps your calendars on another one. Look up the exact CalDAV address in your provider's help and type it into the source's settings.",
                "Ce serveur garde vos agendas sur un autre. Cherchez l'adresse CalDAV exacte dans l'aide de votre fournisseur et saisissez-la dans les réglages de la source."));
        }
    }

    private static int Minutes(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalMinutes));
}
