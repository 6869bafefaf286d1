using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Core.Accounts;

/// <summary>Random secrets, and the ids under which they are stored: a hash, so that who reads the store can use none of them.</summary>
public static class Secret
{
    private const string Alphabet = "abcdefghjkmnpqrstvwxyz0123456789";

    /// <summary>A secret of 256 bits.</summary>
    public static string New(string prefix = "") => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>A secret of 128 bits, for a link that lives an hour.</summary>
    public static string NewCode() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    /// <summary>Sixteen letters and digits in groups of four (80 bits), to be written on paper.</summary>
    public static string NewRecoveryCode() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4)));

    /// <summary>An id that nobody guesses and that may be a file's name.</summary>
    public static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static string Short() => RandomNumberGenerator.GetString(Alphabet, 8);

    /// <summary>The id of a secret: 128 bits of its SHA-256. A slow hash is for what people choose; these are random.</summary>
    public static string IdOf(string secret)
    {
        Span<byte> hash = stackalloc byte[32];
        if (secret.Length > 256)
        {
            return "";
        }

        Span<byte> utf8 = stackalloc byte[secret.Length * 3];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(secret, utf8)], hash);
        return Convert.ToHexStringLower(hash[..16]);
    }

    /// <summary>The form of a recovery code that is hashed: people leave the hyphens out and write capitals.</summary>
    public static string IdOfRecoveryCode(string code) => IdOf(new string([.. code.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]));
}
