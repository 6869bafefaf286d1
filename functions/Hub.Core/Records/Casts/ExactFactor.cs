using System.Globalization;
using System.Numerics;

namespace Hub.Core.Records.Casts;

/// <summary>A decimal number to multiply by: no digit is lost, and none is added.</summary>
internal readonly record struct ExactFactor(BigInteger Digits, int Exponent)
{
    // A record's numbers are shorter; what is longer here is no number that a record may hold.
    private const int Longest = 200;

    /// <summary>The text is a JSON number.</summary>
    public static ExactFactor Read(string number)
    {
        var mark = number.AsSpan().IndexOfAny('e', 'E');
        var (digits, exponent) = mark < 0 ? (number, 0) : (number[..mark], int.Parse(number[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        return point < 0
            ? new(BigInteger.Parse(digits, CultureInfo.InvariantCulture), exponent)
            : new(BigInteger.Parse(digits.Remove(point, 1), CultureInfo.InvariantCulture), exponent - (digits.Length - point - 1));
    }

    /// <summary>The product as JSON, written out; a number that is too large for a record stays as it is, and is refused as such.</summary>
    public string Times(string number)
    {
        if (number.Length > Longest || number.AsSpan().IndexOfAny('e', 'E') is >= 0 and var mark && (!int.TryParse(number.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power) || Math.Abs(power) > Longest))
        {
            return number;
        }

        var other = Read(number);
        return Write(Digits * other.Digits, Exponent + other.Exponent);
    }

    private static string Write(BigInteger digits, int exponent)
    {
        for (; exponent < 0 && digits % 10 == 0; exponent++)
        {
            digits /= 10;
        }

        if (exponent >= 0)
        {
            return (digits * BigInteger.Pow(10, exponent)).ToString(CultureInfo.InvariantCulture);
        }

        var text = BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).PadLeft(1 - exponent, '0');
        return $"{(digits.Sign < 0 ? "-" : "")}{text[..^-exponent]}.{text[^-exponent..]}";
    }
}
