using System.Text.Json;
using Hub.Core.Accounts;
using Hub.Core.Vaults;

namespace Hub.Core.Accesses;

/// <summary>
/// Who may open whose vault. Accesses are documents of the hub, one for each vault and account, so that an end at one process is seen by the next request at any other: what an access allows is
/// read from the store each time. Only the list that the header shows is remembered for a few seconds.
/// </summary>
public sealed class AccessBook(IDocumentStore store, AccountBook accounts, TimeProvider clock)
{
    private const string Kind = "access";
    private const string ChildKind = "child-vault";

    private static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(5);

    private volatile Known? _known;

    /// <summary>What the account may do in a vault that is not its own, at this moment; null when nothing.</summary>
    public async ValueTask<VaultRole?> FindRoleAsync(string vault, string account) =>
        await FindAsync(vault, account) is { } access && access.Opens(clock.GetUtcNow()) ? access.Role : null;

    public async ValueTask<VaultAccess?> FindAsync(string vault, string account) =>
        IsId(vault) && await store.FindDocumentAsync(Kind, IdOf(vault, account)) is { } body ? Read(body) : null;

    /// <summary>Those that have not ended, also those that have not begun.</summary>
    public async ValueTask<IReadOnlyList<VaultAccess>> ListAsync() =>
        [.. (await store.ListDocumentsAsync(Kind)).Select(document => Read(document.Body)).Where(access => !access.IsOver(clock.GetUtcNow())).OrderBy(access => access.Vault, StringComparer.Ordinal).ThenBy(access => access.At)];

    public async ValueTask<IReadOnlyList<VaultAccess>> OfVaultAsync(string vault) => [.. (await ListAsync()).Where(access => access.Vault == vault)];

    public async ValueTask<IReadOnlyList<ChildVault>> ChildrenAsync() =>
        [.. (await store.ListDocumentsAsync(ChildKind)).Select(document => JsonSerializer.Deserialize(document.Body, AccessJson.Default.ChildVault)!).OrderBy(child => child.Created)];

    public async ValueTask<ChildVault?> FindChildAsync(string vault) =>
        await store.FindDocumentAsync(ChildKind, vault) is { } body ? JsonSerializer.Deserialize(body, AccessJson.Default.ChildVault) : null;

    /// <summary>The vaults of others that the account opens now, by the names of whose they are.</summary>
    public async ValueTask<IReadOnlyList<OpenedVault>> OpenedByAsync(string account)
    {
        var now = clock.GetUtcNow();
        var known = await KnownAsync();
        return [.. known.Accesses.Where(access => access.Account == account && access.Opens(now)).Select(access => new OpenedVault(access.Vault, known.Whose.GetValueOrDefault(access.Vault, access.Vault), access.Role, access.Until)).OrderBy(opened => opened.Whose, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>The account that has it as its own; null for a child's.</summary>
    public async ValueTask<Account?> FindOwnerAsync(string vault) => (await accounts.ListAsync()).FirstOrDefault(account => account.Vaults.Contains(vault, StringComparer.Ordinal));

    public async ValueTask PutAsync(VaultAccess access)
    {
        await store.PutDocumentAsync(Kind, IdOf(access.Vault, access.Account), JsonSerializer.SerializeToUtf8Bytes(access, AccessJson.Default.VaultAccess));
        accounts.Forget();
    }

    /// <summary>Ends it at once; false when there was none.</summary>
    public async ValueTask<bool> RemoveAsync(string vault, string account)
    {
        var removed = await store.DeleteDocumentAsync(Kind, IdOf(vault, account));
        accounts.Forget();
        return removed;
    }

    public async ValueTask PutChildAsync(ChildVault child)
    {
        await store.PutDocumentAsync(ChildKind, child.Id, JsonSerializer.SerializeToUtf8Bytes(child, AccessJson.Default.ChildVault));
        accounts.Forget();
    }

    public async ValueTask RemoveChildAsync(string vault)
    {
        await store.DeleteDocumentAsync(ChildKind, vault);
        accounts.Forget();
    }

    /// <summary>Of an account that is closed: what it was given, so that nobody of the same name later has it, and what others have of its vaults, which nobody could end any more.</summary>
    public async ValueTask ForgetAsync(Account account) =>
        await RemoveWhereAsync(access => access.Account == account.Id || account.Vaults.Contains(access.Vault, StringComparer.Ordinal));

    public async ValueTask ForgetVaultAsync(string vault) => await RemoveWhereAsync(access => access.Vault == vault);

    /// <summary>Throws away what has ended by itself; it opened nothing any more since then.</summary>
    public async ValueTask SweepAsync() => await RemoveWhereAsync(access => access.IsOver(clock.GetUtcNow()));

    private async ValueTask RemoveWhereAsync(Func<VaultAccess, bool> which)
    {
        foreach (var document in (await store.ListDocumentsAsync(Kind)).Where(document => which(Read(document.Body))))
        {
            await store.DeleteDocumentAsync(Kind, document.Id);
        }

        accounts.Forget();
    }

    private async ValueTask<Known> KnownAsync()
    {
        if (_known is { } known && known.Generation == accounts.Generation && clock.GetElapsedTime(known.At) < TrustedFor)
        {
            return known;
        }

        var (generation, at) = (accounts.Generation, clock.GetTimestamp());
        var accesses = await ListAsync();
        var whose = new Dictionary<string, string>(StringComparer.Ordinal);
        if (accesses.Count > 0)
        {
            foreach (var (vault, name) in (await accounts.ListAsync()).SelectMany(account => account.Vaults.Select(vault => (vault, account.Name))).Concat((await ChildrenAsync()).Select(child => (child.Id, child.Name))))
            {
                whose[vault] = name;
            }
        }

        return _known = new Known(accesses, whose, generation, at);
    }

    // Neither an account's name nor a vault's id can hold the sign between them.
    private static string IdOf(string vault, string account) => vault + "~" + account;

    /// <summary>What a caller names as a vault may be anything; stores take only some letters.</summary>
    private static bool IsId(string vault) => vault.Length is > 0 and <= 64 && vault.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    private static VaultAccess Read(byte[] body) => JsonSerializer.Deserialize(body, AccessJson.Default.VaultAccess)!;

    private sealed record Known(IReadOnlyList<VaultAccess> Accesses, IReadOnlyDictionary<string, string> Whose, int Generation, long At);
}
