using System.Net;
using System.Text;
using Holders;
using Hub.FrontDoor.Sources;

namespace Hub.FrontDoor.LiveSources;

/// <summary>A server of calendars and contacts as a live source.</summary>
public sealed class CalendarSourceTests(HoldersHub home) : IClassFixture<HoldersHub>
{
    [Fact]
    public async Task It_is_set_up_with_the_site_s_address_and_then_only_changes_are_fetched()
    {
        home.Calendars.Faults.Clear();
        var person = await home.NewcomerAsync();
        var (source, first) = await person.BeginAsync("caldav", home.CalendarSettings);
        Assert.Equal(("Done", "7 0 0 0 0"), (first.Outcome(), first.Told()));
        Assert.Equal((4, 3), ((await person.IdsAsync("calendar.event")).Count, (await person.IdsAsync("contact.person")).Count));
        Assert.All(await person.AllAsync("calendar.event"), record => Assert.StartsWith("sha256-", record.GetProperty("provenance").Text("raw"), StringComparison.Ordinal));

        home.Calendars.Calendar.Put("nouveau.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:nouveau\r\nDTSTART:20260401\r\nSUMMARY:Nouveau\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
        Assert.Equal("1 0 0 0 0", (await person.SyncAsync(source)).Told());
        Assert.Equal("0 0 0 0 0", (await person.SyncAsync(source)).Told());

        home.Calendars.Faults.Set(new Fault(FaultKind.TokenDies) { Times = 1 });
        home.Calendars.Calendar.Put("nouveau.ics", home.Calendars.Calendar.Find("nouveau.ics")!.Value.Text);
        Assert.Equal("0 0 5 0 0", (await person.SyncAsync(source)).Told());
        home.Calendars.Calendar.Delete("nouveau.ics");
        home.AssertNowhere(home.Calendars.Password, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{home.Calendars.User}:{home.Calendars.Password}")));
    }

    [Fact]
    public async Task Each_fault_has_its_outcome()
    {
        home.Calendars.Faults.Clear();
        var person = await home.NewcomerAsync();
        var (source, _) = await person.BeginAsync("caldav", home.CalendarSettings);
        (Fault Fault, string Outcome, string Health)[] faults =
        [
            (new(FaultKind.ConsentExpired), "ConsentExpired", "attention"),
            (new(FaultKind.TooManyRequests), "RateLimited", "failing"),
            (new(FaultKind.Unavailable), "HolderUnavailable", "failing"),
            (new(FaultKind.Reset), "HolderUnavailable", "failing"),
            (new(FaultKind.LayoutChanged) { Path = "/calendars/" }, "FormatChanged", "attention"),
            (new(FaultKind.LoginRefused), "CredentialsRefused", "attention"),
        ];
        foreach (var (fault, outcome, health) in faults)
        {
            home.Calendars.Faults.Set(fault);
            Assert.Equal((fault, outcome), (fault, (await person.SyncAsync(source)).Outcome()));
            Assert.Equal((fault, health), (fault, (await person.SourceAsync(source)).Health()));
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await (await home.NewcomerAsync()).SetUpAsync("caldav", home.CalendarSettings)).Status);
    }
}
