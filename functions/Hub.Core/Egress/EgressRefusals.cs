using Hub.Sdk;

namespace Hub.Core.Egress;

/// <summary>The rules that a call can break. Each ends the run; nothing was sent.</summary>
internal static class EgressRefusals
{
    public static EgressException Scheme(string host = "") => Broken("scheme", new(
        $"The plug-in tried to make a call{To(host)} that is not encrypted (https). Plain http is possible only for hosts that the hub's admin allows (HUB_ALLOWED_HOSTS).",
        $"Le module a voulu faire un appel{Vers(host)} qui n'est pas chiffré (https). Le http simple n'est possible que pour les hôtes que l'administrateur du hub permet (HUB_ALLOWED_HOSTS)."));

    public static EgressException Address() => Broken("address", new(
        "The plug-in tried to call something that is not a plain web address.",
        "Le module a voulu appeler quelque chose qui n'est pas une simple adresse web."));

    public static EgressException HostNotGranted(string host) => Broken("host", new(
        $"The plug-in tried to reach {host}, which is not among the hosts that it was granted.",
        $"Le module a voulu joindre {host}, qui n'est pas parmi les hôtes qui lui sont permis."));

    public static EgressException PrivateAddress(string host) => Broken("private-address", new(
        $"The plug-in tried to reach {host}, which lies in a private or reserved network. If it is a machine of yours, the hub's admin can allow it (HUB_ALLOWED_HOSTS).",
        $"Le module a voulu joindre {host}, qui se trouve dans un réseau privé ou réservé. Si c'est une machine à vous, l'administrateur du hub peut la permettre (HUB_ALLOWED_HOSTS)."));

    public static EgressException SecretElsewhere(string host, string name) => Broken("secret", new(
        $"The plug-in tried to send the secret \"{name}\" to {host}, for which it is not meant.",
        $"Le module a voulu envoyer le secret « {name} » à {host}, à qui il n'est pas destiné."));

    public static EgressException SecretUnfit(string host, string name) => Broken("secret", new(
        $"The secret \"{name}\" for {host} holds characters that cannot stand in a header.",
        $"Le secret « {name} » pour {host} contient des caractères qui ne peuvent pas figurer dans un en-tête."));

    public static EgressException Method(string host) => Broken("method", new(
        $"The plug-in tried to call {host} with a method that the hub does not let out.",
        $"Le module a voulu appeler {host} avec une méthode que le hub ne laisse pas sortir."));

    public static EgressException Header(string host, string name) => Broken("header", new(
        $"The plug-in tried to call {host} with a header that it may not set, or with characters that a header cannot hold ({name}).",
        $"Le module a voulu appeler {host} avec un en-tête qu'il ne peut pas fixer, ou avec des caractères qu'un en-tête ne peut contenir ({name})."));

    private static string To(string host) => host.Length == 0 ? "" : $" to {host}";

    private static string Vers(string host) => host.Length == 0 ? "" : $" vers {host}";

    private static EgressException Broken(string fault, Text detail) => new(fault, Outcome.PluginFault, new($"{detail.En} It was stopped; nothing was sent.", $"{detail.Fr} Il a été arrêté ; rien n'a été envoyé."));
}
