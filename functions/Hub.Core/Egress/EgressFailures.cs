using Hub.Sdk;

namespace Hub.Core.Egress;

/// <summary>What can go wrong with a call that keeps the rules. The plug-in is told, and may go on.</summary>
internal static class EgressFailures
{
    public static EgressException NameNotFound(string host) => Unavailable("name", new(
        $"The name {host} is not known on the network. Check how it is written, and whether the hub is online.",
        $"Le nom {host} est inconnu sur le réseau. Vérifiez son orthographe, et que le hub est en ligne."));

    public static EgressException Unreachable(string host) => Unavailable("unreachable", new(
        $"{host} cannot be reached.",
        $"{host} est injoignable."));

    public static EgressException NotTrusted(string host) => Unavailable("tls", new(
        $"No safe connection to {host} could be made: its certificate is not trusted, or it does not speak TLS.",
        $"Aucune connexion sûre à {host} n'a pu être établie : son certificat n'est pas reconnu, ou il ne parle pas TLS."));

    public static EgressException TooSlow(string host) => Unavailable("too-slow", new(
        $"{host} answered too slowly, or not at all.",
        $"{host} a répondu trop lentement, ou pas du tout."));

    public static EgressException BrokenOff(string host) => Unavailable("broken-off", new(
        $"The reply of {host} broke off.",
        $"La réponse de {host} s'est interrompue."));

    public static EgressException Unreadable(string host) => Unavailable("unreadable", new(
        $"The reply of {host} came compressed in a way that the hub cannot undo.",
        $"La réponse de {host} est arrivée comprimée d'une façon que le hub ne sait pas défaire."));

    public static EgressException TooManyRedirects(string host) => Unavailable("redirects", new(
        $"{host} sent the call on to other addresses too many times.",
        $"{host} a renvoyé l'appel vers d'autres adresses trop de fois."));

    public static EgressException ReplyTooLarge(string host, int bytes) => Limit("too-large", new(
        $"The reply of {host} is larger than {bytes / 1024 / 1024} MB, or grows beyond what is usual when it is decompressed.",
        $"La réponse de {host} dépasse {bytes / 1024 / 1024} Mo, ou grossit au-delà de l'usage quand on la décomprime."));

    public static EgressException HeadersTooLarge(string host) => Limit("too-large", new(
        $"The headers of the reply of {host} are too large.",
        $"Les en-têtes de la réponse de {host} sont trop gros."));

    public static EgressException RequestTooLarge(string host) => Limit("request-too-large", new(
        $"A request to {host} was too large. It was not sent.",
        $"Une demande à {host} était trop grosse. Elle n'a pas été envoyée."));

    public static EgressException TooManyCalls(string host, int most) => Limit("too-many", new(
        $"The plug-in made more than {most} calls in one run. The one to {host} was not sent.",
        $"Le module a fait plus de {most} appels dans une même collecte. Celui à {host} n'a pas été envoyé."));

    /// <summary>The holder asked for a break that is longer than a run waits.</summary>
    public static EgressException Break(string host, bool busy, DateTimeOffset until) => new("break", busy ? Outcome.HolderUnavailable : Outcome.RateLimited, new(
        $"{host} asks not to be called before {until.UtcDateTime:yyyy-MM-dd HH:mm} UTC.",
        $"{host} demande de ne pas être appelé avant le {until.UtcDateTime:dd/MM/yyyy} à {until.UtcDateTime:HH:mm} UTC."));

    private static EgressException Unavailable(string fault, Text detail) => new(fault, Outcome.HolderUnavailable, detail);

    private static EgressException Limit(string fault, Text detail) => new(fault, Outcome.LimitExceeded, detail);
}
