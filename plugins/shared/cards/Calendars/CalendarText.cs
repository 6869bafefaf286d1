using Hub.Plugins.Cards.Lines;
using Hub.Sdk;

namespace Hub.Plugins.Cards.Calendars;

/// <summary>
/// Saves the events of an iCalendar text. The changed occurrences of a series go with their series, wherever each stands, so the text is looked through once for them and for the zones that it describes, then read again.
/// </summary>
internal sealed class CalendarText
{
    public const string Type = "calendar.event";

    private readonly ConnectorContext _context;
    private readonly Place _place;
    private readonly Zones _zones;
    private readonly Moments _moments;
    private readonly Dictionary<string, List<Component>> _changes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public CalendarText(ConnectorContext context, Place place)
    {
        (_context, _place, _zones) = (context, place, new Zones(context.Zone));
        _moments = new Moments(_zones);
    }

    /// <summary>Saves a text that is held whole.</summary>
    public static async Task SaveAsync(ConnectorContext context, string text, Place place)
    {
        var items = Components.Read(text).ToList();
        var calendar = new CalendarText(context, place);
        items.ForEach(calendar.Learn);
        foreach (var item in items)
        {
            await calendar.SaveAsync(item);
        }

        await calendar.FinishAsync();
    }

    /// <summary>The first look: zones, and occurrences that were changed.</summary>
    public void Learn(Component item)
    {
        _zones.Learn(item);
        if (Change(item) is { } uid)
        {
            if (!_changes.TryGetValue(uid, out var changes))
            {
                _changes.Add(uid, changes = []);
            }

            changes.Add(item);
        }
    }

    /// <summary>The second: each event with its changes.</summary>
    public async ValueTask SaveAsync(Component item)
    {
        if (item.Name == "VEVENT" && Change(item) is null)
        {
            var uid = Uid(item) ?? "";
            var changes = _changes.GetValueOrDefault(uid, []);
            if (changes.Count > 0)
            {
                _told.Add(uid);
            }

            await SaveAsync(new EventRecord(item, changes, _moments));
        }
    }

    /// <summary>Invited to some occurrences of a series only: then each stands for itself.</summary>
    public async ValueTask FinishAsync()
    {
        foreach (var change in _changes.Where(series => !_told.Contains(series.Key)).SelectMany(series => series.Value))
        {
            await SaveAsync(new EventRecord(change, [], _moments));
        }
    }

    /// <summary>The series that an event changes, or null.</summary>
    private static string? Change(Component item) => item.Name == "VEVENT" && !item.IsCut && item.Find("RECURRENCE-ID") is not null ? Uid(item) : null;

    private static string? Uid(Component item) => item.Find("UID")?.Value.Trim() is { Length: > 0 } uid ? uid : null;

    private async ValueTask SaveAsync(EventRecord item)
    {
        var origin = new Origin(_place.At(item.At));
        if (item.Fault is { } fault)
        {
            await _context.RejectAsync(Type, fault, origin);
            return;
        }

        await _context.SaveAsync(Type, data => item.Write(data, _place), origin);
    }
}
