using System.Security.Cryptography;
using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Accounts;

/// <summary>A key on a person's device that opens their account; here lies its public half.</summary>
/// <param name="Handle">How the device knows the account: a number that says nothing.</param>
/// <param name="Count">The device's counter at its last use; one that goes back is a copy's.</param>
/// <param name="BackedUp">Whether the device's maker keeps a copy, so that it is on the person's other devices too.</param>
public sealed record Passkey(string Account, string Handle, string Name, byte[] Credential, byte[] PublicKey, uint Count, IReadOnlyList<string> Transports, bool BackupEligible, bool BackedUp, DateTimeOffset Created, DateTimeOffset? LastUsed = null)
{
    /// <summary>What it is stored under, and listed as.</summary>
    public string Id => Passkeys.IdOf(Credential);
}

public enum PasskeyRemoval
{
    Removed,
    NotThere,

    /// <summary>The account has no passphrase and no other: nobody would get in any more.</summary>
    LastWayIn,
}

/// <summary>The passkeys of a hub, each a document of its own under its credential's hash: one credential is never two people's, whichever process adds it.</summary>
public sealed class Passkeys(IDocumentStore store, AccountBook accounts, TimeProvider clock)
{
    private const string Kind = "passkey";

    public const int Most = 20;
    public const int LongestName = 60;

    public static string IdOf(ReadOnlySpan<byte> credential) => Convert.ToHexStringLower(SHA256.HashData(credential).AsSpan(0, 16));

    public async ValueTask<Passkey?> FindAsync(byte[] credential) =>
        await store.FindDocumentAsync(Kind, IdOf(credential)) is { } body && Read(body) is var passkey && passkey.Credential.AsSpan().SequenceEqual(credential) ? passkey : null;

    public async ValueTask<IReadOnlyList<Passkey>> ListAsync(string account) =>
        [.. (await store.ListDocumentsAsync(Kind)).Select(document => Read(document.Body)).Where(passkey => passkey.Account == account).OrderBy(passkey => passkey.Created)];

    /// <summary>False when that credential is somebody's already.</summary>
    public ValueTask<bool> AddAsync(Passkey passkey) => store.TryAddDocumentAsync(Kind, passkey.Id, Write(passkey));

    /// <summary>Notes a use; false when it was removed in the meantime, which then stands.</summary>
    public ValueTask<bool> UseAsync(Passkey passkey, uint count, bool backedUp) =>
        store.TryReplaceDocumentAsync(Kind, passkey.Id, Write(passkey with { Count = count, BackedUp = backedUp, LastUsed = clock.GetUtcNow() }));

    public async ValueTask<PasskeyRemoval> RemoveAsync(string account, string id)
    {
        var own = await ListAsync(account);
        if (own.All(passkey => passkey.Id != id))
        {
            return PasskeyRemoval.NotThere;
        }

        if (own.Count == 1 && (await accounts.FindAsync(account))?.Passphrase is null)
        {
            return PasskeyRemoval.LastWayIn;
        }

        return await store.DeleteDocumentAsync(Kind, id) ? PasskeyRemoval.Removed : PasskeyRemoval.NotThere;
    }

    public async ValueTask RemoveAllAsync(string account)
    {
        foreach (var passkey in await ListAsync(account))
        {
            await store.DeleteDocumentAsync(Kind, passkey.Id);
        }
    }

    private static Passkey Read(byte[] body) => JsonSerializer.Deserialize(body, AccountsJson.Default.Passkey)!;

    private static byte[] Write(Passkey passkey) => JsonSerializer.SerializeToUtf8Bytes(passkey, AccountsJson.Default.Passkey);
}
