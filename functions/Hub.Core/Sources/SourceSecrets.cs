using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hub.Core.Sources;

/// <summary>Seals what a source must not show: what the person entered as a secret, and its session at the holder.</summary>
public sealed class SourceSecrets(ISealer sealer)
{
    public byte[] Seal(string vaultId, string sourceId, IReadOnlyDictionary<string, string> secrets) =>
        Seal(new Dictionary<string, string>(secrets, StringComparer.Ordinal), SourceJson.Default.DictionaryStringString, Purpose(vaultId, sourceId, "secrets"));

    /// <summary>By name; null when they cannot be opened any more, because the hub's keys are others.</summary>
    public IReadOnlyDictionary<string, string>? TryOpen(string vaultId, Source source) => source.Secrets is { } secrets
        ? TryOpen(secrets, SourceJson.Default.DictionaryStringString, Purpose(vaultId, source.Id, "secrets"))
        : new Dictionary<string, string>(StringComparer.Ordinal);

    internal byte[]? Seal(string vaultId, string sourceId, HolderSession session) =>
        session.IsEmpty ? null : Seal(session, SourceJson.Default.HolderSession, Purpose(vaultId, sourceId, "session"));

    /// <summary>Empty when there is none, or when it was opened with secrets that the person has changed since.</summary>
    internal HolderSession OpenSession(string vaultId, Source source, SourceState state) =>
        state.Session is { } session && state.SecretsEdition == source.SecretsEdition && TryOpen(session, SourceJson.Default.HolderSession, Purpose(vaultId, source.Id, "session")) is { } opened
            ? opened
            : new HolderSession();

    private static string Purpose(string vaultId, string sourceId, string what) => $"vaults/{vaultId}/sources/{sourceId}/{what}";

    private byte[] Seal<T>(T value, JsonTypeInfo<T> type, string purpose) => sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(value, type), purpose);

    private T? TryOpen<T>(byte[] content, JsonTypeInfo<T> type, string purpose)
        where T : class => sealer.TryOpen(content, purpose) is { } opened ? JsonSerializer.Deserialize(opened, type) : null;
}
