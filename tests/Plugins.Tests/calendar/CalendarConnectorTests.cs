using System.Text;
using System.Text.Json;
using Hub.Plugins.Calendar;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.Calendar;

public sealed class CalendarConnectorTests
{
    private const string NewYork = "BEGIN:VTIMEZONE\nTZID:Somewhere\nBEGIN:STANDARD\nDTSTART:20071104T020000\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:20070311T020000\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\nEND:DAYLIGHT\nEND:VTIMEZONE\n";

    [Theory]
    [InlineData("DTSTART:20260310T093000Z", "2026-03-10T09:30:00Z")]
    [InlineData("DTSTART;TZID=Europe/Paris:20260310T093000", "2026-03-10T09:30:00+01:00")]
    [InlineData("DTSTART;TZID=Europe/Paris:20260710T093000", "2026-07-10T09:30:00+02:00")]
    [InlineData("DTSTART;TZID=Europe/Paris:20261025T023000", "2026-10-25T02:30:00+02:00")] // the hour that comes twice: the first
    [InlineData("DTSTART;TZID=\"/citadel.org/20210210_1/America/New_York\":20260710T093000", "2026-07-10T09:30:00-04:00")]
    [InlineData("DTSTART;TZID=Somewhere:20260307T120000", "2026-03-07T12:00:00-05:00")]
    [InlineData("DTSTART;TZID=Somewhere:20260308T120000", "2026-03-08T12:00:00-04:00")]
    [InlineData("DTSTART;TZID=Somewhere:20261101T013000", "2026-11-01T01:30:00-04:00")]
    [InlineData("DTSTART;TZID=Somewhere:20261101T020000", "2026-11-01T02:00:00-05:00")]
    [InlineData("DTSTART:20260710T093000", "2026-07-10T09:30:00+02:00")] // no zone: the person's
    [InlineData("DTSTART;VALUE=DATE:20260704", "2026-07-04")]
    [InlineData("DTSTART:20260704", "2026-07-04")]
    public async Task Times_are_read_in_their_zone(string line, string start)
    {
        var import = await Import.Of(new CalendarConnector(), $"BEGIN:VCALENDAR\n{NewYork}BEGIN:VEVENT\nUID:1\n{line}\nEND:VEVENT\nEND:VCALENDAR\n");

        SharedTypes.AcceptDistinct(import);
        Assert.Equal(start, Text(Assert.Single(import.All("calendar.event")), "start"));
    }

    [Theory]
    [InlineData("DTSTART:20261310T093000Z")]
    [InlineData("DTSTART;TZID=Nowhere/At_All:20260310T093000")]
    [InlineData("SUMMARY:when?")]
    public async Task A_beginning_that_cannot_be_read_is_set_aside_with_its_line(string line)
    {
        var import = await Import.Of(new CalendarConnector(), $"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{line}\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT\nEND:VCALENDAR\n");

        Assert.Equal("line 2", Assert.Single(import.Context.Rejected).Origin.At);
        Assert.Single(import.All("calendar.event"));
        Assert.Equal(Outcome.Done, import.Outcome);
    }

    [Theory]
    [InlineData("DTEND;TZID=Europe/Paris:20260107T213000", "2026-01-07T21:30:00+01:00")]
    [InlineData("DURATION:PT1H30M", "2026-01-07T21:30:00+01:00")]
    [InlineData("DURATION:P1W", "2026-01-14T20:00:00+01:00")]
    [InlineData("DURATION:P1DT2H", "2026-01-08T22:00:00+01:00")]
    [InlineData("DURATION:nonsense", null)]
    [InlineData("DURATION:-PT1H", null)]
    public async Task The_end_is_stated_or_worked_out(string line, string? end)
    {
        var import = await Import.Of(new CalendarConnector(), $"BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Europe/Paris:20260107T200000\n{line}\nEND:VEVENT\n");

        Assert.Equal(end, Text(Assert.Single(import.All("calendar.event")), "end"));
    }

    [Fact]
    public async Task A_series_is_one_record_with_its_rule_and_its_changes()
    {
        var import = await Import.Of(new CalendarConnector(), "BEGIN:VCALENDAR\r\n"
            + "BEGIN:VEVENT\r\nUID:c\r\nRECURRENCE-ID;TZID=Europe/Paris:20260304T200000\r\nDTSTART;TZID=Europe/Paris:20260305T200000\r\nSUMMARY:Jeudi\r\nEND:VEVENT\r\n"
            + "BEGIN:VEVENT\r\nUID:c\r\nDTSTART;TZID=Europe/Paris:20260107T200000\r\nSUMMARY:Cho\r\n rale\\, le soir\r\nRRULE:FREQ=WEEKLY;BYDAY=WE\r\n"
            + "EXDATE;TZID=Europe/Paris:20260218T200000,20260225T200000\r\nRDATE;VALUE=DATE:20260621\r\nATTENDEE;CN=\"Exemple; Léa\";PARTSTAT=ACCEPTED:mailto:lea@exemple.example\r\nTRANSP:OPAQUE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");

        SharedTypes.AcceptDistinct(import);
        var series = Assert.Single(import.All("calendar.event"));
        Assert.Equal("Chorale, le soir", Text(series, "summary"));
        Assert.Equal("""["FREQ=WEEKLY;BYDAY=WE"]""", series.GetProperty("recurrence").GetRawText());
        Assert.Equal(["2026-02-18T20:00:00+01:00", "2026-02-25T20:00:00+01:00"], series.GetProperty("exceptDates").EnumerateArray().Select(date => date.GetString()));
        Assert.Equal("2026-06-21", series.GetProperty("extraDates")[0].GetString());
        Assert.Equal("2026-03-04T20:00:00+01:00", Text(series.GetProperty("changes")[0], "occurrence"));
        Assert.Equal("2026-03-05T20:00:00+01:00", Text(series.GetProperty("changes")[0], "start"));
        Assert.Equal(("Exemple; Léa", "lea@exemple.example", "accepted"), (Text(series.GetProperty("attendees")[0], "name"), Text(series.GetProperty("attendees")[0], "email"), Text(series.GetProperty("attendees")[0], "answer")));
        Assert.True(series.GetProperty("busy").GetBoolean());
    }

    [Fact]
    public async Task A_line_folded_within_a_character_is_whole_again()
    {
        byte[] bytes = [.. "BEGIN:VEVENT\r\nDTSTART:20260101\r\nSUMMARY:Caf"u8, 0xC3, 0x0D, 0x0A, 0x20, 0xA9, .. "\r\nEND:VEVENT\r\n"u8];

        Assert.Equal("Café", Text(Assert.Single((await Import.Of(new CalendarConnector(), new TestFile("x.ics", bytes))).All("calendar.event")), "summary"));
    }

    [Theory]
    [InlineData("", Outcome.NotMyFile)]
    [InlineData("hello\n", Outcome.NotMyFile)]
    [InlineData("BEGIN:VCALENDAR\nEND:VCALENDAR\n", Outcome.NotMyFile)]
    [InlineData("BEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:2026", Outcome.Truncated)]
    public async Task Other_files_and_cut_ones_are_told_apart(string text, Outcome outcome) => Assert.Equal(outcome, (await Import.Of(new CalendarConnector(), text)).Outcome);

    [Theory]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT\n", Outcome.Truncated)]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:a task\nEND:VTODO\nEND:VCALENDAR\n", Outcome.NotMyFile)]
    [InlineData("BEGIN:VCARD\nFN:A\nEND:VCARD\n", Outcome.NotMyFile)]
    public async Task A_calendar_that_does_not_end_is_cut_and_one_without_events_is_none(string text, Outcome outcome) => Assert.Equal(outcome, (await Import.Of(new CalendarConnector(), text)).Outcome);

    [Theory]
    [InlineData("Romance Standard Time", "2026-07-10T14:00:00+02:00")]
    [InlineData("eastern standard time", "2026-07-10T14:00:00-04:00")]
    [InlineData("India Standard Time", "2026-07-10T14:00:00+05:30")]
    public async Task Zones_that_Windows_names_are_known(string zone, string start) =>
        Assert.Equal(start, Text(Assert.Single((await Import.Of(new CalendarConnector(), $"BEGIN:VEVENT\nDTSTART;TZID=\"{zone}\":20260710T140000\nEND:VEVENT\n")).All("calendar.event")), "start"));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task A_zone_that_is_described_behind_its_events_is_known_whichever_way_lines_end(string end)
    {
        var text = $"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;TZID=Somewhere:20260307T120000\nEND:VEVENT\n{NewYork}END:VCALENDAR\n".Replace("\n", end, StringComparison.Ordinal);

        Assert.Equal("2026-03-07T12:00:00-05:00", Text(Assert.Single((await Import.Of(new CalendarConnector(), text)).All("calendar.event")), "start"));
    }

    [Fact]
    public async Task Occurrences_of_a_series_that_is_not_there_stand_for_themselves()
    {
        var import = await Import.Of(new CalendarConnector(), string.Concat(new[] { "20260304", "20260311" }.Select(day => $"BEGIN:VEVENT\nUID:s\nRECURRENCE-ID:{day}T200000Z\nDTSTART:{day}T210000Z\nEND:VEVENT\n")));

        SharedTypes.AcceptDistinct(import);
        Assert.Equal(["2026-03-04T20:00:00Z", "2026-03-11T20:00:00Z"], import.All("calendar.event").Select(one => Text(one, "occurrence")));
    }

    [Fact]
    public async Task A_cancelled_event_is_kept_as_cancelled_and_tasks_are_counted()
    {
        var import = await Import.Of(new CalendarConnector(), "BEGIN:VEVENT\nDTSTART:20260101\nSTATUS:CANCELLED\nEND:VEVENT\nBEGIN:VTODO\nSUMMARY:a task\nEND:VTODO\n");

        Assert.Equal("cancelled", Text(Assert.Single(import.All("calendar.event")), "status"));
        Assert.Equal(["1 tasks and notes left aside"], import.Context.Logged);
    }

    [Fact]
    public async Task Blank_lines_are_nothing_even_within_a_fold()
    {
        var import = await Import.Of(new CalendarConnector(), "BEGIN\n\n :VEVENT\n\nDTSTART\n\n :20260101\n\nEND:VEVENT\n\n\n");

        Assert.Equal("2026-01-01", Text(Assert.Single(import.All("calendar.event")), "start"));
    }

    [Fact]
    public async Task A_line_is_told_by_its_number_in_the_file()
    {
        var import = await Import.Of(new CalendarConnector(), "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260101\r\nSUMMARY:a\r\n b\r\n c\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");

        Assert.Equal("line 8", Assert.Single(import.Context.Rejected).Origin.At);
    }

    [Fact]
    public async Task A_hundred_thousand_beginnings_are_harmless() =>
        Assert.Equal(Outcome.NotMyFile, (await Import.Of(new CalendarConnector(), new StringBuilder().Insert(0, "BEGIN:X\n", 100_000).ToString())).Outcome);

    private static string? Text(JsonElement record, string field) => record.TryGetProperty(field, out var value) ? value.GetString() : null;
}
