using System.Net;
using Hub.Front;
using Hub.Sdk;

namespace Hub.Accounts;

/// <summary>Where passkeys are good: the hub's own address (HUB_PUBLIC_URL, else localhost), and nothing that a request claims.</summary>
internal sealed class PasskeyPlace(PublicAddress address)
{
    /// <summary>To whom the passkeys belong (the relying party's id).</summary>
    public string Host => Root.Host;

    public bool IsOrigin(string origin) => origin == Root.GetLeftPart(UriPartial.Authority);

    /// <summary>Why no browser would make or use a passkey here, or null.</summary>
    public Text? FindObstacle(HttpContext context)
    {
        var isLocal = Host == "localhost" || Host.EndsWith(".localhost", StringComparison.Ordinal);
        if (!address.IsHttps && !isLocal)
        {
            return new Text(
                $"Passkeys are missing here because this hub is reached over plain http ({Root.GetLeftPart(UriPartial.Authority)}): browsers allow them over https only, or on the machine itself at localhost. Its admin can put https before it and set HUB_PUBLIC_URL.",
                $"Les clés d'accès manquent ici parce que ce hub est joint en simple http ({Root.GetLeftPart(UriPartial.Authority)})\u00a0: les navigateurs ne les permettent qu'en https, ou sur la machine elle-même à localhost. Son administrateur peut mettre https devant et régler HUB_PUBLIC_URL.");
        }

        if (IPAddress.TryParse(Host.Trim('[', ']'), out _))
        {
            return new Text(
                "Passkeys are missing here because this hub's address is a number: browsers tie them to a name. Its admin can give it one with HUB_PUBLIC_URL.",
                "Les clés d'accès manquent ici parce que l'adresse de ce hub est un numéro\u00a0: les navigateurs les lient à un nom. Son administrateur peut lui en donner un avec HUB_PUBLIC_URL.");
        }

        return string.Equals(context.Request.Host.Host, Host, StringComparison.OrdinalIgnoreCase) ? null : new Text(
            $"Passkeys are missing at this address; open {address.Root} to use them.",
            $"Les clés d'accès manquent à cette adresse\u00a0; ouvrez {address.Root} pour vous en servir.");
    }

    private Uri Root => new(address.Root);
}
