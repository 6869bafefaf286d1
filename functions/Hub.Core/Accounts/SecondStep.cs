using Hub.Core.Sources;

namespace Hub.Core.Accounts;

/// <summary>The secret that an app on a person's phone makes codes from.</summary>
/// <param name="Secret">Sealed.</param>
/// <param name="Since">When a first code proved that the app has it; null until then, and it is not asked for.</param>
public sealed record CodeKey(byte[] Secret, DateTimeOffset? Since);

/// <summary>The code of an app, asked for after the passphrase of those who set it up. Each counts once, at whichever process; a recovery code or a passkey stands in for it.</summary>
public sealed class SecondStep(AccountBook accounts, ISealer sealer, Spent spent, TimeProvider clock)
{
    // Longer than a code can be good for.
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    /// <summary>A new secret, to be shown once and confirmed by a code; null when codes are asked for already.</summary>
    public async ValueTask<byte[]?> BeginAsync(string id)
    {
        var secret = Totp.NewSecret();
        var key = new CodeKey(sealer.Seal(secret, PurposeOf(id)), null);
        var changed = await accounts.ChangeAsync(id, account => account.AsksForCode ? account : account with { CodeKey = key });
        return changed?.CodeKey == key ? secret : null;
    }

    /// <summary>The secret that waits for its first code, to be shown again when that one was mistyped.</summary>
    public async ValueTask<byte[]?> FindWaitingAsync(string id) => await accounts.FindAsync(id) is { CodeKey: { Since: null } key } ? sealer.TryOpen(key.Secret, PurposeOf(id)) : null;

    /// <summary>Since when codes are asked for, or null. Read anew: another process may have set it up a moment ago.</summary>
    public async ValueTask<DateTimeOffset?> FindSinceAsync(string id) => (await accounts.FindAsync(id))?.CodeKey?.Since;

    /// <summary>From now on codes are asked for, as the app has shown that it makes them.</summary>
    public async ValueTask<bool> ConfirmAsync(string id, string? code)
    {
        if (await accounts.FindAsync(id) is not { CodeKey: { Since: null } waiting } account || !await TryAsync(account, code))
        {
            return false;
        }

        var since = clock.GetUtcNow();
        var changed = await accounts.ChangeAsync(account.Id, now => now.CodeKey is { Since: null } key && key.Secret.AsSpan().SequenceEqual(waiting.Secret) ? now with { CodeKey = key with { Since = since } } : now);
        return changed?.AsksForCode ?? false;
    }

    /// <summary>Whether this is the app's code of now, and was not used before. Where the hub's keys are gone no code is right, and a recovery code opens.</summary>
    public async ValueTask<bool> TryAsync(Account account, string? code) =>
        account.CodeKey is { } key && Digits(code) is { } typed
        && sealer.TryOpen(key.Secret, PurposeOf(account.Id)) is { } secret
        && Totp.FindStep(secret, typed, clock.GetUtcNow()) is { } step
        && await spent.TryAsync($"code {account.Id} {Convert.ToHexString(secret)} {step}", Remembered);

    public ValueTask<Account?> RemoveAsync(string id) => accounts.ChangeAsync(id, account => account with { CodeKey = null });

    // Apps show a space in the middle.
    private static string? Digits(string? code) => code?.Replace(" ", "", StringComparison.Ordinal) is { Length: 6 } typed && typed.All(char.IsAsciiDigit) ? typed : null;

    private static string PurposeOf(string id) => "code of " + id;
}
