using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core.Records;

namespace Hub.Core.Plugins;

/// <summary>A plug-in's <c>plugin.json</c>, as its published schema describes it. Lists fall back on read, because generated JSON code sets absent members to null.</summary>
public sealed record PluginManifest
{
    public required string Id { get; init; }

    public required string Version { get; init; }

    public required int Sdk { get; init; }

    public required string Publisher { get; init; }

    public required string Licence { get; init; }

    public required IReadOnlyList<string> Languages { get; init; }

    public required PluginKind Kind { get; init; }

    public required string Runtime { get; init; }

    public required string Entry { get; init; }

    public required Words Name { get; init; }

    public required Words Summary { get; init; }

    public Words? Purpose { get; init; }

    public IReadOnlyList<Holder> Holders { get => field ?? []; init; }

    public IReadOnlyList<AcceptRule> Accepts { get => field ?? []; init; }

    public JsonElement? Settings { get; init; }

    public required IReadOnlyList<Permission> Permissions { get; init; }

    public string? Schedule { get; init; }

    public IReadOnlyList<string> Types { get => field ?? []; init; }

    /// <summary>A person can set it up to fetch by itself; other connectors only read files.</summary>
    [JsonIgnore]
    public bool Syncs => Kind == PluginKind.Connector && (Settings is not null || Schedule is not null || Permissions.Any(permission => permission.Host is not null));

    /// <summary>It sees nothing but what the hub hands it: a script in its engine, or a mapping, which is no code. An assembly has the rights of its process.</summary>
    [JsonIgnore]
    public bool IsFenced => Runtime is "js" or "table";

    /// <summary>Each host that it reaches, once.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Hosts => [.. Permissions.Select(permission => permission.Host).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Where a secret may go: where its field says, else to the only host; where there are several, nowhere.</summary>
    public string? HostOf(SettingField? secret) => secret?.Host ?? (Hosts is [var only] ? only : null);

    /// <summary>The version of a type that it speaks: what its permission says, or the first. Of a type that it brings, the one that it brings.</summary>
    public int VersionOf(RecordType type) => Types.Contains(type.Name, StringComparer.Ordinal) ? type.Major : Permissions.FirstOrDefault(permission => (permission.Write ?? permission.Read) == type.Name)?.Version ?? 1;

    public bool Writes(string type) => Permissions.Any(permission => permission.Write == type);
}

[JsonConverter(typeof(JsonStringEnumConverter<PluginKind>))]
public enum PluginKind
{
    [JsonStringEnumMemberName("connector")]
    Connector,

    [JsonStringEnumMemberName("application")]
    Application,
}

/// <summary>A sentence in the languages that a plug-in declares; ours always have French and English.</summary>
public sealed class Words : Dictionary<string, string>
{
    public Words()
        : base(StringComparer.Ordinal)
    {
    }

    public string In(string language) => TryGetValue(language, out var text) || TryGetValue("en", out text) ? text : Values.FirstOrDefault() ?? "";
}

public sealed record Holder
{
    public required string Name { get; init; }

    /// <summary>Instead of the name where it is no organisation but a kind of them ("any bank").</summary>
    public Words? Label { get; init; }

    /// <summary>ISO 3166-1 alpha-2; <c>ZZ</c> for any country.</summary>
    public required string Country { get; init; }

    public required string Site { get; init; }

    public required string Domain { get; init; }

    /// <summary>How a person gets the file, by language.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Steps { get; init; }

    /// <summary>ISO 8601 duration after which a fresh file is worth the effort.</summary>
    public string? FreshEvery { get; init; }

    public required IReadOnlyList<string> Data { get; init; }
}

public sealed record AcceptRule
{
    public required IReadOnlyList<string> Extensions { get; init; }

    public IReadOnlyList<string> Literals { get => field ?? []; init; }

    public string? Pattern { get; init; }
}

/// <summary>Exactly one of read, write and host.</summary>
public sealed record Permission
{
    public string? Read { get; init; }

    public string? Write { get; init; }

    public string? Host { get; init; }

    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>Of the record type: the first number of its version. Without, the first.</summary>
    public int? Version { get; init; }

    /// <summary>With read, of an application: it computes without it too, on what it was given.</summary>
    public bool Optional { get; init; }

    public required Words Reason { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PluginManifest))]
public sealed partial class PluginJson : JsonSerializerContext;
