using Holders;
using Holders.Dav;
using Hub.Plugins.Caldav;
using Hub.Sdk;

namespace Hub.Plugins.Tests.Caldav;

/// <summary>The connector against a server of the standards, with faults.</summary>
public sealed class CaldavSyncTests : IAsyncLifetime
{
    private readonly DavServer _server = new();

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_first_run_finds_and_reads_everything_from_the_address_of_the_site()
    {
        using var context = Context();

        Assert.Null(await SyncAsync(context));

        Assert.Equal(["Dentiste", "Chorale", "Fête du port", "Appel avec Sam"], Titles(context, "calendar.event", "summary"));
        Assert.Equal(["Alex Modèle", "Sam Exemple", "Cabinet dentaire de l'Exemple"], Titles(context, "contact.person", "name"));
        Assert.Equal("/dav/calendars/lea/perso/f%C3%AAte%20du%20port.ics", context.Kept.Of("calendar.event").ElementAt(2).GetProperty("reference").GetString());
        Assert.Equal(("lea@localhost", "Perso"), (context.Kept.Of("calendar.event").First().GetProperty("account").GetString(), context.Kept.Of("calendar.event").First().GetProperty("calendar").GetString()));
        SharedTypes.AcceptDistinct(new Import(context.Kept, null));
        Assert.Equal(2, context.Raw.Count);
        Assert.DoesNotContain(_server.Password, context.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_reads_only_what_changed()
    {
        using var first = Context();
        await SyncAsync(first);
        _server.Calendar.Put("appel.ics", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:appel@agenda.example\r\nDTSTART:20260316T140000Z\r\nSUMMARY:Appel avec Sam\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
        _server.Contacts.Delete("sam.vcf");
        _server.ForgetCalls();
        using var second = Context();
        second.Follow(first);

        Assert.Null(await SyncAsync(second));

        Assert.Equal(["Appel avec Sam"], Titles(second, "calendar.event", "summary"));
        Assert.Empty(second.Kept.Of("contact.person"));
        Assert.Equal(["contact.person /dav/contacts/lea/carnet/sam.vcf"], Withdrawn(second));
        Assert.DoesNotContain(_server.Calls, call => call == "PROPFIND /dav/contacts/lea/carnet/");
        Assert.Single(_server.Calls, call => call == "REPORT /dav/contacts/lea/carnet/");
        Assert.NotEqual(first.Cursor, second.Cursor);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_server_does_not_say_what_is_gone_it_is_found_by_comparing(bool knowsSync)
    {
        _server.KnowsSync = knowsSync;
        using var first = Context();
        await SyncAsync(first);
        _server.Contacts.Delete("sam.vcf");
        _server.Calendar.Delete("fête du port.ics");
        _server.Calendar.Delete("appel.ics");
        _server.Calendar.ForgetTokens();
        _server.Contacts.ForgetTokens();
        using var second = Context();
        second.Follow(first);

        Assert.Null(await SyncAsync(second));

        Assert.Equal(
            ["calendar.event /dav/calendars/lea/perso/appel.ics", "calendar.event /dav/calendars/lea/perso/f%C3%AAte%20du%20port.ics", "contact.person /dav/contacts/lea/carnet/sam.vcf"],
            Withdrawn(second).Order(StringComparer.Ordinal));
        Assert.Equal((2, 2), (second.Kept.Of("calendar.event").Count(), second.Kept.Of("contact.person").Count()));
        using var third = Context();
        third.Follow(second);
        Assert.Null(await SyncAsync(third));
        Assert.Empty(third.Kept.Withdrawn);
    }

    [Fact]
    public async Task A_list_that_is_cut_withdraws_nothing()
    {
        using var first = Context();
        await SyncAsync(first);
        _server.Contacts.Delete("sam.vcf");
        _server.Contacts.ForgetTokens();
        _server.CutsLists = true;
        using var second = Context();
        second.Follow(first);

        Assert.Null(await SyncAsync(second));

        Assert.Empty(second.Kept.Withdrawn);
        Assert.Equal(2, second.Kept.Of("contact.person").Count());
    }

    [Fact]
    public async Task A_deleted_address_book_takes_its_cards_along_and_nothing_else()
    {
        using var first = Context();
        await SyncAsync(first);
        _server.Delete(_server.Contacts);
        using var second = Context();
        second.Follow(first);

        Assert.Null(await SyncAsync(second));

        Assert.Equal(3, second.Kept.Withdrawn.Count);
        Assert.All(Withdrawn(second), told => Assert.StartsWith("contact.person /dav/contacts/", told, StringComparison.Ordinal));
        Assert.DoesNotContain("carnet", second.Cursor, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_new_costs_no_report()
    {
        using var first = Context();
        await SyncAsync(first);
        _server.ForgetCalls();
        using var second = Context();
        second.Kept.LastCursor = first.Cursor;

        Assert.Null(await SyncAsync(second));

        Assert.Empty(second.Kept.Saved);
        Assert.DoesNotContain(_server.Calls, call => call.StartsWith("REPORT", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(FaultKind.TokenDies)]
    [InlineData(FaultKind.PagesDuplicated)]
    [InlineData(FaultKind.PagesReordered)]
    public async Task Forgotten_tokens_and_odd_lists_only_bring_the_same_records(FaultKind fault)
    {
        using var first = Context();
        await SyncAsync(first);
        _server.Calendar.Put("appel.ics", _server.Calendar.Find("appel.ics")!.Value.Text);
        _server.Faults.Set(new Fault(fault) { Times = 1 });
        using var second = Context();
        second.Kept.LastCursor = first.Cursor;

        Assert.Null(await SyncAsync(second));

        var known = SharedTypes.Accept(new Import(first.Kept, null));
        Assert.Empty(SharedTypes.Accept(new Import(second.Kept, null)).Except(known));
        Assert.NotEmpty(second.Kept.Saved);
    }

    [Fact]
    public async Task A_reply_that_the_server_cuts_is_followed_to_its_end()
    {
        _server.MostChanges = 1;
        using var context = Context();

        Assert.Null(await SyncAsync(context));

        Assert.Equal((4, 3), (context.Kept.Of("calendar.event").Count(), context.Kept.Of("contact.person").Count()));
        SharedTypes.AcceptDistinct(new Import(context.Kept, null));
    }

    [Fact]
    public async Task A_server_that_counts_no_changes_is_read_whole()
    {
        _server.KnowsSync = false;
        using var context = Context();

        Assert.Null(await SyncAsync(context));

        Assert.Equal((4, 3), (context.Kept.Of("calendar.event").Count(), context.Kept.Of("contact.person").Count()));
        Assert.Null(context.Cursor);
    }

    [Theory]
    [InlineData(FaultKind.LoginRefused, Outcome.CredentialsRefused)]
    [InlineData(FaultKind.ConsentExpired, Outcome.ConsentExpired)]
    [InlineData(FaultKind.TooManyRequests, Outcome.RateLimited)]
    [InlineData(FaultKind.Unavailable, Outcome.HolderUnavailable)]
    [InlineData(FaultKind.Reset, Outcome.HolderUnavailable)]
    public async Task Each_fault_has_its_outcome_also_when_it_comes_in_the_middle(FaultKind fault, Outcome outcome)
    {
        foreach (var after in new[] { 0, 3, 6 })
        {
            _server.Faults.Set(new Fault(fault) { After = after, RetryAfter = 600 });
            using var context = Context();

            var ended = await SyncAsync(context);

            Assert.Equal(outcome, ended?.Outcome);
            Assert.True(fault != FaultKind.TooManyRequests || ended!.Detail.Fr.Contains("10", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Another_page_in_place_of_a_collection_is_no_empty_one()
    {
        _server.Faults.Set(new Fault(FaultKind.LayoutChanged) { Path = "/perso/" });
        using var context = Context();

        Assert.Equal(Outcome.FormatChanged, (await SyncAsync(context))?.Outcome);
        _server.Faults.Set(FaultKind.LayoutChanged);
        Assert.Equal(Outcome.ActionNeededAtHolder, (await SyncAsync(context))?.Outcome);
    }

    [Fact]
    public async Task Trying_the_settings_tells_whose_account_it_is()
    {
        using var context = Context();

        Assert.Equal("lea@localhost", (await new CaldavConnector().ProbeAsync(context, CancellationToken.None))!.Id);
        Assert.Empty(context.Kept.Saved);
    }

    private HolderContext Context() => new(new() { ["server"] = _server.Address.ToString(), ["user"] = _server.User, ["password"] = _server.Password }, "password");

    private static async Task<RunException?> SyncAsync(HolderContext context)
    {
        try
        {
            await new CaldavConnector().SyncAsync(context, CancellationToken.None);
            return null;
        }
        catch (RunException ended)
        {
            return ended;
        }
    }

    private static IEnumerable<string> Withdrawn(HolderContext context) => context.Kept.Withdrawn.Select(gone => $"{gone.Type} {gone.Data.GetProperty("reference").GetString()}");

    private static IEnumerable<string?> Titles(HolderContext context, string type, string field) => context.Kept.Of(type).Select(record => record.GetProperty(field).GetString());
}
