using System.Globalization;
using Hub.Plugins.GreenButton.Feed;

namespace Hub.Plugins.GreenButton.Readings;

/// <summary>The clock where the meter stands, as the feed's <c>LocalTimeParameters</c> describe it.</summary>
/// <param name="Standard">Offset of standard time.</param>
/// <param name="Summer">What is added in summer; zero where the clock never changes.</param>
/// <param name="Begins">When summer time begins, by the standard clock.</param>
/// <param name="Ends">When it ends, by the summer clock.</param>
internal sealed record LocalTime(TimeSpan Standard, TimeSpan Summer, DstRule Begins, DstRule Ends)
{
    private static readonly TimeSpan Most = TimeSpan.FromHours(14);

    /// <summary>The clock, or null when the parameters make none.</summary>
    public static LocalTime? Find(Resource? parameters)
    {
        if (parameters?.FindNumber("tzOffset") is not { } offset || TimeSpan.FromSeconds(offset).Duration() > Most || offset % 60 != 0)
        {
            return null;
        }

        var standard = TimeSpan.FromSeconds(offset);
        var summer = parameters.FindNumber("dstOffset") is { } more and >= 0 and <= 7200 && more % 60 == 0 ? TimeSpan.FromSeconds(more) : TimeSpan.Zero;
        return summer > TimeSpan.Zero && (standard + summer).Duration() <= Most && DstRule.Find(parameters.Find("dstStartRule")) is { } begins && DstRule.Find(parameters.Find("dstEndRule")) is { } ends
            ? new LocalTime(standard, summer, begins, ends)
            : new LocalTime(standard, TimeSpan.Zero, default, default);
    }

    public DateTimeOffset Show(DateTimeOffset instant) => instant.ToOffset(OffsetAt(instant));

    private TimeSpan OffsetAt(DateTimeOffset instant)
    {
        if (Summer == TimeSpan.Zero)
        {
            return Standard;
        }

        var year = instant.ToOffset(Standard).Year;
        var begins = new DateTimeOffset(Begins.In(year), Standard);
        var ends = new DateTimeOffset(Ends.In(year), Standard + Summer);
        // South of the equator summer lies around the new year.
        var isSummer = begins <= ends ? instant >= begins && instant < ends : instant >= begins || instant < ends;
        return isSummer ? Standard + Summer : Standard;
    }
}

/// <summary>
/// When a clock changes, packed in 32 bits as ESPI's <c>DstRuleType</c> has it: seconds within the hour (12 bits), hour (5), day of the week (3, Monday is 1), day of the
/// month (5), operator (3), month (4).
/// </summary>
internal readonly record struct DstRule(uint Bits)
{
    private const int OnDay = 0, OnOrAfter = 1, FirstWeek = 2, LastWeek = 7;

    private int Seconds => (int)(Bits & 0xFFF);

    private int Hour => (int)((Bits >> 12) & 0x1F);

    private int Weekday => (int)((Bits >> 17) & 7);

    private int Day => (int)((Bits >> 20) & 0x1F);

    private int Operator => (int)((Bits >> 25) & 7);

    private int Month => (int)(Bits >> 28);

    public static DstRule? Find(string? hex) =>
        hex is { Length: 8 } && uint.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits) && new DstRule(bits) is { Month: >= 1 and <= 12, Hour: < 24, Seconds: < 3600 } rule
        && (rule.Operator == OnDay ? rule.Day > 0 : rule.Weekday > 0) ? rule : null;

    /// <summary>The wall-clock time of the change in a year.</summary>
    public DateTime In(int year)
    {
        var days = DateTime.DaysInMonth(year, Month);
        var day = Operator switch
        {
            OnDay => Math.Min(Day, days),
            OnOrAfter => FirstWeekday(year, Math.Clamp(Day, 1, days)),
            LastWeek => FirstWeekday(year, days - 6),
            _ => FirstWeekday(year, 1) + ((Operator - FirstWeek) * 7),
        };
        return new DateTime(year, Month, 1, Hour, 0, 0).AddDays(Math.Min(day, days) - 1).AddSeconds(Seconds);
    }

    private int FirstWeekday(int year, int from)
    {
        var weekday = Weekday % 7;
        return from + (((weekday - (int)new DateTime(year, Month, from).DayOfWeek) + 7) % 7);
    }
}
