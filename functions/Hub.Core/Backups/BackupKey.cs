using System.Security.Cryptography;
using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Backups;

/// <summary>What a hub keeps of its recovery key.</summary>
/// <param name="PublicKey">Keys of backups are sealed for it.</param>
/// <param name="Names">Names chunks, so that the same bytes are not written twice and their names tell nothing; it also proves that a backup was made by who has it.</param>
/// <param name="Made">When it was typed back.</param>
public sealed record BackupKey(byte[] PublicKey, byte[] Names, DateTimeOffset Made)
{
    private const string Kind = "backup-key";
    private const string Id = "current";

    /// <summary>Tells recovery keys apart without telling anything about them.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(PublicKey).AsSpan(0, 8));

    public static async ValueTask<BackupKey?> FindAsync(IDocumentStore hub) =>
        await hub.FindDocumentAsync(Kind, Id) is { } body ? JsonSerializer.Deserialize(body, BackupJson.Default.BackupKey) : null;

    public ValueTask KeepAsync(IDocumentStore hub) => hub.PutDocumentAsync(Kind, Id, JsonSerializer.SerializeToUtf8Bytes(this, BackupJson.Default.BackupKey));

    /// <summary>Names bytes: 128 bits that nobody without the key can compute.</summary>
    public string NameOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(HMACSHA256.HashData(Names, bytes).AsSpan(0, 16));
}
