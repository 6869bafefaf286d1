using System.Text.Json;
using Hub.Plugins.Cards.Lines;
using Hub.Sdk;

namespace Hub.Plugins.Cards.Calendars;

/// <summary>One VEVENT as a record.</summary>
internal sealed class EventRecord(Component item, IReadOnlyList<Component> changes, Moments moments)
{
    private static readonly string[] Statuses = ["tentative", "confirmed", "cancelled"];
    private static readonly string[] Visibilities = ["public", "private", "confidential"];
    private static readonly string[] Answers = ["needs-action", "accepted", "declined", "tentative", "delegated"];
    private readonly Moment? _start = moments.Find(item.Find("DTSTART"));

    public int At => item.At;

    /// <summary>Why it is set aside, or null.</summary>
    public Text? Fault => _start is not null && !item.IsCut && !item.IsTooLarge ? null
        : item.IsTooLarge ? CardSays.TooLarge
        : item.IsCut ? CardSays.EventCut
        : item.Find("DTSTART") is null ? CardSays.NoStart
        : CardSays.UnreadableStart;

    public void Write(Utf8JsonWriter data, Place place)
    {
        data.WriteSome("account", place.Account);
        data.WriteSome("reference", place.Reference);
        data.WriteSome("uid", item.Find("UID").Text());
        data.WriteSome("occurrence", moments.Find(item.Find("RECURRENCE-ID"))?.ToString());
        data.WriteSome("calendar", place.Collection);
        WriteTime(data, item, _start);
        data.WriteSome("zone", item.Find("DTSTART")?.Parameter("TZID"));
        WriteWhatAndWhere(data, item);
        data.WriteSome("description", item.Find("DESCRIPTION").Text());
        data.WriteSome("recurrence", item.All("RRULE").Select(rule => rule.Value.Trim()).Where(rule => rule.Length > 0));
        data.WriteSome("extraDates", item.All("RDATE").SelectMany(moments.List).Select(date => date.ToString()));
        data.WriteSome("exceptDates", item.All("EXDATE").SelectMany(moments.List).Select(date => date.ToString()));
        WriteChanges(data);
        WritePeople(data);
        data.WriteSome("categories", item.All("CATEGORIES").SelectMany(line => line.List()).Distinct(StringComparer.Ordinal));
        data.WriteSome("link", item.Find("URL").Text() ?? item.Find("CONFERENCE").Text());
        if (item.Find("TRANSP").Text() is { } transparency)
        {
            data.WriteBoolean("busy", !transparency.Equals("TRANSPARENT", StringComparison.OrdinalIgnoreCase));
        }

        data.WriteSome("visibility", OneOf(Visibilities, item.Find("CLASS")?.Value));
        data.WriteSome("modified", (moments.Find(item.Find("LAST-MODIFIED")) ?? moments.Find(item.Find("CREATED")))?.ToString());
    }

    private void WriteTime(Utf8JsonWriter data, Component of, Moment? start)
    {
        data.WriteSome("start", start?.ToString());
        var end = moments.Find(of.Find("DTEND")) ?? (start is { } begin && Moments.FindLength(of.Find("DURATION")?.Value) is { } length && length > TimeSpan.Zero ? begin + length : null);
        data.WriteSome("end", end?.ToString());
    }

    private static void WriteWhatAndWhere(Utf8JsonWriter data, Component of)
    {
        data.WriteSome("summary", of.Find("SUMMARY").Text());
        data.WriteSome("location", of.Find("LOCATION").Text());
        data.WriteSome("status", OneOf(Statuses, of.Find("STATUS")?.Value));
    }

    private void WriteChanges(Utf8JsonWriter data)
    {
        var known = changes.Select(change => (Change: change, Occurrence: moments.Find(change.Find("RECURRENCE-ID")))).Where(change => change.Occurrence is not null)
            .OrderBy(change => change.Occurrence!.Value.ToString(), StringComparer.Ordinal).ToList();
        if (known.Count == 0)
        {
            return;
        }

        data.WriteStartArray("changes");
        foreach (var (change, occurrence) in known)
        {
            data.WriteStartObject();
            data.WriteString("occurrence", occurrence!.Value.ToString());
            WriteTime(data, change, moments.Find(change.Find("DTSTART")));
            WriteWhatAndWhere(data, change);
            data.WriteEndObject();
        }

        data.WriteEndArray();
    }

    private void WritePeople(Utf8JsonWriter data)
    {
        if (item.Find("ORGANIZER") is { } organizer && (Email(organizer) ?? Name(organizer)) is not null)
        {
            data.WriteStartObject("organizer");
            WritePerson(data, organizer);
            data.WriteEndObject();
        }

        var attendees = item.All("ATTENDEE").Where(attendee => (Email(attendee) ?? Name(attendee)) is not null).ToList();
        if (attendees.Count == 0)
        {
            return;
        }

        data.WriteStartArray("attendees");
        foreach (var attendee in attendees)
        {
            data.WriteStartObject();
            WritePerson(data, attendee);
            data.WriteSome("answer", OneOf(Answers, attendee.Parameter("PARTSTAT")));
            data.WriteEndObject();
        }

        data.WriteEndArray();
    }

    private static void WritePerson(Utf8JsonWriter data, ContentLine person)
    {
        data.WriteSome("name", Name(person));
        data.WriteSome("email", Email(person));
    }

    private static string? Name(ContentLine person) => person.Parameter("CN")?.Trim() is { Length: > 0 } name ? name : null;

    private static string? Email(ContentLine person)
    {
        var address = person.Parameter("EMAIL") ?? person.Value.Trim();
        var plain = address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? address[7..] : address;
        return plain.Contains('@') ? plain : null;
    }

    private static string? OneOf(string[] words, string? value) => Array.Find(words, word => word.Equals(value?.Trim(), StringComparison.OrdinalIgnoreCase));
}
