using System.Text.Json;
using Hub.Core.Runs;
using Hub.Core.Vaults;

namespace Hub.Core.Sources;

/// <summary>When a source is to be looked at.</summary>
public sealed record DueLine(DateTimeOffset At);

/// <summary>
/// Which source of which vault is due when, in the hub's store: one look finds it without opening every vault. An index only: what is in the vault decides. A line is written
/// before the source that it is for, because a line without a source is dropped when it is due, and a source without a line would never run.
/// </summary>
public sealed class DueList(IHubStore hub, IRunWaker? waker = null, TimeProvider? clock = null) : IVaultAnnex
{
    private const string Kind = "due";

    /// <summary>Before a source is saved its line is there, and whoever looks at a line without a source drops it.</summary>
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(10);

    public async ValueTask PutAsync(string vaultId, string sourceId, DateTimeOffset at)
    {
        await hub.PutDocumentAsync(Kind, IdOf(vaultId, sourceId), JsonSerializer.SerializeToUtf8Bytes(new DueLine(at), SourceJson.Default.DueLine));
        if (waker is not null)
        {
            var wait = at - (clock ?? TimeProvider.System).GetUtcNow();
            await waker.WakeAsync(RunCall.Source(vaultId, sourceId, at), wait > Soonest ? wait : Soonest);
        }
    }

    /// <summary>When it is to be looked at; null when it has no line.</summary>
    public async ValueTask<DateTimeOffset?> FindAsync(string vaultId, string sourceId) =>
        await hub.FindDocumentAsync(Kind, IdOf(vaultId, sourceId)) is { } line ? JsonSerializer.Deserialize(line, SourceJson.Default.DueLine)!.At : null;

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
