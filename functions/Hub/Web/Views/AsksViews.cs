using Hub.Core.Plugins;
using Hub.Core.Plugins.Installing;
using Hub.Core.Records;
using Hub.Core.Sources;

namespace Hub.Web.Views;

/// <summary>Makes what a plug-in asks for out of its manifest.</summary>
public static class AsksViews
{
    private const string Typed = "{settings.";

    /// <param name="allowed">What a person allowed of it; null for all that it asks for.</param>
    public static AsksModel Of(PluginManifest manifest, SettingsSchema settings, RecordTypes types, PageContext page, Allowance? allowed = null) => new()
    {
        Writes = [.. manifest.Permissions.Where(asked => asked.Write is not null && allowed?.Types.Any(type => type.Type == asked.Write) != false).Select(asked => new Ask(TypeLabel(asked.Write!, types, page), Reason(asked, page)))],
        Reads = [.. manifest.Permissions.Where(asked => asked.Read is not null).Select(asked => new Ask(Read(asked, types, page), Reason(asked, page)))],
        Reaches = [.. manifest.Permissions.Where(asked => asked.Host is not null).Select(asked => new Ask(Host(asked.Host!, settings, page), Reason(asked, page)))],
        Secrets = [.. settings.Secrets.Select(secret => new Ask(SettingViews.Label(secret, page), Secret(secret, manifest, settings, page)))],
    };

    /// <summary>A host as it stands in a manifest: a name, or what the person types into a setting.</summary>
    public static string Host(string host, SettingsSchema settings, PageContext page)
    {
        if (!host.StartsWith(Typed, StringComparison.Ordinal))
        {
            return host;
        }

        var name = host[Typed.Length..].TrimEnd('}');
        var label = settings.Fields.FirstOrDefault(field => field.Name == name) is { } field ? SettingViews.Label(field, page) : name;
        return page.L($"the address that you type under “{label}”", $"l'adresse que vous saisissez sous « {label} »");
    }

    /// <summary>What a newer version asks for beyond the one in use, a line each.</summary>
    public static IReadOnlyList<string> Added(PermissionDifference difference, SettingsSchema settings, RecordTypes types, PageContext page) =>
    [
        .. difference.Added.Select(asked => Line(asked, settings, types, page)),
        .. difference.Exposed.Select(name => page.L($"sees the secret “{name}” itself, which the hub otherwise keeps from plug-ins.", $"voit lui-même le secret « {name} », que le hub ne montre pas aux autres modules.")),
        .. difference.Unfenced ? new[] { page.L(PluginWords.Unfenced) } : [],
    ];

    public static IReadOnlyList<string> Dropped(PermissionDifference difference, SettingsSchema settings, RecordTypes types, PageContext page) =>
        [.. difference.Dropped.Select(asked => Line(asked, settings, types, page))];

    /// <summary>One thing asked for, as a line with its reason.</summary>
    private static string Line(Permission asked, SettingsSchema settings, RecordTypes types, PageContext page)
    {
        var what = asked switch
        {
            { Write: { } type } => page.L($"writes “{TypeLabel(type, types, page)}”", $"écrit « {TypeLabel(type, types, page)} »"),
            { Read: not null } => page.L($"reads “{Read(asked, types, page)}”", $"lit « {Read(asked, types, page)} »"),
            _ => page.L($"speaks to {Host(asked.Host!, settings, page)}", $"communique avec {Host(asked.Host!, settings, page)}"),
        };
        return page.L($"{what}: {Reason(asked, page)}", $"{what} : {Reason(asked, page)}");
    }

    private static string Read(Permission asked, RecordTypes types, PageContext page)
    {
        var label = TypeLabel(asked.Read!, types, page);
        if (asked.Fields is not { Count: > 0 } fields)
        {
            return label;
        }

        var names = string.Join(", ", fields.Select(name => types.Find(asked.Read!)?.Field(name) is { } field ? page.L(field.Label) : name));
        return page.L($"{label}, only: {names}", $"{label}, seulement : {names}");
    }

    private static string Secret(SettingField secret, PluginManifest manifest, SettingsSchema settings, PageContext page)
    {
        if (secret.Exposed)
        {
            return page.L("Kept encrypted. The connector itself sees it: it cannot work otherwise.", "Gardé chiffré. Le connecteur lui-même le voit : il ne peut pas fonctionner autrement.");
        }

        var host = manifest.HostOf(secret) is { } named ? Host(named, settings, page) : null;
        return host is null
            ? page.L("Kept encrypted.", "Gardé chiffré.")
            : page.L($"Kept encrypted. It goes to {host} only, and the connector never sees it.", $"Gardé chiffré. N'est envoyé qu'à {host}, et le connecteur ne le voit jamais.");
    }

    private static string TypeLabel(string type, RecordTypes types, PageContext page) => types.Find(type) is { } known ? page.L(known.Label) : type;

    private static string Reason(Permission asked, PageContext page) => asked.Reason.In(page.Language) is { Length: > 0 } reason ? page.L(reason, reason) : "";
}
