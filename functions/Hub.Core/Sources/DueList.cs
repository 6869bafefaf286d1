using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Sources;

/// <summary>When a source is to be looked at.</summary>
public sealed record DueLine(DateTimeOffset At);

/// <summary>
/// Which source of which vault is due when, in the hub's store: one look finds it without opening every vault. An index only: what is in the vault decides. A line is written
/// before the source that it is for, because a line without a source is dropped when it is due, and a source without a line would never run.
/// </summary>
public sealed class DueList(IHubStore hub) : IVaultAnnex
{
    private const string Kind = "due";

    public ValueTask PutAsync(string vaultId, string sourceId, DateTimeOffset at) =>
        hub.PutDocumentAsync(Kind, IdOf(vaultId, sourceId), JsonSerializer.SerializeToUtf8Bytes(new DueLine(at), SourceJson.Default.DueLine));

    public async ValueTask RemoveAsync(string vaultId, string sourceId) => await hub.DeleteDocumentAsync(Kind, IdOf(vaultId, sourceId));

    /// <summary>Those due by then, the longest due first.</summary>
    public async ValueTask<IReadOnlyList<(string VaultId, string SourceId)>> DueAsync(DateTimeOffset by) =>
        [.. (await hub.ListDocumentsAsync(Kind)).Select(Read).Where(line => line.At <= by).OrderBy(line => line.At).Select(line => (line.VaultId, line.SourceId))];

    public async ValueTask EraseAsync(string vaultId)
    {
        foreach (var line in (await hub.ListDocumentsAsync(Kind)).Select(Read).Where(line => line.VaultId == vaultId))
        {
            await RemoveAsync(vaultId, line.SourceId);
        }
    }

    private static string IdOf(string vaultId, string sourceId) => $"{vaultId}/{sourceId}";

    private static (string VaultId, string SourceId, DateTimeOffset At) Read(StoredDocument document)
    {
        var parts = document.Id.Split('/', 2);
        return (parts[0], parts[1], JsonSerializer.Deserialize(document.Body, SourceJson.Default.DueLine)!.At);
    }
}
