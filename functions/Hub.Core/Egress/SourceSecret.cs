using System.Text.Json;
using Hub.Core.Plugins;

namespace Hub.Core.Egress;

/// <summary>A secret of a source, and where it may go.</summary>
/// <param name="Exposed">The plug-in holds the value itself, because its manifest says that it must and the person agreed.</param>
internal sealed record SourceSecret(string Name, string Value, HostGrants Hosts, bool Exposed)
{
    /// <summary>A secret whose field names no host may go to the manifest's only one; where there are several, nowhere.</summary>
    public static IReadOnlyList<SourceSecret> Of(Plugin plugin, JsonElement settings, IReadOnlyDictionary<string, string> values)
    {
        var hosts = plugin.Manifest.Permissions.Select(permission => permission.Host).OfType<string>().Distinct().ToList();
        return [.. values.Select(secret =>
        {
            var field = plugin.Settings.Secrets.FirstOrDefault(field => field.Name == secret.Key);
            IEnumerable<string> named = field?.Host is { } host ? [host] : hosts.Count == 1 ? hosts : [];
            return new SourceSecret(secret.Key, secret.Value, HostGrants.Of(named, settings), field is { Exposed: true });
        })];
    }
}
