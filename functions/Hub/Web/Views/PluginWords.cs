using Hub.Core.Plugins;
using Hub.Core.Plugins.Running;
using Hub.Sdk;

namespace Hub.Web.Views;

/// <summary>What pages say of every plug-in.</summary>
public static class PluginWords
{
    public static readonly Text Fenced = new(
        "It cannot open a file, reach the network or see another plug-in by itself: all that it does goes through the hub, which checks it.",
        "Il ne peut ni ouvrir un fichier, ni joindre le réseau, ni voir un autre module par lui-même : tout ce qu'il fait passe par le hub, qui le contrôle.");

    public static readonly Text Unfenced = new(
        "It runs with the rights of the hub itself. Nothing but trust in its publisher keeps it from reading this machine's files or speaking to anyone.",
        "Il s'exécute avec les droits du hub lui-même. Seule la confiance en son éditeur l'empêche de lire les fichiers de cette machine ou de parler à n'importe qui.");

    /// <summary>What keeps a plug-in from doing harm here: its engine, the system, or nothing.</summary>
    public static FenceView Fence(PluginManifest manifest, PageContext page) =>
        IsFenced(manifest) ? new("good", page.L("In a sandbox", "Dans un bac à sable"), page.L(Fenced))
        : Sandbox.Here.Files ? new("attention", page.L("Held by this system", "Retenu par ce système"), page.L(Sandbox.Here.Sentence))
        : new("attention", page.L("Not in a sandbox", "Sans bac à sable"), page.L(Unfenced));

    /// <summary>A script sees nothing but what the hub hands it; an assembly has the rights of its process.</summary>
    public static bool IsFenced(PluginManifest manifest) => manifest.IsFenced;

    public static string IconOf(PluginManifest manifest) => manifest.Kind == PluginKind.Application ? "sparkles" : manifest.Holders.Count > 0 ? Icons.OfDomain(manifest.Holders[0].Domain) : "plug";

    public static IReadOnlyList<(string Label, string Value)> Facts(PluginManifest manifest, PageContext page) =>
    [
        (page.L("Publisher", "Éditeur"), manifest.Publisher),
        (page.L("Licence", "Licence"), manifest.Licence),
        (page.L("Version", "Version"), manifest.Version),
        (page.L("Languages", "Langues"), Languages(manifest, page)),
    ];

    /// <summary>Languages by name; others keep their code.</summary>
    private static string Languages(PluginManifest manifest, PageContext page) => string.Join(", ", manifest.Languages.Select(code => code switch
    {
        "en" => page.L("English", "anglais"),
        "fr" => page.L("French", "français"),
        "de" => page.L("German", "allemand"),
        "es" => page.L("Spanish", "espagnol"),
        "it" => page.L("Italian", "italien"),
        _ => code,
    }));
}
