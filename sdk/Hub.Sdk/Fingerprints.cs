using System.Numerics;
using System.Runtime.InteropServices;

namespace Hub.Sdk;

/// <summary>
/// Counts equal texts in 12 bytes each, so that millions of references or lines fit: only a 64-bit fingerprint is kept. Two texts that
/// happen to share one count as equal, so use it where that costs little.
/// </summary>
public sealed class Fingerprints
{
    private ulong[] _keys = new ulong[1024];
    private int[] _counts = new int[1024];
    private int _used;

    /// <summary>Counts a text once more and says how often it came, this time included.</summary>
    /// <param name="text">Compared as it is: fold it first where case and accents do not count (<see cref="TextFolding"/>).</param>
    public int Add(ReadOnlySpan<char> text)
    {
        if (_used * 4 > _keys.Length * 3)
        {
            Grow();
        }

        var key = Of(text);
        var at = Slot(_keys, key);
        _used += _keys[at] == 0 ? 1 : 0;
        _keys[at] = key;
        return ++_counts[at];
    }

    /// <summary>How often a text was added.</summary>
    /// <param name="text">Compared as it is.</param>
    public int Count(ReadOnlySpan<char> text) => _counts[Slot(_keys, Of(text))];

    private void Grow()
    {
        var keys = new ulong[_keys.Length * 2];
        var counts = new int[keys.Length];
        for (var i = 0; i < _keys.Length; i++)
        {
            if (_keys[i] != 0)
            {
                var at = Slot(keys, _keys[i]);
                (keys[at], counts[at]) = (_keys[i], _counts[i]);
            }
        }

        (_keys, _counts) = (keys, counts);
    }

    private static int Slot(ulong[] keys, ulong key)
    {
        var at = (int)(key & (ulong)(keys.Length - 1));
        while (keys[at] != 0 && keys[at] != key)
        {
            at = (at + 1) & (keys.Length - 1);
        }

        return at;
    }

    // FNV-1a with a last mixing, so that the low bits serve as a slot. Zero marks a free slot.
    private static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in MemoryMarshal.AsBytes(text))
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        hash = (hash ^ BitOperations.RotateRight(hash, 33)) * 0xff51afd7ed558ccdUL;
        hash ^= hash >> 33;
        return hash == 0 ? 1 : hash;
    }
}
