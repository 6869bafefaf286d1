namespace Hub.Core.Plugins.Installing;

/// <summary>What one version of a plug-in asks for beyond, and no more of, what another asked for.</summary>
/// <param name="Added">Types, fields and hosts that are new, as the newer manifest words them.</param>
/// <param name="Dropped">What the newer one does not ask for any more.</param>
/// <param name="Unfenced">The newer one is code without a sandbox, and the older was in one.</param>
/// <param name="Exposed">Secrets whose value is handed to the newer one itself, by the setting's name.</param>
public sealed record PermissionDifference(IReadOnlyList<Permission> Added, IReadOnlyList<Permission> Dropped, bool Unfenced, IReadOnlyList<string> Exposed)
{
    /// <summary>Whether somebody has to agree first.</summary>
    public bool AsksMore => Added.Count > 0 || Unfenced || Exposed.Count > 0;

    public static PermissionDifference Of(PluginManifest older, PluginManifest newer) => new(
        [.. newer.Permissions.Where(asked => !older.Permissions.Any(had => Covers(had, asked)))],
        [.. older.Permissions.Where(had => !newer.Permissions.Any(asked => Covers(asked, had)))],
        older.IsFenced && !newer.IsFenced,
        [.. ExposedBy(newer).Except(ExposedBy(older), StringComparer.Ordinal)]);

    /// <summary>The settings whose secret goes to the plug-in in clear.</summary>
    public static IReadOnlyList<string> ExposedBy(PluginManifest manifest) => [.. SettingsSchema.Compile(manifest.Settings).Fields.Where(setting => setting.Exposed).Select(setting => setting.Name)];

    private static bool Covers(Permission had, Permission asked) =>
        had.Read == asked.Read && had.Write == asked.Write && string.Equals(had.Host, asked.Host, StringComparison.OrdinalIgnoreCase)
        && (had.Fields is null || asked.Fields?.All(field => had.Fields.Contains(field, StringComparer.Ordinal)) == true);
}
