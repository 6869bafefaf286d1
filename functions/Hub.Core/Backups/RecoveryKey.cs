using System.Numerics;
using System.Security.Cryptography;

namespace Hub.Core.Backups;

/// <summary>128 bits by chance, on paper: eight groups of four characters (Crockford's base 32), the last 32 bits of which are a checksum.</summary>
public sealed class RecoveryKey
{
    private const string Digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 16;
    private const int CheckLength = 4;
    private const int GroupLength = 4;

    // https://csrc.nist.gov/pubs/sp/800/186/final, 3.2.1.3: the order of P-256.
    private static readonly byte[] Order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");

    private readonly byte[] _bytes;

    private RecoveryKey(byte[] bytes) => _bytes = bytes;

    public static RecoveryKey New() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Null when a character is wrong or missing. Small letters, spaces and hyphens are as you like; O is 0, I and L are 1.</summary>
    public static RecoveryKey? Find(string text)
    {
        var digits = text.ToUpperInvariant().Where(c => !char.IsWhiteSpace(c) && c != '-').Select(c => Digits.IndexOf(c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }, StringComparison.Ordinal)).ToList();
        if (digits.Count != (Length + CheckLength) * 8 / 5 || digits.Contains(-1))
        {
            return null;
        }

        var number = digits.Aggregate(BigInteger.Zero, (sum, digit) => (sum << 5) | digit);
        var bytes = new byte[Length + CheckLength];
        var written = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        written.CopyTo(bytes, bytes.Length - written.Length);
        return Check(bytes.AsSpan(0, Length)).SequenceEqual(bytes.AsSpan(Length)) ? new RecoveryKey(bytes[..Length]) : null;
    }

    public override string ToString()
    {
        var number = new BigInteger([.. _bytes, .. Check(_bytes)], isUnsigned: true, isBigEndian: true);
        var text = new char[(Length + CheckLength) * 8 / 5];
        for (var at = text.Length - 1; at >= 0; at--, number >>= 5)
        {
            text[at] = Digits[(int)(number & 31)];
        }

        return string.Join('-', text.Chunk(GroupLength).Select(group => new string(group)));
    }

    /// <summary>What the hub keeps of it: enough to write backups, not to read them.</summary>
    public BackupKey ToBackupKey(DateTimeOffset at)
    {
        using var pair = ToPair();
        return new BackupKey(pair.PublicKey.ExportSubjectPublicKeyInfo(), Derive("names", 0), at);
    }

    /// <summary>The private key that opens what was sealed for the hub's half.</summary>
    internal ECDiffieHellman ToPair()
    {
        // All but one number in four thousand million will do.
        for (var attempt = 0; ; attempt++)
        {
            var secret = Derive("pair", attempt);
            if (secret.AsSpan().SequenceCompareTo(Order) < 0 && secret.AsSpan().ContainsAnyExcept((byte)0))
            {
                return ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
            }
        }
    }

    private byte[] Derive(string use, int attempt) => HKDF.DeriveKey(HashAlgorithmName.SHA256, _bytes, 32, info: System.Text.Encoding.UTF8.GetBytes($"hub backup {use} {attempt}"));

    private static ReadOnlySpan<byte> Check(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes).AsSpan(0, CheckLength);
}
