using System.Text.Json;

namespace Hub.Core.Plugins.Conformance;

/// <summary>The hosts of a manifest, with the settings that name one put in.</summary>
internal static class HostNames
{
    private const string FromSetting = "{settings.";

    public static IEnumerable<string> Of(PluginManifest manifest, JsonElement? settings) =>
        manifest.Permissions.Select(permission => permission.Host).OfType<string>().Select(host => Of(host.StartsWith(FromSetting, StringComparison.Ordinal) ? Setting(settings, host[FromSetting.Length..^1]) : host));

    /// <summary>The name without port; of an address, or of what a person typed.</summary>
    public static string Of(string address) =>
        (address.Contains("://", StringComparison.Ordinal) || !address.Contains('/')) && Uri.TryCreate(address.Contains("://", StringComparison.Ordinal) ? address : $"https://{address}", UriKind.Absolute, out var uri) ? uri.IdnHost : address;

    private static string Setting(JsonElement? settings, string name) => settings is { } given && given.TryGetProperty(name, out var value) ? value.ToString() : "";
}
