using Hub.Plugins.Caldav.Lines;
using Hub.Sdk;

namespace Hub.Plugins.Caldav.Calendars;

/// <summary>Saves the events of an iCalendar text. The changed occurrences of a series go with their series.</summary>
internal static class CalendarText
{
    public const string Type = "calendar.event";

    /// <summary>How many components it holds that are no events: tasks, notes.</summary>
    public static int Others(Component text) => text.Every("VTODO").Concat(text.Every("VJOURNAL")).Count();

    public static async Task<int> SaveAsync(ConnectorContext context, Component text, Place place)
    {
        var zones = new Zones(context.Zone);
        zones.Learn(text);
        var moments = new Moments(zones);
        var saved = 0;
        foreach (var series in text.Every("VEVENT").GroupBy(item => item.Find("UID")?.Value.Trim() is { Length: > 0 } uid ? uid : $"\0{item.At}", StringComparer.Ordinal))
        {
            var masters = series.Where(item => item.Find("RECURRENCE-ID") is null).ToList();
            var changes = series.Where(item => item.Find("RECURRENCE-ID") is not null).ToList();

            // Invited to some occurrences of a series only: then each stands for itself.
            foreach (var item in masters.Count > 0 ? masters : changes)
            {
                saved += await SaveAsync(context, new EventRecord(item, masters.Count > 0 ? changes : [], moments), place) ? 1 : 0;
            }
        }

        return saved;
    }

    private static async Task<bool> SaveAsync(ConnectorContext context, EventRecord item, Place place)
    {
        var origin = new Origin(place.At(item.At));
        if (item.Fault is { } fault)
        {
            await context.RejectAsync(Type, fault, origin);
            return false;
        }

        await context.SaveAsync(Type, data => item.Write(data, place), origin);
        return true;
    }
}
