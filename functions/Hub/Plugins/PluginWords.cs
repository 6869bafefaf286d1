using Hub.Sdk;

namespace Hub.Plugins;

/// <summary>What holds a plug-in, in plain words.</summary>
public static class PluginWords
{
    public static readonly Text Fenced = new(
        "It cannot open a file, reach the network or see another plug-in by itself: all that it does goes through the hub, which checks it.",
        "Il ne peut ni ouvrir un fichier, ni joindre le réseau, ni voir un autre module par lui-même : tout ce qu'il fait passe par le hub, qui le contrôle.");

    public static readonly Text Unfenced = new(
        "It runs with the rights of the hub itself. Nothing but trust in its publisher keeps it from reading this machine's files or speaking to anyone.",
        "Il s'exécute avec les droits du hub lui-même. Seule la confiance en son éditeur l'empêche de lire les fichiers de cette machine ou de parler à n'importe qui.");
}
