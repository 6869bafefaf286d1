using System.Text;

namespace Hub.Plugins;

/// <summary>One of the folders that a plug-in begins as. The same folders are packed for <c>dotnet new</c>, which replaces the same words.</summary>
internal sealed class PluginTemplate(string folder)
{
    private static readonly string[] Sdk = ["Hub.Sdk.dll", "Hub.Sdk.xml", "Hub.Sdk.Testing.dll", "Hub.Sdk.Testing.xml"];
    private static readonly string[] Typings = ["hub.d.ts"];

    public static IReadOnlyList<string> Kinds { get; } = ["connector-js", "connector-csharp", "application-js", "application-csharp"];

    private bool IsScript => folder.EndsWith("-js", StringComparison.Ordinal);

    /// <summary>Beside a hub that was built or published.</summary>
    public static PluginTemplate? Find(string kind) =>
        Kinds.Contains(kind) && Path.Combine(AppContext.BaseDirectory, "templates", kind) is var folder && Directory.Exists(folder) ? new PluginTemplate(folder) : null;

    /// <summary>Copies it, with the plug-in's name in the place of the template's, and what the hub has of the SDK.</summary>
    public void CopyTo(string target, string id)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsPart))
        {
            var path = Path.Combine(target, Named(Path.GetRelativePath(folder, file), id));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, Named(File.ReadAllText(file), id), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        var sdk = Directory.CreateDirectory(Path.Combine(target, "sdk")).FullName;
        foreach (var name in IsScript ? Typings : Sdk)
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "sdk", name), Path.Combine(sdk, name), overwrite: true);
        }
    }

    private bool IsPart(string file) => !Path.GetRelativePath(folder, file).StartsWith(".template.config", StringComparison.Ordinal);

    private static string Named(string text, string id)
    {
        var words = id.Split('-', StringSplitOptions.RemoveEmptyEntries);
        return text
            .Replace("my-plugin", id, StringComparison.Ordinal)
            .Replace("MyPlugin", string.Concat(words.Select(Capital)), StringComparison.Ordinal)
            .Replace("My plugin", Capital(string.Join(' ', words)), StringComparison.Ordinal);
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
