using Hub.Accounts;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Front;

namespace Hub.Vaults;

/// <summary>Opens the vault that a request works on: the one that <c>Hub-Vault</c> names, else the account's first. An account opens only the vaults that it was given.</summary>
public sealed class VaultDoor(VaultPool pool, RecordTypes types)
{
    public const string Header = "Hub-Vault";

    public RecordTypes Types => types;

    public static string IdOf(HttpContext context)
    {
        var vaults = context.GetVisit().Account.Vaults;
        var asked = context.Request.Headers[Header];
        if (asked.Count == 0)
        {
            return vaults.Count > 0 ? vaults[0] : throw new ProblemException(Problems.NoSuchVault);
        }

        var id = asked.ToString();
        return vaults.Contains(id, StringComparer.Ordinal) ? id : throw new ProblemException(Problems.NoSuchVault);
    }

    /// <summary>An account's vault is made when it is first opened.</summary>
    /// <param name="context">The request.</param>
    /// <param name="fresh">As <see cref="VaultPool.OpenAsync"/> has it.</param>
    public ValueTask<VaultHandle> OpenAsync(HttpContext context, bool fresh = true) => pool.OpenAsync(IdOf(context), create: true, fresh);

    /// <summary>For a request that only commits batches.</summary>
    public ValueTask<VaultHandle> OpenToCommitAsync(HttpContext context) => pool.OpenToCommitAsync(IdOf(context), create: true);

    /// <summary>The record type that the route names.</summary>
    public RecordType TypeOf(HttpContext context) => types.Find((string)context.Request.RouteValues["type"]!) ?? throw new ProblemException(Problems.NoSuchType);
}
