namespace Hub.Core.Vaults;

/// <summary>Documents that belong to the hub and to no vault: accounts, sessions, tokens, work to do.</summary>
public interface IHubStore : IDocumentStore;
