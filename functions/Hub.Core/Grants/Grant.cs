using System.Text.Json;
using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Core.Vaults;

namespace Hub.Core.Grants;

/// <summary>What a person allowed an application: which types and fields, which span, for what purpose, until when.</summary>
public sealed record Grant
{
    public required string Id { get; init; }

    public required string Plugin { get; init; }

    /// <summary>The version that the person saw; one that asks for more needs a new consent.</summary>
    public required string Version { get; init; }

    public required IReadOnlyList<GrantedType> Types { get; init; }

    public required string Purpose { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public DateTimeOffset? Revoked { get; init; }

    public bool IsActive(DateTimeOffset now) => Revoked is null && (Expires is null || Expires > now);
}

/// <summary>A granted type.</summary>
/// <param name="Fields">Top-level fields, or null for all.</param>
/// <param name="From">Date from which records are shown, inclusive; null for all.</param>
/// <param name="To">Date to which records are shown, exclusive; null for all.</param>
public sealed record GrantedType(string Type, IReadOnlyList<string>? Fields = null, string? From = null, string? To = null)
{
    public bool Allows(string pointer) => Fields is null || Fields.Contains(pointer.Split('/', 3) is [_, var field, ..] ? field : "", StringComparer.Ordinal);
}

/// <summary>One insight as the hub keeps it: what the application gave, when, from which state of the vault.</summary>
/// <param name="Application">The plug-in's id.</param>
/// <param name="Sequence">The vault's sequence number when the run began.</param>
/// <param name="Order">Its place among those of its run: an application gives the most telling first.</param>
/// <param name="Insight">The insight, as the application gave it.</param>
public sealed record KeptInsight(string Application, string Version, string Key, string Run, DateTimeOffset Computed, long Sequence, int Order, JsonElement Insight);

/// <summary>The grants of a vault.</summary>
public static class GrantStore
{
    private const string Kind = "grant";

    public static async ValueTask<IReadOnlyList<Grant>> GrantsAsync(this IVaultStore store) =>
        [.. (await store.ListDocumentsAsync(Kind)).Select(document => JsonSerializer.Deserialize(document.Body, RunJson.Default.Grant)!)];

    public static async ValueTask<Grant?> FindGrantAsync(this IVaultStore store, string id) =>
        await store.FindDocumentAsync(Kind, id) is { } body ? JsonSerializer.Deserialize(body, RunJson.Default.Grant) : null;

    public static async ValueTask<Grant?> FindActiveGrantAsync(this IVaultStore store, string plugin, DateTimeOffset now) =>
        (await store.GrantsAsync()).FirstOrDefault(grant => grant.Plugin == plugin && grant.IsActive(now));

    public static ValueTask SaveGrantAsync(this IVaultStore store, Grant grant) =>
        store.PutDocumentAsync(Kind, grant.Id, JsonSerializer.SerializeToUtf8Bytes(grant, RunJson.Default.Grant));

    /// <summary>Whether everything that the plug-in cannot do without lies within what was granted.</summary>
    public static bool Covers(this Grant grant, PluginManifest manifest) => manifest.Permissions.Where(asked => asked is { Read: not null, Optional: false }).All(asked =>
        grant.Types.Any(granted => granted.Type == asked.Read));

    /// <summary>What the plug-in asks to read beyond what was granted to the version before. A person who has seen this version has answered.</summary>
    public static IReadOnlyList<Permission> AskedSince(this Grant grant, PluginManifest manifest) => grant.Version == manifest.Version ? [] :
        [.. manifest.Permissions.Where(asked => asked.Read is not null && !grant.Types.Any(granted => granted.Type == asked.Read && (granted.Fields is null || asked.Fields?.All(field => granted.Fields.Contains(field, StringComparer.Ordinal)) == true)))];
}
