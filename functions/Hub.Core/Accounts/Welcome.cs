namespace Hub.Core.Accounts;

public enum WelcomeOutcome
{
    Welcome,

    /// <summary>The link was used, is older than an hour, or never was one.</summary>
    CodeSpent,

    NotAName,

    NameTaken,

    PassphraseTooShort,
}

/// <param name="Again">Whether the account was opened before: what opened it then is gone.</param>
public sealed record Welcomed(WelcomeOutcome Outcome, Account? Account = null, IReadOnlyList<string>? RecoveryCodes = null, bool Again = false);

/// <summary>The other end of a one-time link: the owner's first account, or an account that the operator added.</summary>
public sealed class Welcome(AccountBook accounts, OneTimeCodes codes, SignIn signIn, WaysIn ways)
{
    /// <summary>The code of the link that makes the first account, or null when there is an account already.</summary>
    public async ValueTask<string?> FirstCodeAsync() => await IsEmptyAsync() ? await codes.NewAsync(account: null) : null;

    /// <summary>Takes the code, names the account if it is the first one, and sets its passphrase. A refused answer leaves the code good.</summary>
    public async ValueTask<Welcomed> AcceptAsync(string? code, string? name, string? passphrase, string? language)
    {
        if (await codes.FindAsync(code) is not { } link)
        {
            return new(WelcomeOutcome.CodeSpent);
        }

        if (link.Account is null && AccountName.Fold(name) is null)
        {
            return new(WelcomeOutcome.NotAName);
        }

        if (!SignIn.IsLongEnough(passphrase))
        {
            return new(WelcomeOutcome.PassphraseTooShort);
        }

        if (!await codes.UseAsync(code!))
        {
            return new(WelcomeOutcome.CodeSpent);
        }

        var account = link.Account is null ? await FirstAsync(name!) : await accounts.FindAsync(link.Account);
        if (account is null or { Closed: not null })
        {
            return new(link.Account is null ? WelcomeOutcome.NameTaken : WelcomeOutcome.CodeSpent);
        }

        var again = account.Passphrase is not null;
        await signIn.SetPassphraseAsync(account.Id, passphrase!);

        await ways.CloseAsync(account.Id);
        var recovery = await signIn.NewRecoveryCodesAsync(account.Id);
        account = await accounts.ChangeAsync(account.Id, changed => language is "en" or "fr" ? changed with { Language = language } : changed);
        return new(WelcomeOutcome.Welcome, account, recovery, again);
    }

    private async ValueTask<Account?> FirstAsync(string name) => await IsEmptyAsync() ? await accounts.AddAsync(name, admin: true) : null;

    /// <summary>A demo that was made first is nobody's account.</summary>
    private async ValueTask<bool> IsEmptyAsync() => (await accounts.ListAsync()).All(account => account.MadeUp);
}
