using System.Text.Json;
using Hub.Core.Records;

namespace Hub.Core.Plugins.Conformance;

/// <summary>What a manifest says and its schema cannot see.</summary>
internal static class ManifestChecks
{
    public static ConformanceCheck Labels(PluginManifest manifest)
    {
        var problems = new List<string>();
        void Look(string place, IEnumerable<string>? has)
        {
            foreach (var missing in manifest.Languages.Except(has ?? [], StringComparer.Ordinal))
            {
                problems.Add($"{place} is missing in \"{missing}\"");
            }
        }

        Look("name", manifest.Name.Keys);
        Look("summary", manifest.Summary.Keys);
        if (manifest.Kind == PluginKind.Application)
        {
            Look("purpose", manifest.Purpose?.Keys);
        }

        foreach (var permission in manifest.Permissions)
        {
            Look($"the reason of {permission.Read ?? permission.Write ?? permission.Host}", permission.Reason.Keys);
        }

        foreach (var holder in manifest.Holders)
        {
            Look($"the steps of {holder.Name}", holder.Steps.Keys);
        }

        foreach (var (path, words) in SettingWords(manifest))
        {
            Look($"settings{path}", words);
        }

        return new ConformanceCheck("labels", $"in {string.Join(", ", manifest.Languages)}", problems);
    }

    public static ConformanceCheck Manifest(Plugin plugin, RecordTypes types)
    {
        var manifest = plugin.Manifest;
        var problems = new List<string>();
        foreach (var permission in manifest.Permissions)
        {
            if (new[] { permission.Read, permission.Write, permission.Host }.Count(what => what is not null) != 1)
            {
                problems.Add("a permission says exactly one of read, write and host");
            }

            if (permission is { Read: { } read, Fields: { } fields } && fields.FirstOrDefault(field => types.Get(read).FindField("/" + field) is null) is { } unknown)
            {
                problems.Add($"{read} has no field {unknown}");
            }
        }

        problems.AddRange(manifest.Holders.SelectMany(holder => holder.Data).Where(type => types.Find(type) is null).Select(type => $"a holder's data names {type}, which is no record type"));
        if (manifest.Kind == PluginKind.Application && manifest.Permissions.Any(permission => permission.Write is not null || permission.Host is not null))
        {
            problems.Add("an application only reads");
        }

        problems.AddRange(plugin.Types.SelectMany(Examples));
        if (!File.Exists(Path.Combine(plugin.Folder, manifest.Entry)))
        {
            problems.Add($"{manifest.Entry} is missing: {(manifest.Runtime == "table" ? "write the mapping" : $"build the plug-in first ({(manifest.Runtime == "js" ? "npm run build" : "dotnet build")})")}");
        }

        return new ConformanceCheck("manifest", $"{manifest.Permissions.Count} permissions", problems);
    }

    /// <summary>A type is told by a record of it.</summary>
    private static IEnumerable<string> Examples(RecordType type)
    {
        using var schema = JsonDocument.Parse(type.Schema);
        var examples = schema.RootElement.TryGetProperty("examples", out var given) && given.ValueKind == JsonValueKind.Array ? given.EnumerateArray().Select(example => example.GetRawText()).ToList() : [];
        if (examples.Count == 0)
        {
            yield return $"{type.Name} has no record under \"examples\"";
        }

        foreach (var example in examples)
        {
            var errors = new RecordErrors();
            using var scratch = new Scratch();
            if (type.Prepare(System.Text.Encoding.UTF8.GetBytes(example), default, "me", errors, scratch) is null)
            {
                yield return $"an example of {type.Name} is no record of it: {errors.Items[0].Path} {errors.Items[0].Message.En}";
            }
        }
    }

    private static IEnumerable<(string Path, IEnumerable<string> Languages)> SettingWords(PluginManifest manifest) =>
        manifest.Settings is not { } settings || !settings.TryGetProperty("properties", out var properties) ? []
        : properties.EnumerateObject().SelectMany(setting => setting.Value.TryGetProperty("hub", out var hub)
            ? Words(hub, $".{setting.Name}")
            : [($".{setting.Name}.label", [])]);

    private static IEnumerable<(string Path, IEnumerable<string> Languages)> Words(JsonElement hub, string path) => hub.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Object)
        .SelectMany(member => member.Name == "labels" ? Words(member.Value, $"{path}.labels") : [($"{path}.{member.Name}", member.Value.EnumerateObject().Select(word => word.Name))]);
}
