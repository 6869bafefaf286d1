using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;

namespace Hub.Web.Requests;

/// <summary>The journal and the ledger outlive what they tell of: which of it still has a page.</summary>
internal static class OnesThere
{
    public static async ValueTask<HashSet<string>> RunsAsync(IVaultStore store, IEnumerable<string> ids)
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if (await store.FindRunAsync(id) is not null)
            {
                there.Add(id);
            }
        }

        return there;
    }

    public static async ValueTask<HashSet<string>> SourcesAsync(IVaultStore store, IEnumerable<string> ids)
    {
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if (await store.FindSourceAsync(id) is not null)
            {
                there.Add(id);
            }
        }

        return there;
    }
}
