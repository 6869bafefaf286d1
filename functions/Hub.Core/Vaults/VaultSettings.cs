using System.Text.Json;

namespace Hub.Core.Vaults;

/// <summary>What a person set for their vault.</summary>
/// <param name="Zone">IANA time zone in which days begin.</param>
public sealed record VaultSettings(string Zone = "Europe/Paris")
{
    private const string Kind = "settings";
    private const string Id = "vault";

    public static async ValueTask<VaultSettings> ReadAsync(IVaultStore store) =>
        await store.FindDocumentAsync(Kind, Id) is { } body ? JsonSerializer.Deserialize(body, VaultJson.Default.VaultSettings)! : new VaultSettings();

    public ValueTask SaveAsync(IVaultStore store) => store.PutDocumentAsync(Kind, Id, JsonSerializer.SerializeToUtf8Bytes(this, VaultJson.Default.VaultSettings));

    public TimeZoneInfo FindZone() => Zones.Find(Zone) ?? TimeZoneInfo.Utc;
}
