using System.Globalization;

namespace Hub.Core.Records;

/// <summary>
/// A pattern of the kind that nearly every schema uses: ^, then letters and classes of ASCII, each so many times, then mostly $. It runs on UTF-8 as a set of bits, so that neither the
/// regular expression engine has to be woken at start nor a text copied. <see cref="Find"/> gives null for any pattern that is more than that.
/// </summary>
internal sealed class PlainPattern
{
    private const int MaxPlaces = 120;
    private const string Special = @"\^$.|?*+()[]{}";

    // A place takes one character; bit n of a set stands before place n, and the last bit behind them all.
    private readonly UInt128[] _fits = new UInt128[128];
    private UInt128 _repeatable;
    private UInt128 _optional;
    private readonly bool _isWhole;
    private int _places;

    private PlainPattern(bool isWhole) => _isWhole = isWhole;

    public static PlainPattern? Find(string pattern)
    {
        if (pattern.Length < 2 || pattern[0] != '^' || !System.Text.Ascii.IsValid(pattern))
            return null;
        var plain = new PlainPattern(pattern[^1] == '$');
        var rest = plain._isWhole ? pattern.AsSpan(1, pattern.Length - 2) : pattern.AsSpan(1);
        while (!rest.IsEmpty)
        {
            var letters = new bool[128];
            if (!TryLetters(ref rest, letters) || !TryTimes(ref rest, out var least, out var most) || !plain.TryAdd(letters, least, most))
                return null;
        }

        return plain;
    }

    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        var reached = WithOptionalLeftOut(UInt128.One);
        foreach (var value in text)
        {
            if (!_isWhole && HasReachedEnd(reached))
                return true;
            if (value >= _fits.Length)
                return false;
            var filled = reached & _fits[value];
            reached = WithOptionalLeftOut((filled << 1) | (filled & _repeatable));
        }

        return HasReachedEnd(reached);
    }

    private bool HasReachedEnd(UInt128 reached) => ((reached >> _places) & UInt128.One) != 0;

    private UInt128 WithOptionalLeftOut(UInt128 reached)
    {
        while (((reached & _optional) << 1 | reached) is var wider && wider != reached)
            reached = wider;
        return reached;
    }

    private bool TryAdd(bool[] letters, int least, int? most)
    {
        var places = Math.Max(most ?? least, 1);
        if (_places + places > MaxPlaces)
            return false;
        var all = ((UInt128.One << places) - 1) << _places;
        for (var letter = 0; letter < letters.Length; letter++)
            _fits[letter] |= letters[letter] ? all : 0;
        _optional |= (all << least) & all;
        _places += places;
        if (most is null)
            _repeatable |= UInt128.One << (_places - 1);
        return true;
    }

    private static bool TryLetters(ref ReadOnlySpan<char> rest, bool[] letters)
    {
        if (rest[0] != '[')
        {
            if (rest[0] != '\\' && Special.Contains(rest[0], StringComparison.Ordinal))
                return false;
            return TryLetter(ref rest, out var letter) && (letters[letter] = true);
        }

        rest = rest[1..];
        if (rest.IsEmpty || rest[0] is '^' or ']')
            return false;
        while (!rest.IsEmpty && rest[0] != ']')
        {
            if (!TryLetter(ref rest, out var first))
                return false;
            var last = first;
            if (rest.Length > 1 && rest[0] == '-' && rest[1] != ']')
            {
                rest = rest[1..];
                if (!TryLetter(ref rest, out last) || last < first)
                    return false;
            }

            letters.AsSpan(first, last - first + 1).Fill(value: true);
        }

        if (rest.IsEmpty)
            return false;
        rest = rest[1..];
        return true;
    }

    // An escape is only taken before a sign, where it says that the sign is meant.
    private static bool TryLetter(ref ReadOnlySpan<char> rest, out char letter)
    {
        letter = rest[0];
        if (letter == '\\')
        {
            if (rest.Length < 2 || char.IsAsciiLetterOrDigit(rest[1]))
                return false;
            letter = rest[1];
            rest = rest[1..];
        }

        rest = rest[1..];
        return true;
    }

    private static bool TryTimes(ref ReadOnlySpan<char> rest, out int least, out int? most)
    {
        (least, most) = (1, 1);
        if (rest.IsEmpty || rest[0] is not ('?' or '*' or '+' or '{'))
            return true;
        var end = rest[0] == '{' ? rest.IndexOf('}') : 0;
        if (end < 0)
            return false;
        (least, most) = rest[0] switch { '?' => (0, 1), '*' => (0, null), '+' => (1, (int?)null), _ => (-1, -1) };
        if (end > 0 && !TryBraces(rest[1..end], out least, out most))
            return false;
        rest = rest[(end + 1)..];
        // A second sign behind makes it lazy or possessive, which is not ours to know.
        return rest.IsEmpty || rest[0] is not ('?' or '+' or '*' or '{');
    }

    private static bool TryBraces(ReadOnlySpan<char> inside, out int least, out int? most)
    {
        var comma = inside.IndexOf(',');
        most = null;
        if (!int.TryParse(comma < 0 ? inside : inside[..comma], NumberStyles.None, CultureInfo.InvariantCulture, out least))
            return false;
        if (comma >= 0 && comma == inside.Length - 1)
            return true;
        var isWhole = int.TryParse(inside[(comma + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        most = number;
        return isWhole && number >= least && number > 0;
    }
}
