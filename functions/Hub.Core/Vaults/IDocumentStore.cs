namespace Hub.Core.Vaults;

/// <summary>Small JSON documents by kind and id: everything that is neither a record nor a file (runs, grants, insights, accounts, settings).</summary>
public interface IDocumentStore
{
    ValueTask<byte[]?> FindDocumentAsync(string kind, string id);

    ValueTask<IReadOnlyList<StoredDocument>> ListDocumentsAsync(string kind);

    /// <summary>Those with the highest ids, highest first; with <paramref name="before"/> only ids that come before it, in the order of their bytes.</summary>
    ValueTask<IReadOnlyList<StoredDocument>> LatestDocumentsAsync(string kind, int count, string? before = null);

    ValueTask PutDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body);

    /// <summary>Puts it only where there is none yet; false when there is.</summary>
    ValueTask<bool> TryAddDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body);

    /// <summary>Puts it only where there is one; false when it was deleted in the meantime, which then stands.</summary>
    ValueTask<bool> TryReplaceDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body);

    ValueTask<bool> DeleteDocumentAsync(string kind, string id);
}

public readonly record struct StoredDocument(string Id, byte[] Body);
