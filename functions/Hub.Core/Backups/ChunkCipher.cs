using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Core.Backups;

/// <summary>
/// Packs and encrypts pieces with the key of one backup (AES-256-GCM). That key is made for one process's one backup and nonces are counted, so none repeats. What a piece is for is part of
/// what is authenticated: one in the place of another does not open.
/// </summary>
internal sealed class ChunkCipher(byte[] key, string id) : IDisposable
{
    public const int Overhead = 4 + IdLength + NonceLength + TagLength;

    private const int IdLength = 16;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly AesGcm _aes = new(key, TagLength);
    private ulong _count;

    private static ReadOnlySpan<byte> Magic => "HBK1"u8;

    public byte[] Encrypt(ReadOnlySpan<byte> purpose, ReadOnlySpan<byte> content)
    {
        var packed = new MemoryStream();
        using (var pack = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            pack.Write(content);
        }

        var clear = packed.GetBuffer().AsSpan(0, (int)packed.Length);
        var bytes = new byte[Overhead + clear.Length];
        Magic.CopyTo(bytes);
        Convert.FromHexString(id).CopyTo(bytes, Magic.Length);
        var nonce = bytes.AsSpan(Magic.Length + IdLength, NonceLength);
        BinaryPrimitives.WriteUInt64BigEndian(nonce[4..], checked(++_count));
        var cipher = bytes.AsSpan(Magic.Length + IdLength + NonceLength, clear.Length);
        _aes.Encrypt(nonce, clear, cipher, bytes.AsSpan(bytes.Length - TagLength), purpose);
        return bytes;
    }

    /// <exception cref="CryptographicException">It is damaged, or is not what it stands for.</exception>
    public byte[] Decrypt(ReadOnlySpan<byte> purpose, ReadOnlySpan<byte> bytes)
    {
        if (FindKeyId(bytes) != id)
        {
            throw new CryptographicException();
        }

        var cipher = bytes[(Magic.Length + IdLength + NonceLength)..^TagLength];
        var clear = new byte[cipher.Length];
        _aes.Decrypt(bytes.Slice(Magic.Length + IdLength, NonceLength), cipher, bytes[^TagLength..], clear, purpose);
        using var unpack = new ZLibStream(new MemoryStream(clear), CompressionMode.Decompress);
        var content = new MemoryStream();
        unpack.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>Whose key it is encrypted with, or null when it is no piece at all.</summary>
    public static string? FindKeyId(ReadOnlySpan<byte> bytes) =>
        bytes.Length > Overhead && bytes.StartsWith(Magic) ? Convert.ToHexStringLower(bytes.Slice(Magic.Length, IdLength)) : null;

    public static byte[] PurposeOf(string chunk) => Encoding.ASCII.GetBytes("chunk " + chunk);

    public void Dispose() => _aes.Dispose();
}
