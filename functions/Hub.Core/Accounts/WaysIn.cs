namespace Hub.Core.Accounts;

/// <summary>All that opens an account beside its passphrase and its recovery codes.</summary>
public sealed class WaysIn(AccountBook accounts, Sessions sessions, ApiTokens tokens, Passkeys passkeys)
{
    /// <summary>Who lost their way in may have lost it to somebody: whoever was in is out, and nothing that they left lets them in again.</summary>
    /// <param name="but">The session of the person themself.</param>
    public async ValueTask CloseAsync(string account, string? but = null)
    {
        await sessions.EndAllAsync(account, but);
        await tokens.RemoveAllAsync(account);
        await passkeys.RemoveAllAsync(account);
        await accounts.ChangeAsync(account, changed => changed with { CodeKey = null });
    }
}
