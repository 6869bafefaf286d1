using Hub.Core.Accesses;
using Hub.Core.Exports;
using Hub.Core.Journal;
using Hub.Core.Notices;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Accounts;

/// <summary>What was erased, for the person to keep.</summary>
/// <param name="Remains">What may hold the same for a while, out of the hub's reach; null when nothing is known to.</param>
public sealed record Receipt(string Account, DateTimeOffset At, IReadOnlyList<ErasedVault> Vaults, Text? Remains);

/// <param name="Sha256">Of its records and files: what <see cref="ContentSum"/> gives, and an export that was made last.</param>
public sealed record ErasedVault(string Id, long Records, int Files, string Sha256, IReadOnlyList<ErasedType> Types);

public sealed record ErasedType(string Type, long Count);

/// <summary>Closing an account, and erasing it with its vaults.</summary>
public sealed class Closing(AccountBook accounts, WaysIn ways, AccessBook accesses, VaultPool vaults, IEnumerable<IVaultAnnex> annexes, RunEngine engine, ReadTally reads, NoticeBook notices, TimeProvider clock)
{
    /// <summary>How long downloads and pages under way have to let the vault go.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Closes the account: it opens nothing any more, and its vault stays.</summary>
    public async ValueTask CloseAsync(Account account)
    {
        await accounts.CloseAsync(account.Id);
        await LockOutAsync(account);
    }

    /// <summary>Whether nobody would be left to run the hub.</summary>
    public async ValueTask<bool> IsLastAdminAsync(Account account) =>
        account.Admin && !(await accounts.ListAsync()).Any(other => other is { Admin: true, Closed: null } && other.Id != account.Id);

    /// <summary>Removes the account and every vault that nobody else opens. What was erased cannot be brought back.</summary>
    public async ValueTask<Receipt> EraseAsync(Account account)
    {
        await CloseAsync(account);
        var others = (await accounts.ListAsync()).Where(other => other.Id != account.Id).SelectMany(other => other.Vaults).ToHashSet(StringComparer.Ordinal);
        var erased = new List<ErasedVault>();
        foreach (var id in account.Vaults.Where(id => !others.Contains(id)))
        {
            if (await EraseVaultAsync(id) is { } vault)
            {
                erased.Add(vault);
            }
        }

        await accounts.RemoveAsync(account.Id);
        return new Receipt(account.Name, clock.GetUtcNow(), erased, vaults.Stores.Remains);
    }

    /// <summary>Removes a child's vault, which nobody has as their own.</summary>
    public async ValueTask<Receipt> EraseAsync(ChildVault child)
    {
        await accesses.ForgetVaultAsync(child.Id);
        var erased = await EraseVaultAsync(child.Id);
        await accesses.RemoveChildAsync(child.Id);
        return new Receipt(child.Name, clock.GetUtcNow(), erased is null ? [] : [erased], vaults.Stores.Remains);
    }

    private async ValueTask<ErasedVault?> EraseVaultAsync(string id)
    {
        foreach (var annex in annexes)
        {
            await annex.EraseAsync(id);
        }

        if (!await vaults.Stores.ExistsAsync(id))
        {
            return null;
        }

        await engine.Queue.CancelAllAsync(id);
        await reads.FlushAsync(id);
        var erased = await DescribeAsync(id);
        await vaults.EraseAsync(id, Patience);
        return erased;
    }

    private async ValueTask LockOutAsync(Account account)
    {
        await ways.CloseAsync(account.Id);
        await accesses.ForgetAsync(account);
        await notices.ForgetAsync(account.Id);
    }

    private async ValueTask<ErasedVault> DescribeAsync(string id)
    {
        await using var vault = await vaults.OpenAsync(id);
        ErasedType[] types = [.. (await vault.Store.CoverageAsync()).GroupBy(coverage => coverage.Type, StringComparer.Ordinal).Select(group => new ErasedType(group.Key, group.Sum(coverage => coverage.Count)))];
        await using var snapshot = await vault.Store.SnapshotAsync();
        return new ErasedVault(id, types.Sum(type => type.Count), snapshot.Files.Count, await ContentSum.OfAsync(snapshot), types);
    }
}
