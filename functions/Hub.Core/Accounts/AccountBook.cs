using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Accounts;

/// <summary>The accounts of a hub.</summary>
public sealed class AccountBook(IDocumentStore store, TimeProvider clock)
{
    private const string Kind = "account";

    private readonly SemaphoreSlim _changing = new(1);
    private int _generation;

    /// <summary>Rises when an account, a session or a token of this process changed: what was remembered before is not to be trusted.</summary>
    public int Generation => Volatile.Read(ref _generation);

    public void Forget() => Interlocked.Increment(ref _generation);

    /// <summary>The account of that name, also a closed one.</summary>
    public async ValueTask<Account?> FindAsync(string? name) =>
        AccountName.Fold(name) is { } id && await store.FindDocumentAsync(Kind, id) is { } body ? Read(body) : null;

    public async ValueTask<IReadOnlyList<Account>> ListAsync() =>
        [.. (await store.ListDocumentsAsync(Kind)).Select(document => Read(document.Body)).OrderBy(account => account.Id, StringComparer.Ordinal)];

    /// <summary>Adds an account with a vault of its own; null when the name is taken or is not one.</summary>
    /// <param name="name">As the person writes it.</param>
    /// <param name="admin">Whether they run the hub.</param>
    /// <param name="madeUp">Whether it is nobody's.</param>
    /// <param name="vault">The vault that becomes its own; null for a new one.</param>
    public async ValueTask<Account?> AddAsync(string name, bool admin, bool madeUp = false, string? vault = null)
    {
        if (AccountName.Fold(name) is not { } id)
        {
            return null;
        }

        var account = new Account { Id = id, Name = name.Trim(), Admin = admin, MadeUp = madeUp, Vaults = [vault ?? AccountName.NewVaultId(id)], Created = clock.GetUtcNow() };
        return await store.TryAddDocumentAsync(Kind, id, Write(account)) ? account : null;
    }

    /// <summary>Changes an account; null when there is none.</summary>
    public async ValueTask<Account?> ChangeAsync(string id, Func<Account, Account> change)
    {
        await _changing.WaitAsync();
        try
        {
            if (await store.FindDocumentAsync(Kind, id) is not { } body)
            {
                return null;
            }

            var changed = change(Read(body));
            await store.PutDocumentAsync(Kind, id, Write(changed));
            Forget();
            return changed;
        }
        finally
        {
            _changing.Release();
        }
    }

    public ValueTask<Account?> CloseAsync(string id) =>
        ChangeAsync(id, account => account with { Closed = clock.GetUtcNow(), Passphrase = null, RecoveryCodes = [], CodeKey = null });

    /// <summary>Removes the account, after its vault.</summary>
    public async ValueTask RemoveAsync(string id)
    {
        await store.DeleteDocumentAsync(Kind, id);
        Forget();
    }

    private static Account Read(byte[] body) => JsonSerializer.Deserialize(body, AccountsJson.Default.Account)!;

    private static byte[] Write(Account account) => JsonSerializer.SerializeToUtf8Bytes(account, AccountsJson.Default.Account);
}
