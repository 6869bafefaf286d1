using System.Text.Json;
using Hub.Core.Plugins;

namespace Hub.Core.Egress;

/// <summary>The hosts that a manifest names, with what the person typed in place of <c>{settings.NAME}</c>.</summary>
internal sealed class HostGrants
{
    private const string SettingPrefix = "{settings.";
    private readonly HostPort[] _hosts;

    private HostGrants(HostPort[] hosts) => _hosts = hosts;

    public static HostGrants Of(PluginManifest manifest, JsonElement settings) =>
        Of(manifest.Permissions.Select(permission => permission.Host).OfType<string>(), settings);

    /// <summary>What cannot be read as a host grants nothing.</summary>
    public static HostGrants Of(IEnumerable<string> names, JsonElement settings) =>
        new([.. names.Select(name => Resolve(name, settings)).OfType<HostPort>().Distinct()]);

    /// <summary>A name alone stands for https on its usual port, and for plain http where the admin allows that.</summary>
    public bool Contains(CallTarget target) => Array.Exists(_hosts, host => host.Host == target.Host && target.Port == (host.Port ?? (target.Secure ? CallTarget.HttpsPort : CallTarget.HttpPort)));

    private static HostPort? Resolve(string name, JsonElement settings)
    {
        if (!name.StartsWith(SettingPrefix, StringComparison.Ordinal) || !name.EndsWith('}'))
        {
            return HostPort.Parse(name);
        }

        return settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty(name[SettingPrefix.Length..^1], out var typed) && typed.ValueKind == JsonValueKind.String
            ? Typed(typed.GetString()!.Trim())
            : null;
    }

    private static HostPort? Typed(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            return HostPort.Parse(text);
        }

        try
        {
            var target = CallTarget.Parse(text);
            return new HostPort(target.Host, target.Port);
        }
        catch (EgressException)
        {
            return null; // not an address: it grants nothing, and the first call says so
        }
    }
}
