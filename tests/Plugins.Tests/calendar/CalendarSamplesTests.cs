using Hub.Plugins.Calendar;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.Calendar;

/// <summary>The counts of the real samples, as their PROVENANCE.md states them.</summary>
public sealed class CalendarSamplesTests
{
    private const string Events = "ics/collective_icalendar/";

    [Fact]
    public async Task Every_calendar_is_read_or_set_aside_with_a_reason()
    {
        var any = Samples.Get(Events + "calendars/example.ics");
        Assert.Equal(3, (await Import.Of(new CalendarConnector(), any)).All("calendar.event").Count);
        var imports = new List<Import>();
        foreach (var file in Samples.Under(Events).Where(file => file.EndsWith(".ics", StringComparison.Ordinal)))
        {
            // Anything but a RunException would escape from here.
            var import = await Import.Of(new CalendarConnector(), TestFile.FromDisk(file));

            Assert.True(import.Outcome is Outcome.Done or Outcome.NotMyFile or Outcome.Truncated, $"{file}: {import.Outcome}");
            SharedTypes.Accept(import);
            imports.Add(import);
        }

        // Of 146 files. The 183rd event is a change of a series that stands beside it.
        Assert.Equal("Done 120, NotMyFile 22, Truncated 4", string.Join(", ", imports.GroupBy(import => import.Outcome).OrderBy(group => group.Key.ToString(), StringComparer.Ordinal).Select(group => $"{group.Key} {group.Count()}")));
        var rejects = imports.SelectMany(import => import.Context.Rejected).ToList();
        Assert.Equal((102, 80, 11), (imports.Sum(import => import.All("calendar.event").Count), rejects.Count, rejects.Count(rejected => rejected.Reason.En.Contains("cannot be read", StringComparison.Ordinal))));
    }
}
