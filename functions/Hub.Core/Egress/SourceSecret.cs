using System.Text.Json;
using Hub.Core.Plugins;

namespace Hub.Core.Egress;

/// <summary>A secret of a source, and where it may go.</summary>
/// <param name="Exposed">The plug-in holds the value itself, because its manifest says that it must and the person agreed.</param>
internal sealed record SourceSecret(string Name, string Value, HostGrants Hosts, bool Exposed)
{
    /// <summary>What the settings of the manifest say of each: <c>host</c> names where it may go; where there is none, the manifest's only host.</summary>
    public static IReadOnlyList<SourceSecret> Of(PluginManifest manifest, JsonElement settings, IReadOnlyDictionary<string, string> values)
    {
        var hosts = manifest.Permissions.Select(permission => permission.Host).OfType<string>().Distinct().ToList();
        return [.. values.Select(secret =>
        {
            var about = Find(manifest.Settings, secret.Key);
            var exposed = about.ValueKind == JsonValueKind.Object && about.TryGetProperty("exposed", out var says) && says.ValueKind == JsonValueKind.True;
            return new SourceSecret(secret.Key, secret.Value, HostGrants.Of(Named(about) ?? (hosts.Count == 1 ? hosts : []), settings), exposed);
        })];
    }

    private static JsonElement Find(JsonElement? schema, string name) =>
        schema is { ValueKind: JsonValueKind.Object } form && form.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(name, out var about)
            ? about
            : default;

    private static IEnumerable<string>? Named(JsonElement about) =>
        about.ValueKind != JsonValueKind.Object || !about.TryGetProperty("host", out var host) ? null
        : host.ValueKind == JsonValueKind.String ? [host.GetString()!]
        : host.ValueKind == JsonValueKind.Array ? [.. host.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
        : [];
}
