namespace Hub.Core.Accounts;

public enum SignInOutcome
{
    SignedIn,

    /// <summary>Name or passphrase is wrong; which one is not said.</summary>
    Refused,

    /// <summary>Too many attempts at once from this address.</summary>
    SlowDown,
}

/// <summary>The door: name and passphrase, or name and a recovery code.</summary>
public sealed class SignIn(AccountBook accounts, IPassphrases passphrases, SignInThrottle throttle)
{
    public const int ShortestPassphrase = 10;
    public const int LongestPassphrase = 256;

    // Compared against when nobody has that name, so that the answer takes as long.
    private readonly Lazy<string> _nobody = new(() => passphrases.Hash(Secret.New()));

    public static bool IsLongEnough(string? passphrase) => passphrase is { Length: >= ShortestPassphrase and <= LongestPassphrase };

    public async ValueTask<(SignInOutcome Outcome, Account? Account)> WithPassphraseAsync(string? name, string? passphrase, string address, CancellationToken cancellationToken)
    {
        var id = AccountName.Fold(name) ?? "";
        if (!await throttle.EnterAsync(id, address, cancellationToken))
        {
            return (SignInOutcome.SlowDown, null);
        }

        var signedIn = false;
        try
        {
            var account = Open(await accounts.FindAsync(id));
            var matches = passphrase is { Length: <= LongestPassphrase } && await Task.Run(() => passphrases.Matches(account?.Passphrase ?? _nobody.Value, passphrase), cancellationToken);
            signedIn = matches && account?.Passphrase is not null;
            return signedIn ? (SignInOutcome.SignedIn, account) : (SignInOutcome.Refused, null);
        }
        finally
        {
            throttle.Leave(id, address, signedIn);
        }
    }

    /// <summary>A recovery code opens the account once; the page then asks for a new passphrase.</summary>
    public async ValueTask<(SignInOutcome Outcome, Account? Account)> WithRecoveryCodeAsync(string? name, string? code, string address, CancellationToken cancellationToken)
    {
        var id = AccountName.Fold(name) ?? "";
        if (!await throttle.EnterAsync(id, address, cancellationToken))
        {
            return (SignInOutcome.SlowDown, null);
        }

        var found = false;
        try
        {
            var used = Secret.IdOfRecoveryCode(code ?? "");
            var account = Open(await accounts.FindAsync(id)) is null ? null : await accounts.ChangeAsync(id, account =>
            {
                found = account.RecoveryCodes.Contains(used, StringComparer.Ordinal);
                return account with { RecoveryCodes = [.. account.RecoveryCodes.Where(kept => kept != used)] };
            });
            return found ? (SignInOutcome.SignedIn, account) : (SignInOutcome.Refused, null);
        }
        finally
        {
            throttle.Leave(id, address, found);
        }
    }

    /// <summary>Sets the passphrase.</summary>
    public async ValueTask<Account?> SetPassphraseAsync(string id, string passphrase)
    {
        var hash = await Task.Run(() => passphrases.Hash(passphrase));
        return await accounts.ChangeAsync(id, account => account with { Passphrase = hash });
    }

    /// <summary>Makes eight new recovery codes in the place of the old ones; they are shown once.</summary>
    public async ValueTask<IReadOnlyList<string>> NewRecoveryCodesAsync(string id)
    {
        string[] codes = [.. Enumerable.Range(0, 8).Select(_ => Secret.NewRecoveryCode())];
        await accounts.ChangeAsync(id, account => account with { RecoveryCodes = [.. codes.Select(Secret.IdOfRecoveryCode)] });
        return codes;
    }

    private static Account? Open(Account? account) => account is { Closed: null } ? account : null;
}
