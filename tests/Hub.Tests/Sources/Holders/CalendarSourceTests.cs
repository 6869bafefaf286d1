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
        home.Hub.AssertNowhere(home.Calendars.Password, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{home.Calendars.User}:{home.Calendars.Password}")));
    }

    [Fact]
    public async Task What_the_server_has_no_more_is_withdrawn_and_comes_back_with_it()
    {
        home.Calendars.Faults.Clear();
        var person = await home.NewcomerAsync();
        var text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:annulé\r\nDTSTART:20260401\r\nSUMMARY:Annulé\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        home.Calendars.Calendar.Put("annulé.ics", text);
        var (source, _) = await person.BeginAsync("caldav", home.CalendarSettings);
        var id = (await person.AllAsync("calendar.event")).Single(record => record.GetProperty("data").Text("summary") == "Annulé").Id();
        var address = $"/api/records/calendar.event/{id}";
        var since = (await person.GetAsync("/api/changes?since=0&limit=1000")).GetProperty("next").GetInt64();

        home.Calendars.Calendar.Delete("annulé.ics");
        var run = await person.SyncAsync(source);
        Assert.Equal(("succeeded", "0 0 0 0 0", 1, 1), (run.State(), run.Told(), run.Count("read"), run.Count("withdrawn")));
        var change = Assert.Single((await person.GetAsync($"/api/changes?since={since}")).GetProperty("changes").EnumerateArray());
        Assert.Equal(("delete", id), (change.Text("op"), change.Id()));
        Assert.DoesNotContain(id, await person.IdsAsync("calendar.event"));
        Assert.Equal(HttpStatusCode.NotFound, (await person.Api.GetAsync(address)).StatusCode);
        Assert.Contains((await person.GetAsync("/api/journal?limit=1000")).GetProperty("items").EnumerateArray(), entry => entry.Text("action") == "withdraw" && entry.Text("type") == "calendar.event");
        Assert.Contains("Withdrawn by the holder", await person.Session.GetStringAsync($"/data/calendar.event/{id}"), StringComparison.Ordinal);
        Assert.Contains("Withdrawn by the holder", await person.Session.GetStringAsync($"/runs/{run.Id()}"), StringComparison.Ordinal);

        // It had all been read: a server that forgets its tokens says nothing of what is gone, and the hub does not withdraw twice.
        home.Calendars.Faults.Set(new Fault(FaultKind.TokenDies) { Times = 1 });
        home.Calendars.Calendar.Put("annulé.ics", text);
        run = await person.SyncAsync(source);
        Assert.Equal(("1 0 4 0 0", 0), (run.Told(), run.Count("withdrawn")));
        Assert.False((await person.GetAsync(address)).GetProperty("provenance").TryGetProperty("withdrawn", out _));

        // The person keeps what the holder takes out a second time.
        home.Calendars.Calendar.Delete("annulé.ics");
        run = await person.SyncAsync(source);
        Assert.Equal(1, run.Count("withdrawn"));
        using var kept = await person.Session.PostAsync(address + "/restore", null);
        Assert.Equal(HttpStatusCode.NoContent, kept.StatusCode);
        Assert.Equal(run.Id(), (await person.GetAsync(address)).GetProperty("provenance").GetProperty("withdrawn").Text("run"));
        Assert.Equal(0, (await home.Hub.RunAsync("check")).ExitCode);
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
