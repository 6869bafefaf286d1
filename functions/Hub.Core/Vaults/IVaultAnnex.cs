namespace Hub.Core.Vaults;

/// <summary>Keeps something of a vault outside its store, for instance files on their way in. It goes when the vault is erased.</summary>
public interface IVaultAnnex
{
    ValueTask EraseAsync(string vaultId);
}
