using Hub.Core.Accounts;
using Hub.Core.Vaults;

namespace Hub.Core.Accesses;

public enum GivingOutcome
{
    Given,

    /// <summary>There is no open account of that name.</summary>
    NoSuchAccount,

    /// <summary>It is their own vault.</summary>
    IsOwner,

    /// <summary>It would end before it begins, or has ended.</summary>
    WrongTime,

    /// <summary>A vault is given as reader or keeper, never as owner.</summary>
    WrongRole,
}

/// <summary>Gives and ends accesses, and makes and hands over a child's vault. Each stands in that vault's journal before it has effect.</summary>
public sealed class AccessGiving(AccessBook book, AccountBook accounts, VaultPool vaults, TimeProvider clock)
{
    public const int MostKeepers = 2;

    /// <param name="by">As the journal names them.</param>
    public async ValueTask<GivingOutcome> GiveAsync(string vault, string? name, VaultRole role, DateTimeOffset? from, DateTimeOffset? until, string by)
    {
        var now = clock.GetUtcNow();
        if (role is not (VaultRole.Reader or VaultRole.Keeper))
        {
            return GivingOutcome.WrongRole;
        }

        if (await accounts.FindAsync(name) is not { Closed: null, MadeUp: false } account)
        {
            return GivingOutcome.NoSuchAccount;
        }

        if (account.Vaults.Contains(vault, StringComparer.Ordinal))
        {
            return GivingOutcome.IsOwner;
        }

        if (until <= now || until <= from)
        {
            return GivingOutcome.WrongTime;
        }

        await NoteAsync(vault, by, role == VaultRole.Keeper ? "access-keeper" : "access-reader", account.Id);
        await book.PutAsync(new VaultAccess(vault, account.Id, role, from ?? now, until, by, now));
        return GivingOutcome.Given;
    }

    /// <summary>Ends an access; false when there was none.</summary>
    public async ValueTask<bool> EndAsync(string vault, string account, string by)
    {
        if (await book.FindAsync(vault, account) is not { } access || !await book.RemoveAsync(vault, account))
        {
            return false;
        }

        if (!access.IsOver(clock.GetUtcNow()))
        {
            await NoteAsync(vault, by, "access-end", account);
        }

        return true;
    }

    /// <summary>Makes a child's vault. Null with the outcome when a keeper is not right; nothing is made then.</summary>
    public async ValueTask<(ChildVault? Vault, GivingOutcome Outcome)> MakeChildAsync(string name, IReadOnlyList<string> keepers, string by)
    {
        foreach (var keeper in keepers)
        {
            if (await accounts.FindAsync(keeper) is not { Closed: null, MadeUp: false })
            {
                return (null, GivingOutcome.NoSuchAccount);
            }
        }

        var child = new ChildVault(AccountName.NewVaultId(AccountName.Fold(name)!), name.Trim(), clock.GetUtcNow(), by);
        await book.PutChildAsync(child);
        foreach (var keeper in keepers)
        {
            await GiveAsync(child.Id, keeper, VaultRole.Keeper, null, null, by);
        }

        return (child, GivingOutcome.Given);
    }

    /// <summary>Makes an account that has the child's vault as its own. All accesses end: who may look is now the new owner's to say. Null when the name is taken.</summary>
    public async ValueTask<Account?> HandOverAsync(ChildVault child, string name, string by)
    {
        if (await accounts.AddAsync(name, admin: false, vault: child.Id) is not { } account)
        {
            return null;
        }

        await NoteAsync(child.Id, by, "hand-over", account.Id);
        await book.ForgetVaultAsync(child.Id);
        await book.RemoveChildAsync(child.Id);
        return account;
    }

    private async ValueTask NoteAsync(string vault, string by, string action, string account)
    {
        await using var open = await vaults.OpenAsync(vault, create: true);
        await open.Store.AppendJournalAsync([new(0, clock.GetUtcNow(), by, action, null, "account:" + account, 0)]);
    }
}
