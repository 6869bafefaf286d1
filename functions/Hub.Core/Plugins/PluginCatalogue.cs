using System.Text.Json;
using Hub.Core.Records;

namespace Hub.Core.Plugins;

/// <summary>
/// The plug-ins in the folders that the hub was given, read anew when a manifest appears, changes or goes: a plug-in deleted from disk is
/// gone from the hub. A broken one is set aside with its reason.
/// </summary>
public sealed class PluginCatalogue(IReadOnlyList<string> folders, SchemaValidator manifestSchema)
{
    private const int LongestPattern = 1024;

    private readonly Lock _turn = new();
    private string _seen = "";
    private IReadOnlyList<Plugin> _all = [];
    private IReadOnlyList<BrokenPlugin> _broken = [];

    public IReadOnlyList<Plugin> All
    {
        get
        {
            Refresh();
            return _all;
        }
    }

    public IReadOnlyList<BrokenPlugin> Broken
    {
        get
        {
            Refresh();
            return _broken;
        }
    }

    public Plugin? Find(string id) => All.FirstOrDefault(plugin => plugin.Id == id);

    /// <summary>The connectors whose content tests the beginning of a file passes.</summary>
    public IReadOnlyList<Plugin> Recognise(string head) => [.. All.Where(plugin => plugin.Accepts(head))];

    private void Refresh()
    {
        var manifests = folders.Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories)
            .Select(folder => new FileInfo(Path.Combine(folder, "plugin.json"))).Where(file => file.Exists).OrderBy(file => file.FullName, StringComparer.Ordinal).ToList();
        var seen = string.Join('\n', manifests.Select(file => $"{file.FullName}|{file.LastWriteTimeUtc.Ticks}|{file.Length}"));
        lock (_turn)
        {
            if (seen == _seen)
            {
                return;
            }

            var all = new List<Plugin>();
            var broken = new List<BrokenPlugin>();
            foreach (var file in manifests)
            {
                if (Load(file, out var why) is { } plugin)
                {
                    all.Add(plugin);
                }
                else
                {
                    broken.Add(new BrokenPlugin(file.Directory!.Name, why));
                }
            }

            (_all, _broken, _seen) = (all, broken, seen);
        }
    }

    private Plugin? Load(FileInfo file, out string why)
    {
        try
        {
            var json = File.ReadAllBytes(file.FullName);
            var errors = new RecordErrors();
            if (!manifestSchema.Validate(json, errors))
            {
                why = $"plugin.json, {errors.Items[0].Path}: {errors.Items[0].Message.En}";
                return null;
            }

            var manifest = JsonSerializer.Deserialize(json, PluginJson.Default.PluginManifest)!;
            why = Refuse(manifest, file.Directory!.Name) ?? "";
            return why.Length == 0 ? new Plugin(manifest, file.Directory.FullName) : null;
        }
        catch (SchemaException wrong)
        {
            why = $"plugin.json, /settings: {wrong.Message}";
            return null;
        }
        catch (Exception failed) when (failed is JsonException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            why = $"plugin.json cannot be read: {failed.GetType().Name}.";
            return null;
        }
    }

    private static string? Refuse(PluginManifest manifest, string folder) =>
        manifest.Id != folder ? $"the id \"{manifest.Id}\" is not the folder's name \"{folder}\"."
        : manifest.Entry.Contains("..", StringComparison.Ordinal) || Path.IsPathRooted(manifest.Entry) ? "the entry lies outside the folder."
        : manifest.Accepts.Any(accept => accept.Pattern?.Length > LongestPattern) ? "a pattern is longer than 1 kB."
        : null;
}

/// <summary>A plug-in that cannot be used, and why.</summary>
public sealed record BrokenPlugin(string Folder, string Reason);
