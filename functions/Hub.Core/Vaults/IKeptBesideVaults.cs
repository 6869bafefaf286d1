namespace Hub.Core.Vaults;

/// <summary>Keeps something of a vault outside of it, which goes when the vault is erased.</summary>
public interface IKeptBesideVaults
{
    ValueTask EraseAsync(string vaultId);
}
