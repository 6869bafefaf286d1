using Hub.Core.Plugins.Types;
using Hub.Core.Records;
using Hub.Core.Sources;

namespace Hub.Core.Plugins;

/// <summary>What a manifest's schema cannot see and no hub could do: told when the plug-in is loaded, not in the middle of a person's first run.</summary>
internal static class ManifestFaults
{
    public static string? Find(Plugin plugin, RecordTypes types)
    {
        var manifest = plugin.Manifest;
        return plugin.Types.Select(type => types.Find(type.Name) is { } known ? TypeChange.Refusal(known, type) : null).FirstOrDefault(fault => fault is not null) is { } change ? change
            : manifest.Permissions.FirstOrDefault(permission => permission.Write is { } write && write.StartsWith(plugin.Id + ".", StringComparison.Ordinal) && plugin.Types.All(type => type.Name != write) && !types.Shared.Contains(write)) is { Write: var own }
                ? $"it writes \"{own}\", which \"types\" does not name."
            : manifest.Permissions.Select(permission => permission.Read ?? permission.Write).OfType<string>().FirstOrDefault(name => plugin.Types.All(type => type.Name != name) && types.Find(name) is null) is { } unknown
                ? $"there is no record type \"{unknown}\". A plug-in reads and writes the shared ones (sdk/records), those that it brings (types), and those of plug-ins that are here."
            : Versions(plugin, types) is { } version ? version
            : manifest.Schedule is { } schedule && !Schedules.TryParse(schedule, out _) ? $"the schedule \"{schedule}\" is no ISO 8601 duration from PT15M to P366D, such as P1D."
            : plugin.Settings.Secrets.Select(secret => OfSecret(secret, manifest)).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>What it writes in an earlier version is brought to today's; what it reads, it must know as it is today.</summary>
    private static string? Versions(Plugin plugin, RecordTypes types) => plugin.Manifest.Permissions.Select(permission => types.Find(permission.Read ?? permission.Write ?? "") is { } type
        ? OfVersion(permission, type, plugin.Manifest.VersionOf(type)) : null).FirstOrDefault(fault => fault is not null);

    private static string? OfVersion(Permission permission, RecordType type, int version) =>
        version > type.Major && permission.Version is not null ? $"it speaks version {version} of the record type \"{type.Name}\", and this hub knows version {type.Major}. Update the hub."
        : permission.Read is not null && type.Casts.Changes(version) ? $"it reads version {version} of the record type \"{type.Name}\", and this hub keeps version {type.Major}. A newer version of the plug-in is needed."
        : null;

    private static string? OfSecret(SettingField secret, PluginManifest manifest) =>
        secret.Host is { } host && !manifest.Hosts.Contains(host, StringComparer.OrdinalIgnoreCase) ? $"the secret \"{secret.Name}\" goes to \"{host}\", which no permission names."
        : secret is { Host: null, Exposed: false } && manifest.Hosts.Count > 1 ? $"the secret \"{secret.Name}\" does not say to which of the manifest's hosts it goes: add \"host\"."
        : null;
}
