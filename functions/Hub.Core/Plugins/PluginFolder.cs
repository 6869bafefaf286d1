using System.Text.Json;
using Hub.Core.Plugins.Tables;
using Hub.Core.Plugins.Types;
using Hub.Core.Records;
using Hub.Wire.Tables;

namespace Hub.Core.Plugins;

/// <summary>Reads one plug-in's folder: ours and strangers' pass the same door.</summary>
/// <param name="keep">Keeps record types of plug-ins before they are known; null where nothing is kept.</param>
public sealed class PluginFolder(SchemaValidator manifestSchema, RecordTypes types, Action<IReadOnlyList<RecordType>>? keep = null)
{
    public const string ManifestName = "plugin.json";

    private const int LongestPattern = 1024;
    private const int LargestManifest = 1024 * 1024;

    /// <summary>The plug-in, or null with the reason why it cannot be used.</summary>
    /// <param name="name">What the folder is called, which must be the id; null where it has no name yet.</param>
    public Plugin? Load(string folder, string? name, out string why)
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder, ManifestName));
            if (file.Length > LargestManifest)
            {
                why = "plugin.json is larger than 1 MB.";
                return null;
            }

            var json = File.ReadAllBytes(file.FullName);
            var errors = new RecordErrors();
            if (!manifestSchema.Validate(json, errors))
            {
                using var read = JsonDocument.Parse(json); // where it is no JSON at all, this says at which line
                why = $"plugin.json, {errors.Items[0].Path}: {errors.Items[0].Message.En}";
                return null;
            }

            var manifest = JsonSerializer.Deserialize(json, PluginJson.Default.PluginManifest)!;
            why = Refuse(manifest, name ?? manifest.Id) ?? (IsLink(file.DirectoryName!, manifest.Entry) ? "the entry is a link." : "");
            if (why.Length > 0)
            {
                return null;
            }

            var own = PluginTypes.Read(manifest, file.DirectoryName!, types.Shared);
            var plugin = new Plugin(manifest, file.DirectoryName!, own, MappingOf(manifest, file.DirectoryName!, own));
            why = ManifestFaults.Find(plugin, types) ?? "";
            return why.Length == 0 ? plugin : null;
        }
        catch (SchemaException wrong)
        {
            why = $"plugin.json, /settings: {wrong.Message}";
            return null;
        }
        catch (RecordTypeException wrong)
        {
            why = $"the record type \"{wrong.Name}\": {wrong.Why}";
            return null;
        }
        catch (TableMappingException wrong)
        {
            why = $"the mapping, {wrong.Path}: {wrong.Message}";
            return null;
        }
        catch (FileNotFoundException)
        {
            why = "there is no plugin.json.";
            return null;
        }
        catch (JsonException wrong)
        {
            why = $"plugin.json, {JsonFaults.Of(wrong)}.";
            return null;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            why = $"plugin.json cannot be read: {failed.GetType().Name}.";
            return null;
        }
    }

    /// <summary>Makes the types that plug-ins in use bring known. Of two versions of one the higher stays: a plug-in may be put back to an earlier one.</summary>
    internal void Publish(IEnumerable<Plugin> plugins)
    {
        var brought = plugins.SelectMany(plugin => plugin.Types).Where(type => types.Find(type.Name) is not { } known || TypeChange.TakesOver(known, type)).ToList();
        if (brought.Count > 0)
        {
            keep?.Invoke(brought);
            types.Adopt(brought);
        }
    }

    /// <summary>A link may lead to what is the hub's.</summary>
    internal static bool IsLink(string folder, string entry)
    {
        for (var path = Path.GetFullPath(entry, folder); path.Length > folder.Length; path = Path.GetDirectoryName(path)!)
        {
            if (new FileInfo(path).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }

    private TableMapping? MappingOf(PluginManifest manifest, string folder, IReadOnlyList<RecordType> own) =>
        manifest.Runtime == "table" ? TableMappingFile.Read(manifest, folder, name => own.FirstOrDefault(type => type.Name == name) ?? types.Find(name)) : null;

    private static string? Refuse(PluginManifest manifest, string folder) =>
        manifest.Id != folder ? $"the id \"{manifest.Id}\" is not the folder's name \"{folder}\"."
        : manifest.Entry.Contains("..", StringComparison.Ordinal) || Path.IsPathRooted(manifest.Entry) ? "the entry lies outside the folder."
        : manifest.Accepts.Any(accept => accept.Pattern?.Length > LongestPattern) ? "a pattern is longer than 1 kB."
        : null;
}
