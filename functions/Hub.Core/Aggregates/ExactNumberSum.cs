using System.Globalization;
using System.Numerics;

namespace Hub.Core.Aggregates;

/// <summary>
/// A sum of decimal numbers that is never rounded. Sums stay in a <see cref="decimal"/> while its 28 digits surely hold them, and go on in a
/// big integer with a scale when they might not.
/// </summary>
public struct ExactNumberSum
{
    /// <summary>Below this, adding two numbers of at most <see cref="SafeScale"/> decimals stays within 28 digits.</summary>
    private const decimal SafeValue = 1_000_000_000_000_000m;

    private const int SafeScale = 12;

    private decimal _small;
    private BigInteger _big;
    private int _bigScale;
    private bool _isBig;

    public ExactNumberSum(decimal value) => _small = value;

    public void Add(decimal value)
    {
        if (!_isBig && value.Scale <= SafeScale && _small.Scale <= SafeScale && Math.Abs(value) < SafeValue && Math.Abs(_small) < SafeValue)
        {
            _small += value;
            return;
        }

        Grow();
        AddBig(Mantissa(value), value.Scale);
    }

    public void Add(ExactNumberSum other)
    {
        if (!other._isBig)
        {
            Add(other._small);
            return;
        }

        Grow();
        AddBig(other._big, other._bigScale);
    }

    /// <summary>The nearest decimal: exact whenever 28 digits hold it.</summary>
    public readonly decimal ToDecimal() => _isBig ? decimal.Parse(ToString(), NumberStyles.Float, CultureInfo.InvariantCulture) : _small;

    /// <summary>The average of so many: 28 digits of it, rounded to even like decimals.</summary>
    public readonly decimal DividedBy(long count)
    {
        if (!_isBig)
        {
            return _small / count;
        }

        // Far more decimals than a decimal keeps, so that its own rounding has the last word.
        var quotient = BigInteger.Divide(_big * BigInteger.Pow(10, 40), count);
        return new ExactNumberSum { _isBig = true, _big = quotient, _bigScale = _bigScale + 40 }.ToDecimal();
    }

    /// <summary>All digits, as JSON writes a number.</summary>
    public override readonly string ToString()
    {
        if (!_isBig)
        {
            return _small.ToString(CultureInfo.InvariantCulture);
        }

        var digits = BigInteger.Abs(_big).ToString(CultureInfo.InvariantCulture).PadLeft(_bigScale + 1, '0');
        var text = _bigScale == 0 ? digits : $"{digits[..^_bigScale]}.{digits[^_bigScale..]}";
        return _big.Sign < 0 ? "-" + text : text;
    }

    public static ExactNumberSum Parse(string text)
    {
        var sum = default(ExactNumberSum);
        if (text.Length <= 28)
        {
            sum._small = decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            return sum;
        }

        var point = text.IndexOf('.', StringComparison.Ordinal);
        sum._isBig = true;
        sum._bigScale = point < 0 ? 0 : text.Length - point - 1;
        sum._big = BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return sum;
    }

    private void Grow()
    {
        if (!_isBig)
        {
            _isBig = true;
            _big = Mantissa(_small);
            _bigScale = _small.Scale;
        }
    }

    private void AddBig(BigInteger mantissa, int scale)
    {
        if (scale > _bigScale)
        {
            _big *= BigInteger.Pow(10, scale - _bigScale);
            _bigScale = scale;
        }

        _big += mantissa * BigInteger.Pow(10, _bigScale - scale);
    }

    private static BigInteger Mantissa(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var magnitude = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return bits[3] < 0 ? -magnitude : magnitude;
    }
}
