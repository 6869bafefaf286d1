using System.Text;
using Hub.Core.Vaults;

namespace Hub.Front;

/// <summary>Where the hub was served last, so that a link printed by another process leads there.</summary>
internal static class LastAddress
{
    private const string Kind = "address";
    private const string Id = "last";

    public static ValueTask KeepAsync(IHubStore store, string root) => store.PutDocumentAsync(Kind, Id, Encoding.UTF8.GetBytes(root));

    public static async ValueTask<string?> FindAsync(IHubStore store) => await store.FindDocumentAsync(Kind, Id) is { } kept ? Encoding.UTF8.GetString(kept) : null;
}
