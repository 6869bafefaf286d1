using Hub.Core.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Hub.Accounts;

/// <summary>Whose passkeys a ceremony is about, as the framework's handler sees them.</summary>
internal sealed record PasskeyUser(string Handle, string Name, IReadOnlyList<Passkey> Passkeys);

/// <summary>The little that the framework's passkey handler asks of a store: it is made for one ceremony and knows one person. Accounts stay the hub's own.</summary>
internal sealed class PasskeyUsers(PasskeyUser? user, Passkeys passkeys) : IUserPasskeyStore<PasskeyUser>
{
    private static readonly NotSupportedException NotKept = new("The hub keeps its accounts itself.");

    public Task<string> GetUserIdAsync(PasskeyUser user, CancellationToken cancellationToken) => Task.FromResult(user.Handle);

    public Task<string?> GetUserNameAsync(PasskeyUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task<string?> GetNormalizedUserNameAsync(PasskeyUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task<PasskeyUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Task.FromResult(user?.Handle == userId ? user : null);

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. user.Passkeys.Select(Info)]);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyUser user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(user.Passkeys.Where(passkey => passkey.Credential.AsSpan().SequenceEqual(credentialId)).Select(Info).FirstOrDefault());

    /// <summary>Asked whether a new credential is somebody's already.</summary>
    public async Task<PasskeyUser?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await passkeys.FindAsync(credentialId) is { } known ? new PasskeyUser(known.Handle, known.Account, [known]) : null;

    public Task<PasskeyUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw NotKept;

    public Task SetUserNameAsync(PasskeyUser user, string? userName, CancellationToken cancellationToken) => throw NotKept;

    public Task SetNormalizedUserNameAsync(PasskeyUser user, string? normalizedName, CancellationToken cancellationToken) => throw NotKept;

    public Task<IdentityResult> CreateAsync(PasskeyUser user, CancellationToken cancellationToken) => throw NotKept;

    public Task<IdentityResult> UpdateAsync(PasskeyUser user, CancellationToken cancellationToken) => throw NotKept;

    public Task<IdentityResult> DeleteAsync(PasskeyUser user, CancellationToken cancellationToken) => throw NotKept;

    public Task AddOrUpdatePasskeyAsync(PasskeyUser user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw NotKept;

    public Task RemovePasskeyAsync(PasskeyUser user, byte[] credentialId, CancellationToken cancellationToken) => throw NotKept;

    public void Dispose()
    {
    }

    // What the device once said of its own making is not kept: the hub takes every maker's.
    private static UserPasskeyInfo Info(Passkey passkey) =>
        new(passkey.Credential, passkey.PublicKey, passkey.Created, passkey.Count, [.. passkey.Transports], isUserVerified: true, passkey.BackupEligible, passkey.BackedUp, [], []);
}
