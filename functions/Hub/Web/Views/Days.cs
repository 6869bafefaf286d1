using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Web.Views;

internal static class Days
{
    /// <summary>The local day of a record's time; a date keeps its day.</summary>
    public static DateOnly Of(RecordTime time, TimeZoneInfo zone) => Zones.DayOf(time, zone);

    public static string Address(DateOnly day) => "/day/" + Iso(day);

    /// <summary>A record's day, where it has one: a month or a year is none.</summary>
    public static DateOnly? Of(StoredRecord record, TimeZoneInfo zone) => record.Time.IsInstant || record.Time.Precision == RecordTime.Date ? Of(record.Time, zone) : null;

    /// <summary>As it stands in addresses, with a day before it and one after.</summary>
    public static bool TryParse(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out day) && day > DateOnly.MinValue.AddYears(1) && day < DateOnly.MaxValue.AddYears(-1);

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
