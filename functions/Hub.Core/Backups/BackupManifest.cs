using System.Text.Json.Serialization;

namespace Hub.Core.Backups;

/// <summary>What a backup holds. It is encrypted like everything else.</summary>
/// <param name="Hub">The version of the hub that wrote it.</param>
/// <param name="Vaults">What each vault held, counted in the vault itself.</param>
/// <param name="Items">What was written, in the order in which it is restored.</param>
/// <param name="Missing">What the hub should have had and did not.</param>
public sealed record BackupManifest(string Hub, DateTimeOffset At, IReadOnlyList<BackedUpVault> Vaults, IReadOnlyList<BackupItem> Items, IReadOnlyList<string> Missing);

/// <param name="Types">Records and tombstones of each type.</param>
public sealed record BackedUpVault(string Id, long Sequence, IReadOnlyDictionary<string, long> Types, int Files);

/// <param name="Name">A file's hash or path; empty where the kind says it all.</param>
/// <param name="Chunks">Names of its pieces, in order.</param>
public sealed record BackupItem(ItemKind Kind, string? Vault, string Name, long Length, string Sha256, IReadOnlyList<string> Chunks);

public enum ItemKind
{
    /// <summary>The hub's documents, a line of JSON each: accounts, keys, sources, settings.</summary>
    Documents,

    /// <summary>A vault's database.</summary>
    Database,

    /// <summary>A file that a vault keeps.</summary>
    File,

    /// <summary>A file on its way in.</summary>
    Upload,

    /// <summary>A file of an installed plug-in.</summary>
    Plugin,
}

/// <summary>What lies in clear before a manifest: enough to know which chunks are in use, and which key opens it.</summary>
/// <param name="Key">Whose key it is sealed with: that of this backup.</param>
/// <param name="For">The fingerprint of the recovery key.</param>
public sealed record BackupHeader(int Format, DateTimeOffset At, string Key, string For, IReadOnlyList<string> Chunks);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(BackupKey))]
[JsonSerializable(typeof(SealedKey))]
[JsonSerializable(typeof(BackupHeader))]
[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(BackupState))]
[JsonSerializable(typeof(DocumentLine))]
internal sealed partial class BackupJson : JsonSerializerContext;

internal sealed record DocumentLine(string Kind, string Id, byte[] Body);
