using System.Buffers.Text;

namespace Hub.Core.Records;

/// <summary>A JSON number by its value, exactly: no digit of it passes through binary floating point. Magnitude × 10^Exponent, with no trailing zero in the magnitude, so that equal values are equal fields.</summary>
internal readonly record struct ExactNumber(bool IsNegative, UInt128 Magnitude, int Exponent) : IComparable<ExactNumber>
{
    private const int MaxDigits = 28;
    private const int DigitsInUlong = 19;
    private static readonly UInt128 Largest = (UInt128)decimal.MaxValue;

    public bool IsInteger => Exponent >= 0;

    /// <summary>Whether a decimal holds it exactly. Nearly every number is short and plain, and then its length alone says so.</summary>
    public static bool IsWithinLimits(ReadOnlySpan<byte> text) =>
        (text.Length <= MaxDigits && text.IndexOfAny((byte)'e', (byte)'E') < 0) || TryParse(text, out _);

    /// <summary>The text is a JSON number; false when it has more than 28 digits or is out of a decimal's range.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ExactNumber number)
    {
        number = default;
        ulong small = 0;
        UInt128 magnitude = 0;
        var digits = 0;
        var zeros = 0;
        var fraction = 0;
        var isNegative = text[0] == '-';
        var hasPoint = false;
        var at = isNegative ? 1 : 0;
        for (; at < text.Length && (text[at] | 0x20) != 'e'; at++)
        {
            if (text[at] == '.')
            {
                hasPoint = true;
                continue;
            }

            fraction += hasPoint ? 1 : 0;
            if (text[at] == '0')
            {
                zeros += digits > 0 ? 1 : 0;
                continue;
            }

            for (; zeros >= 0; zeros--)
            {
                if (++digits > MaxDigits)
                    return false;
                var digit = zeros == 0 ? text[at] - '0' : 0;
                if (digits <= DigitsInUlong)
                    magnitude = small = (small * 10) + (ulong)digit;
                else
                    magnitude = (magnitude * 10) + (ulong)digit;
            }

            zeros = 0;
        }

        if (digits == 0)
            return true;
        if (!TryExponent(text[at..], out var exponent))
            return false;
        exponent += zeros - fraction;
        number = new(isNegative, magnitude, exponent);
        return exponent >= -MaxDigits && digits + exponent <= MaxDigits + 1 && (exponent <= 0 || magnitude * Power(exponent) <= Largest);
    }

    public int CompareTo(ExactNumber other)
    {
        if (Sign != other.Sign)
            return Sign.CompareTo(other.Sign);
        var shift = Exponent - other.Exponent;
        if (shift == 0 || Magnitude == 0)
            return IsNegative ? other.Magnitude.CompareTo(Magnitude) : Magnitude.CompareTo(other.Magnitude);
        // Within a decimal's range the wider of the two may still need 57 digits, so sizes are compared before they are aligned.
        var size = (Digits + Exponent).CompareTo(other.Digits + other.Exponent);
        if (size == 0)
            size = shift >= 0 ? (Magnitude * Power(shift)).CompareTo(other.Magnitude) : Magnitude.CompareTo(other.Magnitude * Power(-shift));
        return IsNegative ? -size : size;
    }

    /// <summary>The one way to write this value, for hashing: digits, e, exponent.</summary>
    public int Format(Span<byte> to)
    {
        var length = 0;
        if (IsNegative)
            to[length++] = (byte)'-';
        Magnitude.TryFormat(to[length..], out var written);
        length += written;
        to[length++] = (byte)'e';
        Utf8Formatter.TryFormat(Exponent, to[length..], out written);
        return length + written;
    }

    private int Sign => Magnitude == 0 ? 0 : IsNegative ? -1 : 1;

    private int Digits
    {
        get
        {
            var count = 0;
            var rest = Magnitude;
            for (; rest > ulong.MaxValue; rest /= 10)
                count++;
            for (var small = (ulong)rest; small > 0; small /= 10)
                count++;
            return count;
        }
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
            return true;
        text = text[1] == '+' ? text[2..] : text[1..];
        return Utf8Parser.TryParse(text, out exponent, out var used) && used == text.Length && Math.Abs((long)exponent) < int.MaxValue / 2;
    }

    private static UInt128 Power(int exponent)
    {
        UInt128 power = 1;
        for (; exponent > 0; exponent--)
            power *= 10;
        return power;
    }
}
