using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Web.Requests;

internal static class Days
{
    /// <summary>The local day of a record's time; a date keeps its day.</summary>
    public static DateOnly Of(RecordTime time, TimeZoneInfo zone) => Zones.DayOf(time, zone);

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
