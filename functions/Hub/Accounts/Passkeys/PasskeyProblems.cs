using Hub.Core.Accounts;
using Hub.Front;
using Hub.Sdk;

namespace Hub.Accounts;

internal static class PasskeyProblems
{
    public static Problem Refused { get; } = new(401, "passkey-refused", new("The passkey was not accepted", "La clé d'accès n'a pas été acceptée"), new(
        "It opens no account here, or took longer than five minutes. Try again, or sign in with your passphrase, which always works.",
        "Elle n'ouvre aucun compte ici, ou a mis plus de cinq minutes. Réessayez, ou connectez-vous avec votre phrase secrète, qui marche toujours."));

    public static Problem NotAdded { get; } = new(422, "passkey-not-added", new("The passkey was not added", "La clé d'accès n'a pas été ajoutée"), new(
        "What the browser sent cannot be used: begin again. A device that has a passkey for this account already needs no second one.",
        "Ce que le navigateur a envoyé ne peut pas servir\u00a0: recommencez. Un appareil qui a déjà une clé d'accès pour ce compte n'a pas besoin d'une deuxième."));

    public static Problem TooMany { get; } = new(409, "too-many-passkeys", new("There are many passkeys already", "Il y a déjà beaucoup de clés d'accès"), new(
        $"An account has at most {Passkeys.Most}. Remove one that you do not use any more.",
        $"Un compte en a au plus {Passkeys.Most}. Retirez-en une qui ne vous sert plus."));

    public static Problem LastWayIn { get; } = new(409, "last-way-in", new("This is the only way in", "C'est le seul moyen d'entrer"), new(
        "Nobody would get into this account any more. Set a passphrase or add another passkey first.",
        "Plus personne n'entrerait dans ce compte. Choisissez d'abord une phrase secrète ou ajoutez une autre clé d'accès."));

    public static Problem WrongName { get; } = Problems.BadValue("name", new Text(
        $"Give the passkey a name of at most {Passkeys.LongestName} characters, for instance that of the device.",
        $"Donnez à la clé d'accès un nom d'au plus {Passkeys.LongestName} caractères, par exemple celui de l'appareil."));

    public static Problem NotHere(Text why) => new(409, "no-passkeys-here", new("Passkeys are missing here", "Les clés d'accès manquent ici"), why);
}
