using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Hub.Core.Records;

/// <summary>
/// When a record's thing happened. An instant keeps the offset it was told with (minutes, in <paramref name="Precision"/>); a day, month or year keeps that it is only that,
/// and counts as midnight UTC of its first day.
/// </summary>
public readonly record struct RecordTime(long UnixMilliseconds, short Precision)
{
    public const short NoTime = 10000;
    public const short Year = 10001;
    public const short Month = 10002;
    public const short Date = 10003;
    public const int MaxTextLength = 30;

    // From strangers' queries: no need to look at a longer text.
    private const int LongestRead = 64;

    public static readonly RecordTime None = new(0, NoTime);

    public bool IsNone => Precision == NoTime;

    public bool IsInstant => Precision < NoTime;

    /// <summary>A full or partial date, which keeps its day whatever the reader's zone.</summary>
    public bool IsDate => Precision > NoTime;

    /// <summary>Milliseconds since the beginning of year 1, UTC.</summary>
    internal long MillisecondsSinceYearOne => UnixMilliseconds + (TimeText.UnixEpochInSeconds * 1000);

    public static bool TryParse([NotNullWhen(true)] string? text, out RecordTime time)
    {
        time = None;
        return text is { Length: <= LongestRead } && TryParse(Encoding.UTF8.GetBytes(text), out time);
    }

    /// <summary>A date-time with offset, a date, a month or a year; leap seconds count as the next one.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out RecordTime time)
    {
        time = None;
        if (TimeText.TryPartialDate(utf8, out var day, out var precision))
        {
            time = new((day * 86_400_000L) - (TimeText.UnixEpochInSeconds * 1000), precision);
            return true;
        }

        if (!TimeText.TryInstant(utf8, out var instant))
            return false;
        time = new(((instant.Seconds - TimeText.UnixEpochInSeconds) * 1000) + TimeText.Milliseconds(utf8.Slice(instant.FractionStart, instant.FractionLength)), instant.Offset);
        return true;
    }

    /// <summary>Writes ISO 8601: an instant with its own offset and milliseconds only when there are any, a date with the precision it was told with; nothing for no time.</summary>
    public bool TryFormat(Span<byte> utf8, out int written)
    {
        written = 0;
        if (IsNone)
            return true;
        if (utf8.Length < MaxTextLength)
            return false;
        var local = DateTime.UnixEpoch.AddTicks((UnixMilliseconds * TimeSpan.TicksPerMillisecond) + (IsInstant ? Precision * TimeSpan.TicksPerMinute : 0));
        written = TimeText.Write(local, this, utf8);
        return true;
    }

    public override string ToString()
    {
        Span<byte> utf8 = stackalloc byte[MaxTextLength];
        TryFormat(utf8, out var written);
        return Encoding.ASCII.GetString(utf8[..written]);
    }
}
