using Hub.Core.Vaults;

namespace Storage.Tests;

internal static class Leases
{
    /// <summary>As when a minute passed since their holders' last sign of life.</summary>
    public static async Task EndLeasesAsync(this IVaultStore store)
    {
        await store.RefreshAsync();
        foreach (var lease in await store.ListDocumentsAsync("lease"))
        {
            await store.DeleteDocumentAsync("lease", lease.Id);
        }
    }
}
