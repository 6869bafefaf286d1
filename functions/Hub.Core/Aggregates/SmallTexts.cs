using System.Text;

namespace Hub.Core.Aggregates;

/// <summary>Gives the same string for the same few bytes, so that grouping a million records makes as many strings as there are groups.</summary>
internal sealed class SmallTexts
{
    private const int Most = 4096;

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly char[] _buffer = new char[256];

    public SmallTexts() => _lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Null when the text is long or escaped; the caller then reads it the long way.</summary>
    public string? Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > _buffer.Length || utf8.Contains((byte)'\\'))
        {
            return null;
        }

        var length = Encoding.UTF8.GetChars(utf8, _buffer);
        var text = _buffer.AsSpan(0, length);
        if (_lookup.TryGetValue(text, out var known))
        {
            return known;
        }

        var made = text.ToString();
        if (_known.Count < Most)
        {
            _known.Add(made, made);
        }

        return made;
    }
}
