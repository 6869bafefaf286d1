using Hub.Core.Accounts;

namespace Hub.Core.Notices;

/// <summary>Tells who runs the hub that its backup on schedule fails: once, until one is made again.</summary>
public sealed class BackupNotices(NoticeBook book, AccountBook accounts, TimeProvider clock)
{
    public async Task FailedAsync()
    {
        var now = clock.GetUtcNow();
        foreach (var (account, vault) in await AdminsAsync())
        {
            await book.TryAddAsync(new Notice { Account = account, Vault = vault, Kind = NoticeKind.BackupFailing, Since = now, Due = now });
        }
    }

    public async Task MadeAsync()
    {
        foreach (var notice in (await book.ListAsync()).Where(notice => notice.Kind == NoticeKind.BackupFailing))
        {
            await book.ResolveAsync(notice);
        }
    }

    /// <summary>Who has no channel sees it on their page.</summary>
    private async Task<IReadOnlyList<(string Account, string Vault)>> AdminsAsync()
    {
        var reached = (await book.ListSettingsAsync()).Select(person => person.Account).ToHashSet(StringComparer.Ordinal);
        return [.. (await accounts.ListAsync()).Where(account => account is { Admin: true, Closed: null, Vaults.Count: > 0 } && reached.Contains(account.Id)).Select(account => (account.Id, account.Vaults[0]))];
    }
}
