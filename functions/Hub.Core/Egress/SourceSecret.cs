using System.Text.Json;
using Hub.Core.Plugins;

namespace Hub.Core.Egress;

/// <summary>A secret of a source, and where it may go.</summary>
/// <param name="Exposed">The plug-in holds the value itself, because its manifest says that it must and the person agreed.</param>
internal sealed record SourceSecret(string Name, string Value, HostGrants Hosts, bool Exposed)
{
    public static IReadOnlyList<SourceSecret> Of(Plugin plugin, JsonElement settings, IReadOnlyDictionary<string, string> values) =>
        [.. values.Select(secret => Of(secret.Key, secret.Value, plugin, settings))];

    private static SourceSecret Of(string name, string value, Plugin plugin, JsonElement settings)
    {
        var field = plugin.Settings.Secrets.FirstOrDefault(field => field.Name == name);
        return new SourceSecret(name, value, HostGrants.Of(plugin.Manifest.HostOf(field) is { } host ? [host] : [], settings), field is { Exposed: true });
    }
}
