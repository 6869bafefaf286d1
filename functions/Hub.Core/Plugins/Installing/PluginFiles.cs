using System.Text.Json;
using Hub.Core.Plugins.Types;

namespace Hub.Core.Plugins.Installing;

/// <summary>What of a folder belongs to its plug-in. It is named, because an author's folder also holds what is nobody else's: settings with passwords, or the data of a hub that was started there.</summary>
public static class PluginFiles
{
    private const string HubDatabase = "hub.db";
    private static readonly string[] Folders = ["bin", "src", "samples", "recordings", "reference", PluginTypes.Folder];
    private static readonly string[] Names = ["plugin.json", "package.json", "package-lock.json", "packages.lock.json", "tsconfig.json", "LICENSE", "LICENCE", "COPYING", "NOTICE"];
    private static readonly string[] Kinds = [".cs", ".csproj", ".js", ".map", ".md", ".mjs", ".props", ".svg", ".ts"];
    private static readonly string[] Leavings = ["obj", "node_modules", "TestResults", "tests"];

    /// <summary>Relative to the folder with forward slashes, in order: the manifest, what its entry lies with, the folders that the hub knows, sources and words.</summary>
    public static IReadOnlyList<string> Of(string folder)
    {
        var entry = EntryOf(folder);
        return [.. All(new DirectoryInfo(folder), "").Where(file => Belongs(file, entry)).Order(StringComparer.Ordinal)];
    }

    /// <summary>What lies in the folder and does not belong: a folder of which nothing does by its name, else file by file.</summary>
    public static IReadOnlyList<string> LeftOut(string folder)
    {
        var known = Of(folder).ToHashSet(StringComparer.Ordinal);
        var tops = known.Select(TopOf).ToHashSet(StringComparer.Ordinal);
        var data = DataOf(folder).Select(inner => inner + "/");
        return [.. All(new DirectoryInfo(folder), "").Where(file => !known.Contains(file)).Select(file => tops.Contains(TopOf(file)) || TopOf(file) == file ? file : TopOf(file) + "/").Concat(data).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Folders in which a hub keeps people's data, relative; the folder itself is ".".</summary>
    public static IReadOnlyList<string> DataOf(string folder) =>
        [.. Directory.EnumerateFiles(folder, HubDatabase, new EnumerationOptions { RecurseSubdirectories = true }).Select(file => Path.GetRelativePath(folder, Path.GetDirectoryName(file)!).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private static bool Belongs(string file, string entry) =>
        file == entry
        || Folders.Contains(TopOf(file), StringComparer.Ordinal)
        || (TopOf(entry) != entry && TopOf(file) == TopOf(entry))
        || Names.Contains(file, StringComparer.Ordinal)
        || Kinds.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    private static string TopOf(string file) => file.Split('/')[0];

    private static IEnumerable<string> All(DirectoryInfo folder, string above) => IsData(folder) ? [] :
        folder.EnumerateFiles().Where(file => file.LinkTarget is null && !file.Name.StartsWith('.')).Select(file => above + file.Name)
            .Concat(folder.EnumerateDirectories().Where(inner => inner.LinkTarget is null && !inner.Name.StartsWith('.') && !Leavings.Contains(inner.Name, StringComparer.Ordinal))
                .SelectMany(inner => All(inner, $"{above}{inner.Name}/")));

    private static bool IsData(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, HubDatabase));

    /// <summary>Whoever loads the plug-in says what is wrong with a manifest; here it then names nothing.</summary>
    private static string EntryOf(string folder)
    {
        try
        {
            var manifest = JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder, PluginFolder.ManifestName)));
            return manifest.TryGetProperty("entry", out var entry) && entry.GetString() is { Length: > 0 } named ? named : PluginFolder.ManifestName;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FileNotFoundException)
        {
            return PluginFolder.ManifestName;
        }
    }
}
