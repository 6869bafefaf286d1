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

    public ValueTask AddAsync(string vaultId, string runId) => hub.PutDocumentAsync(Kind, IdOf(vaultId, runId), Encoding.ASCII.GetBytes("{}"));

    public async ValueTask RemoveAsync(string vaultId, string runId) => await hub.DeleteDocumentAsync(Kind, IdOf(vaultId, runId));

    public async ValueTask<IReadOnlyList<(string VaultId, string RunId)>> ListAsync() =>
        [.. (await hub.ListDocumentsAsync(Kind)).Select(document => document.Id.Split('/')).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]))];

    private static string IdOf(string vaultId, string runId) => $"{vaultId}/{runId}";
}
