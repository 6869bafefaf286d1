using Hub.Core.Plugins;
using Hub.Core.Plugins.Installing;
using Hub.Sdk;

namespace Hub.Plugins;

/// <summary>What a plug-in reads, writes and reaches, in plain words with its author's reasons: for the command line and the pages alike.</summary>
public static class PluginAsks
{
    public static Text RunsUnfenced { get; } = new(
        "This is a C# plug-in: it runs with the rights of the hub's own user. Nothing stops a hostile one from reading this machine's files or speaking to anyone. Install it only if you trust its publisher.",
        "Ce module est en C# : il s'exécute avec les droits de l'utilisateur du hub. Rien n'empêche un module malveillant de lire les fichiers de cette machine ou de parler à n'importe qui. Installez-le seulement si vous faites confiance à son éditeur.");

    public static Text What(Permission permission) => permission switch
    {
        { Read: { } type, Fields: { } fields } => new($"reads {type}, only {string.Join(", ", fields)}", $"lit {type}, seulement {string.Join(", ", fields)}"),
        { Read: { } type } => new($"reads {type}", $"lit {type}"),
        { Write: { } type } => new($"writes {type}", $"écrit {type}"),
        _ => new($"reaches {permission.Host}", $"joint {permission.Host}"),
    };

    /// <summary>One line a permission, and one for each secret that leaves the hub's hands.</summary>
    public static IEnumerable<string> Lines(PluginManifest manifest, string language)
    {
        foreach (var permission in manifest.Permissions)
        {
            yield return $"{What(permission).In(language)}: {permission.Reason.In(language)}";
        }

        foreach (var setting in PermissionDifference.ExposedBy(manifest))
        {
            yield return Exposed(setting).In(language);
        }
    }

    /// <summary>What an update asks for beyond the version in use.</summary>
    public static IEnumerable<string> Lines(PermissionDifference difference, string language)
    {
        foreach (var permission in difference.Added)
        {
            yield return $"{What(permission).In(language)}: {permission.Reason.In(language)}";
        }

        foreach (var setting in difference.Exposed)
        {
            yield return Exposed(setting).In(language);
        }

        if (difference.Unfenced)
        {
            yield return RunsUnfenced.In(language);
        }
    }

    private static Text Exposed(string setting) => new(
        $"sees the secret \"{setting}\" itself, which the hub otherwise keeps from plug-ins",
        $"voit lui-même le secret « {setting} », que le hub ne montre pas aux autres modules");
}
