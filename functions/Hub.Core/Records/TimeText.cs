using System.Globalization;

namespace Hub.Core.Records;

/// <summary>An instant as it was written: whole seconds since year 1 UTC, where its fraction stands in the text, and its offset in minutes.</summary>
internal readonly record struct Instant(long Seconds, int FractionStart, int FractionLength, short Offset);

/// <summary>RFC 3339 date-times and FHIR partial dates, to and from UTF-8. Years run from 0001 to 9999, offsets to 14 hours either way.</summary>
internal static class TimeText
{
    public const long UnixEpochInSeconds = 62_135_596_800;
    private const long SecondsPerDay = 86_400;
    private const long EndOfTime = 315_537_897_600;
    private const int MaxOffset = 14 * 60;

    public static bool TryDate(ReadOnlySpan<byte> text, out int day)
    {
        day = 0;
        return text.Length == 10 && TryPartialDate(text, out day, out _);
    }

    public static bool TryPartialDate(ReadOnlySpan<byte> text, out int day, out short precision)
    {
        (day, precision) = (0, text.Length switch { 4 => RecordTime.Year, 7 => RecordTime.Month, 10 => RecordTime.Date, _ => RecordTime.NoTime });
        if (precision == RecordTime.NoTime || !TryNumber(text[..4], out var year) || year == 0)
            return false;
        var (month, dayOfMonth) = (1, 1);
        if (text.Length >= 7 && (text[4] != '-' || !TryNumber(text.Slice(5, 2), out month) || month is 0 or > 12))
            return false;
        if (text.Length == 10 && (text[7] != '-' || !TryNumber(text.Slice(8, 2), out dayOfMonth) || dayOfMonth == 0 || dayOfMonth > DateTime.DaysInMonth(year, month)))
            return false;
        day = new DateOnly(year, month, dayOfMonth).DayNumber;
        return true;
    }

    public static bool TryInstant(ReadOnlySpan<byte> text, out Instant instant)
    {
        instant = default;
        if (text.Length < 20 || !TryDate(text[..10], out var day) || (text[10] | 0x20) != 't' || text[13] != ':' || text[16] != ':')
            return false;
        if (!TryNumber(text.Slice(11, 2), out var hour) || hour > 23 || !TryNumber(text.Slice(14, 2), out var minute) || minute > 59 || !TryNumber(text.Slice(17, 2), out var second) || second > 60)
            return false;
        var at = 19;
        if (text[at] == '.')
        {
            for (at++; at < text.Length && char.IsAsciiDigit((char)text[at]); at++)
            {
            }

            if (at == 20)
                return false;
        }

        if (!TryOffset(text[at..], out var offset))
            return false;
        var seconds = (day * SecondsPerDay) + (hour * 3600) + (minute * 60) + second - (offset * 60L);
        // A leap second ends a day of UTC: 23:59:60, whatever the offset says locally.
        if (seconds < 0 || seconds >= EndOfTime || (second == 60 && seconds % SecondsPerDay != 0))
            return false;
        instant = new(seconds, Math.Min(20, at), Math.Max(0, at - 20), offset);
        return true;
    }

    /// <summary>The first three digits of a fraction of a second.</summary>
    public static int Milliseconds(ReadOnlySpan<byte> fraction)
    {
        var value = 0;
        for (var index = 0; index < 3; index++)
            value = (value * 10) + (index < fraction.Length ? fraction[index] - '0' : 0);
        return value;
    }

    public static int Write(DateTime local, RecordTime time, Span<byte> to)
    {
        var format = time.Precision switch
        {
            RecordTime.Year => "yyyy",
            RecordTime.Month => "yyyy-MM",
            RecordTime.Date => "yyyy-MM-dd",
            _ => local.Millisecond == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.fff",
        };
        local.TryFormat(to, out var written, format, CultureInfo.InvariantCulture);
        if (time.IsDate)
            return written;
        if (time.Precision == 0)
        {
            to[written++] = (byte)'Z';
            return written;
        }

        var minutes = Math.Abs((int)time.Precision);
        to[written++] = (byte)(time.Precision < 0 ? '-' : '+');
        written += WriteTwo(minutes / 60, to[written..]);
        to[written++] = (byte)':';
        return written + WriteTwo(minutes % 60, to[written..]);
    }

    private static int WriteTwo(int value, Span<byte> to)
    {
        to[0] = (byte)('0' + (value / 10));
        to[1] = (byte)('0' + (value % 10));
        return 2;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out short offset)
    {
        offset = 0;
        if (text.Length == 1)
            return (text[0] | 0x20) == 'z';
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':' || !TryNumber(text.Slice(1, 2), out var hours) || !TryNumber(text.Slice(4, 2), out var minutes))
            return false;
        var total = (hours * 60) + minutes;
        offset = (short)(text[0] == '-' ? -total : total);
        return minutes < 60 && total <= MaxOffset;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
                return false;
            number = (number * 10) + (digit - '0');
        }

        return true;
    }
}
