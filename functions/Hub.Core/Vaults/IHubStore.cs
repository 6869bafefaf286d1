namespace Hub.Core.Vaults;

/// <summary>Documents that belong to the hub and to no vault: accounts, sessions, tokens, work to do.</summary>
public interface IHubStore : IDocumentStore
{
    /// <summary>Every document of every kind, for a backup.</summary>
    ValueTask<IReadOnlyList<HubDocument>> AllDocumentsAsync();
}

public readonly record struct HubDocument(string Kind, string Id, byte[] Body);
