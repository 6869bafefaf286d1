namespace Hub.Core.Accounts;

public enum SignInOutcome
{
    SignedIn,

    /// <summary>Name or passphrase is wrong; which one is not said.</summary>
    Refused,

    /// <summary>The passphrase is right, and this account asks for a code of its app too.</summary>
    CodeNeeded,

    /// <summary>The passphrase is right, the code is not.</summary>
    CodeRefused,

    /// <summary>Too many attempts at once from this address.</summary>
    SlowDown,
}

/// <summary>The door: name and passphrase, or name and a recovery code.</summary>
public sealed class SignIn(AccountBook accounts, IPassphrases passphrases, SignInThrottle throttle, SecondStep secondStep, CodeGuesses guesses) : IDisposable
{
    public const int ShortestPassphrase = 10;
    public const int LongestPassphrase = 256;

    // Compared against when nobody has that name, so that the answer takes as long.
    private readonly Lazy<string> _nobody = new(() => passphrases.Hash(Secret.New()));

    // A hash is made to be slow: many at once would take the whole machine.
    private readonly SemaphoreSlim _hashing = new(Math.Max(2, Environment.ProcessorCount / 2));

    public static bool IsLongEnough(string? passphrase) => passphrase is { Length: >= ShortestPassphrase and <= LongestPassphrase };

    /// <param name="code">Of the account's app, where it asks for one.</param>
    public async ValueTask<(SignInOutcome Outcome, Account? Account)> WithPassphraseAsync(string? name, string? passphrase, string? code, string address, CancellationToken cancellationToken)
    {
        var id = AccountName.Fold(name) ?? "";
        if (!await throttle.EnterAsync(id, address, cancellationToken))
        {
            return (SignInOutcome.SlowDown, null);
        }

        var outcome = SignInOutcome.Refused;
        try
        {
            var account = Open(await accounts.FindAsync(id));
            var matches = passphrase is { Length: <= LongestPassphrase } && await HashAsync(() => passphrases.Matches(account?.Passphrase ?? _nobody.Value, passphrase), cancellationToken);
            if (matches && account?.Passphrase is not null)
            {
                outcome = !account.AsksForCode ? SignInOutcome.SignedIn
                    : string.IsNullOrWhiteSpace(code) ? SignInOutcome.CodeNeeded
                    : await TryCodeAsync(account, code, cancellationToken);
            }

            return (outcome, outcome == SignInOutcome.SignedIn ? account : null);
        }
        finally
        {
            throttle.Leave(id, address, WasRight(outcome));
        }
    }

    /// <summary>The code alone, of somebody whose passphrase was right a moment ago.</summary>
    public async ValueTask<(SignInOutcome Outcome, Account? Account)> WithCodeAsync(string id, string? code, string address, CancellationToken cancellationToken)
    {
        if (!await throttle.EnterAsync(id, address, cancellationToken))
        {
            return (SignInOutcome.SlowDown, null);
        }

        var outcome = SignInOutcome.CodeRefused;
        try
        {
            var account = Open(await accounts.FindAsync(id));
            outcome = account is { AsksForCode: true } ? await TryCodeAsync(account, code, cancellationToken) : SignInOutcome.CodeRefused;
            return (outcome, outcome == SignInOutcome.SignedIn ? account : null);
        }
        finally
        {
            throttle.Leave(id, address, WasRight(outcome));
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
        var hash = await HashAsync(() => passphrases.Hash(passphrase), CancellationToken.None);
        return await accounts.ChangeAsync(id, account => account with { Passphrase = hash });
    }

    /// <summary>Makes eight new recovery codes in the place of the old ones; they are shown once.</summary>
    public async ValueTask<IReadOnlyList<string>> NewRecoveryCodesAsync(string id)
    {
        string[] codes = [.. Enumerable.Range(0, 8).Select(_ => Secret.NewRecoveryCode())];
        await accounts.ChangeAsync(id, account => account with { RecoveryCodes = [.. codes.Select(Secret.IdOfRecoveryCode)] });
        return codes;
    }

    public void Dispose() => _hashing.Dispose();

    private async ValueTask<SignInOutcome> TryCodeAsync(Account account, string? code, CancellationToken cancellationToken) =>
        await guesses.TryAsync(account.Id, () => secondStep.TryAsync(account, code), cancellationToken) switch { true => SignInOutcome.SignedIn, false => SignInOutcome.CodeRefused, null => SignInOutcome.SlowDown };

    private async ValueTask<T> HashAsync<T>(Func<T> hash, CancellationToken cancellationToken)
    {
        await _hashing.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(hash, CancellationToken.None);
        }
        finally
        {
            _hashing.Release();
        }
    }

    /// <summary>Null where nothing was decided: what was not looked at is no guess, and half a sign-in is neither, as whoever knows the passphrase must not wash off the codes that they guessed.</summary>
    private static bool? WasRight(SignInOutcome outcome) => outcome switch { SignInOutcome.SignedIn => true, SignInOutcome.CodeNeeded or SignInOutcome.SlowDown => null, _ => false };

    private static Account? Open(Account? account) => account is { Closed: null } ? account : null;
}
