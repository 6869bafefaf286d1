using Hub.Sdk;

namespace Hub.Core.Plugins.Running;

/// <summary>What the system itself keeps a runner from doing, on top of what the hub checks. A plug-in's page says it.</summary>
/// <param name="Files">It reads its own folder and the system's libraries only, writes nothing, and starts no program but those that lie there.</param>
/// <param name="Connections">It opens and takes no TCP connection.</param>
/// <param name="Processes">It reaches no process but those that it started.</param>
/// <param name="Sentence">What a person reads.</param>
public sealed record Sandbox(bool Files, bool Connections, bool Processes, Text Sentence)
{
    public static Sandbox None { get; } = new(Files: false, Connections: false, Processes: false, new(
        "This system does not confine plug-ins by itself. A plug-in in JavaScript can still do only what the hub does for it; a plug-in in C# can do whatever the hub's program can.",
        "Ce système ne confine pas lui-même les modules. Un module en JavaScript ne peut quand même faire que ce que le hub fait pour lui ; un module en C# peut tout ce que peut le programme du hub."));

    /// <summary>On this machine.</summary>
    public static Sandbox Here => Confined.IsPossible ? Of(Landlock.Version) : None;

    private static readonly Text FilesOnly = new(
        "The system keeps plug-ins from all files but their own and from writing any. This system's kernel is too old to keep a plug-in in C# from the network.",
        "Le système interdit aux modules tous les fichiers sauf les leurs, et toute écriture. Le noyau de ce système est trop ancien pour interdire le réseau à un module en C#.");

    private static readonly Text All = new(
        "The system keeps plug-ins from all files but their own, from writing any, and from opening connections (TCP). Other ways out, as single packets (UDP), stay open to a plug-in in C#; one in JavaScript has none of them.",
        "Le système interdit aux modules tous les fichiers sauf les leurs, toute écriture et toute connexion (TCP). D'autres issues, comme les paquets isolés (UDP), restent ouvertes à un module en C# ; un module en JavaScript n'en a aucune.");

    /// <param name="landlock">The version of the kernel's interface.</param>
    internal static Sandbox Of(int landlock) => landlock switch
    {
        <= 0 => None,
        < 4 => new(Files: true, Connections: false, Processes: false, FilesOnly),
        < 6 => new(Files: true, Connections: true, Processes: false, All),
        _ => new(Files: true, Connections: true, Processes: true, All),
    };
}
