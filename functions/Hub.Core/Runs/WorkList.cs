using System.Text;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>
/// What is to be run, kept in the hub's store. A run is noted here before it is saved in its vault: a note without a run is dropped at the next start, a run
/// without a note would wait for ever.
/// </summary>
public sealed class WorkList(IHubStore hub)
{
    private const string Kind = "work";
    private const string StopKind = "stop";

    public ValueTask AddAsync(string vaultId, string runId) => hub.PutDocumentAsync(Kind, IdOf(vaultId, runId), Encoding.ASCII.GetBytes("{}"));

    public async ValueTask RemoveAsync(string vaultId, string runId) => await hub.DeleteDocumentAsync(Kind, IdOf(vaultId, runId));

    public async ValueTask<IReadOnlyList<(string VaultId, string RunId)>> ListAsync() =>
        [.. (await hub.ListDocumentsAsync(Kind)).Select(document => document.Id.Split('/')).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]))];

    /// <summary>Tells whichever process has a run in hand that a person wants it no more.</summary>
    public ValueTask StopAsync(string vaultId, string runId) => hub.PutDocumentAsync(StopKind, IdOf(vaultId, runId), Encoding.ASCII.GetBytes("{}"));

    public async ValueTask<bool> IsStoppedAsync(string vaultId, string runId) => await hub.FindDocumentAsync(StopKind, IdOf(vaultId, runId)) is not null;

    public async ValueTask ForgetStopAsync(string vaultId, string runId) => await hub.DeleteDocumentAsync(StopKind, IdOf(vaultId, runId));

    /// <summary>Runs that ended by themselves at that moment leave theirs behind; ids of runs never come again. One that is still on the list is still to be stopped.</summary>
    public async ValueTask SweepAsync()
    {
        // In this order: a run leaves the list when it is over, and not before.
        var stops = await hub.ListDocumentsAsync(StopKind);
        var listed = (await hub.ListDocumentsAsync(Kind)).Select(work => work.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var left in stops.Where(stop => !listed.Contains(stop.Id)))
        {
            await hub.DeleteDocumentAsync(StopKind, left.Id);
        }
    }

    private static string IdOf(string vaultId, string runId) => $"{vaultId}/{runId}";
}
