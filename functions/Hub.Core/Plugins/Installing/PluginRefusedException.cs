using Hub.Sdk;

namespace Hub.Core.Plugins.Installing;

/// <summary>A plug-in is not installed; nothing was changed.</summary>
public sealed class PluginRefusedException(Text reason) : Exception(reason.En)
{
    public static Text CommandLineOnly { get; } = new(
        "A C# plug-in runs with the rights of the hub itself, so only who runs the hub installs it, on the command line: hub plugin install FILE",
        "Un module en C# s'exécute avec les droits du hub lui-même : seul l'exploitant du hub l'installe, en ligne de commande : hub plugin install FICHIER");

    public Text Reason => reason;
}

internal static class InstallMessages
{
    public static Text NotAPackage { get; } = new(
        "This is no plug-in: neither a folder with a plugin.json nor a .hubplugin that can be opened.",
        "Ce n'est pas un module : ni un dossier avec un plugin.json, ni un .hubplugin lisible.");

    public static Text TooManyFiles { get; } = new(
        "The package is empty, or holds more than 10,000 files.",
        "Le paquet est vide, ou contient plus de 10 000 fichiers.");

    public static Text TooLarge { get; } = new(
        "The package grows beyond all measure when it is unpacked.",
        "Le paquet grossit démesurément quand on le décompresse.");

    public static Text OddEntry { get; } = new(
        "The package holds a file whose name leads outside of it, a link, a locked file, or one file twice.",
        "Le paquet contient un fichier dont le nom mène hors du paquet, un lien, un fichier verrouillé, ou deux fois le même fichier.");

    public static Text EntryMissing { get; } = new(
        "The plug-in's code is missing: build it first, then install it.",
        "Le code du module manque : construisez-le d'abord, puis installez-le.");

    public static Text Broken(string why) => new(
        $"The plug-in cannot be used: {why}",
        $"Le module est inutilisable : {why}");

    public static Text OurOwn(string id) => new(
        $"\"{id}\" is the id of a plug-in that comes with the hub or from another folder. Its author must choose another.",
        $"« {id} » est l'identifiant d'un module livré avec le hub ou venu d'un autre dossier. Son auteur doit en choisir un autre.");

    public static Text Older(string version) => new(
        $"A newer version, {version}, is installed. Remove it first if you want the older one.",
        $"Une version plus récente, {version}, est installée. Retirez-la d'abord si vous voulez l'ancienne.");

    public static Text InUse { get; } = new(
        "The plug-in's files are in use by a run. Wait until it has ended, then try again.",
        "Les fichiers du module sont utilisés par une collecte. Attendez qu'elle soit finie, puis réessayez.");
}
