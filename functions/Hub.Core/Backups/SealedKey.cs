using System.Security.Cryptography;

namespace Hub.Core.Backups;

/// <summary>The key of one backup, sealed for the public half of a recovery key: a key pair for this once, its agreement with that half, HKDF, AES-GCM.</summary>
/// <param name="Id">Of the backup whose key it is.</param>
/// <param name="For">The fingerprint of the recovery key.</param>
/// <param name="PublicKey">The half of the pair made for this once.</param>
/// <param name="Bytes">The key, encrypted, and its tag.</param>
public sealed record SealedKey(string Id, string For, byte[] PublicKey, byte[] Bytes)
{
    private const int TagLength = 16;

    // The wrapping key is made for this one use, so its one nonce cannot repeat.
    private static readonly byte[] Nonce = new byte[12];

    public static SealedKey Seal(BackupKey hub, string id, ReadOnlySpan<byte> key)
    {
        using var theirs = ECDiffieHellman.Create();
        theirs.ImportSubjectPublicKeyInfo(hub.PublicKey, out _);
        using var mine = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var publicKey = mine.PublicKey.ExportSubjectPublicKeyInfo();
        using var aes = Wrap(mine, theirs.PublicKey, hub, publicKey, id);
        var bytes = new byte[key.Length + TagLength];
        aes.Encrypt(Nonce, key, bytes.AsSpan(0, key.Length), bytes.AsSpan(key.Length));
        return new SealedKey(id, hub.Fingerprint, publicKey, bytes);
    }

    /// <exception cref="CryptographicException">It is damaged, or made by a stranger.</exception>
    public byte[] Open(RecoveryKey recovery)
    {
        using var mine = recovery.ToPair();
        using var theirs = ECDiffieHellman.Create();
        theirs.ImportSubjectPublicKeyInfo(PublicKey, out _);
        using var aes = Wrap(mine, theirs.PublicKey, recovery.ToBackupKey(default), PublicKey, Id);
        var key = new byte[Bytes.Length - TagLength];
        aes.Decrypt(Nonce, Bytes.AsSpan(0, key.Length), Bytes.AsSpan(key.Length), key);
        return key;
    }

    private static AesGcm Wrap(ECDiffieHellman mine, ECDiffieHellmanPublicKey theirs, BackupKey hub, byte[] once, string id)
    {
        byte[] agreed = [.. mine.DeriveRawSecretAgreement(theirs), .. hub.Names];
        return new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, agreed, 32, salt: [.. once, .. hub.PublicKey], info: System.Text.Encoding.UTF8.GetBytes($"hub backup key {id}")), TagLength);
    }
}
