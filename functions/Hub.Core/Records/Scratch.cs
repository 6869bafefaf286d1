using System.Security.Cryptography;

namespace Hub.Core.Records;

/// <summary>The buffers that preparing a record needs, kept from one to the next. One for each thread that prepares.</summary>
public sealed class Scratch : IDisposable
{
    // A record's bytes outlive the scratch, so they are cut from blocks, which are below the large object heap's threshold and collected when their last record is.
    private const int BlockSize = 64 * 1024;

    private readonly CanonicalWriter _writer = new();
    private readonly Tape _read = new();
    private readonly Tape _canonical = new();
    private byte[] _block = [];
    private int _blockUsed;
    private IncrementalHash? _sha256;

    internal int[] RootMembers { get; private set; } = [];

    internal char[] Characters { get; private set; } = new char[256];

    internal byte[] Bytes { get; private set; } = new byte[1024];

    /// <summary>Reads a text into a tape in canonical form, which holds until the next; null, with the reasons, when it is no JSON that a record may hold.</summary>
    internal Tape? Read(ReadOnlySpan<byte> json, RecordErrors errors)
    {
        if (!TapeReader.Read(json, _read, errors, out var isCanonical))
            return null;
        if (isCanonical)
            return _read;
        return _writer.Write(_read, _canonical, errors) ? _canonical : null;
    }

    internal void ClearRootMembers(int count)
    {
        if (RootMembers.Length < count)
            RootMembers = new int[count];
        RootMembers.AsSpan(0, count).Clear();
    }

    internal Span<char> GetCharacters(int count)
    {
        if (Characters.Length < count)
            Characters = new char[count * 2];
        return Characters;
    }

    internal Span<byte> GetBytes(int count)
    {
        if (Bytes.Length < count)
        {
            var grown = new byte[count * 2];
            Bytes.CopyTo(grown, 0);
            Bytes = grown;
        }

        return Bytes;
    }

    /// <summary>Kept open because starting one costs a quarter of hashing a record.</summary>
    internal void Hash(ReadOnlySpan<byte> bytes, Span<byte> to)
    {
        _sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _sha256.AppendData(bytes);
        _sha256.GetHashAndReset(to);
    }

    internal ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > BlockSize / 4)
            return bytes.ToArray();
        if (_block.Length - _blockUsed < bytes.Length)
            (_block, _blockUsed) = (GC.AllocateUninitializedArray<byte>(BlockSize), 0);
        var kept = _block.AsMemory(_blockUsed, bytes.Length);
        bytes.CopyTo(kept.Span);
        _blockUsed += bytes.Length;
        return kept;
    }

    public void Dispose() => _sha256?.Dispose();
}
