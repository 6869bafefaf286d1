using Hub.Testing;
using Hub.Testing.Wire;
using System.Text;
using Hub.Core.Egress;
using Hub.Core.Runs;
using Xunit;

namespace Core.Tests.Egress;

/// <summary>What left the house stands in the vault: all of it, and nothing of what was in it.</summary>
public sealed class LedgerTests : WayOut
{
    [Fact]
    public async Task Bytes_and_calls_told_are_bytes_and_calls_seen_on_the_wire()
    {
        // Beside the broker stands what a packet trace would show: every byte of every connection.
        await using var server = new WireServer(request => request.Path switch
        {
            "/moved" => WireServer.Moved(302, "/page"),
            "/close" => "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi",
            "/gone" => "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n",
            _ => WireServer.Ok(new string('x', 5000)),
        });
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"], secrets: [("pin", "12345678")]);
        string[] paths = ["/page", "/moved", "/close", "/gone", "/page?p={{pin}}"];
        foreach (var path in paths)
        {
            await session.SendAsync(Post($"http://bank.test:{server.Port}{path}", "a body"));
        }

        await Assert.ThrowsAsync<EgressException>(async () => await session.SendAsync(Get("https://evil.test/")));
        var calls = await LedgerAsync();
        Assert.Equal(server.Requests.Count, calls.Count(call => call.Sent > 0));
        Assert.Equal((server.Received, server.Sent), (calls.Sum(call => call.Sent), calls.Sum(call => call.Received)));
        Assert.Equal([200, 302, 200, 200, 500, 200, null], calls.Select(call => call.Status));
        Assert.Equal("host", calls[^1].Fault);
    }

    [Fact]
    public async Task A_line_says_who_where_and_how_much_and_never_what()
    {
        await using var server = new WireServer(_ => WireServer.Ok("in the reply", "X-H: in-a-header\r\n"));
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"], form: """{ "pin": { "type": "string", "secret": true } }""", secrets: [("pin", "12345678")]);
        await session.SendAsync(Post($"http://bank.test:{server.Port}/in-the-path?in-the-query={{{{pin}}}}", "in the body", ("X-Own", "own-header")));
        await Assert.ThrowsAsync<EgressException>(async () => await session.SendAsync(Get("file:///in-the-path")));
        var calls = await LedgerAsync();
        Assert.Equal(
            [($"bank.test:{server.Port}", "POST", "bank", "bank-1", RunId, "bank.operation"), ("?", "GET", "bank", "bank-1", RunId, "bank.operation")],
            calls.Select(call => (call.Host, call.Method, call.Plugin, call.Source, call.Run, Assert.Single(call.Types))));
        var kept = string.Concat((await Store.ListDocumentsAsync("ledger")).Select(document => Encoding.UTF8.GetString(document.Body)));
        Assert.All(new[] { "12345678", "in-the", "in the", "own-header", "in-a-header" }, content => Assert.DoesNotContain(content, kept, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_stands_there_before_the_call_goes_out()
    {
        string? seen = null;
        await using var server = new WireServer(async (_, stream) =>
        {
            seen = Assert.Single(await LedgerAsync()).Fault;
            await stream.WriteAsync(Encoding.ASCII.GetBytes(WireServer.Ok()));
        });
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"]);
        await session.SendAsync(Get($"http://bank.test:{server.Port}/"));
        Assert.Equal("unfinished", seen);
        Assert.Null(Assert.Single(await LedgerAsync()).Fault);
    }

    [Fact]
    public async Task A_hundred_calls_lie_in_a_document_and_a_run_that_goes_on_goes_on_counting()
    {
        using (var first = Open(Allowing(), []))
        {
            await RefuseAsync(first, 150);
        }

        using var second = Open(Allowing(), []);
        await RefuseAsync(second, 60);
        Assert.Equal([$"{RunId}-00000", $"{RunId}-00001", $"{RunId}-00002"], (await Store.ListDocumentsAsync("ledger")).Select(document => document.Id));
        Assert.Equal(210, (await LedgerAsync()).Count);
    }

    [Fact]
    public async Task It_is_read_page_by_page_by_plugin_source_and_month()
    {
        using var session = Open(Allowing(), []);
        await RefuseAsync(session, 150);
        var all = (await Store.LedgerAsync(new LedgerQuery(Limit: 1000))).Items;
        var pages = new List<LedgerCall>();
        for (string? cursor = null; ;)
        {
            var page = await Store.LedgerAsync(new LedgerQuery(Plugin: "bank", Source: "bank-1", Cursor: cursor, Limit: 40));
            pages.AddRange(page.Items);
            if ((cursor = page.Next) is null)
            {
                break;
            }
        }

        Assert.Equal(all.Select(call => call.At), pages.Select(call => call.At));
        Assert.Empty((await Store.LedgerAsync(new LedgerQuery(Plugin: "other"))).Items);
        Assert.Empty((await Store.LedgerAsync(new LedgerQuery(Source: "other"))).Items);
        var (first, last) = (all[^1].At, all[0].At);
        Assert.Equal(150, (await Store.LedgerAsync(new LedgerQuery(From: first, To: last.AddTicks(1), Limit: 1000))).Items.Count);
        Assert.Empty((await Store.LedgerAsync(new LedgerQuery(To: first))).Items);
        Assert.Empty((await Store.LedgerAsync(new LedgerQuery(From: last.AddDays(3)))).Items);
    }

    [Fact]
    public async Task Pages_of_one_host_are_full_while_there_is_more()
    {
        var book = new LedgerBook(Store, RunId, TimeProvider.System);
        for (var call = 0; call < 60; call++)
        {
            await book.EndAsync(new LedgerCall(DateTimeOffset.UtcNow, "bank", "bank-1", RunId, call % 3 == 0 ? "a.test" : "b.test", "GET", 200, call, 0, []));
        }

        var sizes = new List<int>();
        string? cursor = null;
        do
        {
            var page = await Store.LedgerAsync(new LedgerQuery("bank", Cursor: cursor, Limit: 8, Host: "a.test"));
            Assert.All(page.Items, call => Assert.Equal("a.test", call.Host));
            cursor = page.Next;
            sizes.Add(page.Items.Count);
        }
        while (cursor is not null);

        Assert.Equal([8, 8, 4], sizes);
        var seen = await Store.LedgerAsync(new LedgerQuery(Limit: 8, Visible: call => call.Sent % 20 == 0));
        Assert.Equal((3, null), (seen.Items.Count, seen.Next));
    }

    [Fact]
    public async Task A_call_of_a_run_that_waited_for_weeks_is_found_in_its_own_month()
    {
        var clock = new HandClock();
        var march = clock.GetUtcNow();
        var run = RunStore.NewId(clock);
        clock.Advance(TimeSpan.FromDays(40));
        await new LedgerBook(Store, run, clock).EndAsync(new LedgerCall(clock.GetUtcNow(), "bank", "bank-1", run, "bank.test", "GET", 200, 10, 20, []));
        Assert.Single((await Store.LedgerAsync(new LedgerQuery(From: march.AddDays(31)))).Items);
        Assert.Empty((await Store.LedgerAsync(new LedgerQuery(To: march.AddDays(31)))).Items);
    }

    [Fact]
    public async Task A_month_is_summed_by_plug_in_and_host()
    {
        await using var server = new WireServer(_ => WireServer.Ok("hello"));
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"]);
        await session.SendAsync(Get($"http://bank.test:{server.Port}/"));
        await session.SendAsync(Get($"http://bank.test:{server.Port}/"));
        await RefuseAsync(session, 3);
        var now = DateTimeOffset.UtcNow;
        var totals = await Store.LedgerTotalsAsync(now.AddDays(-1), now.AddDays(1));
        Assert.Equal([($"bank.test:{server.Port}", 2L, 0L, server.Received, server.Sent), ("evil.test", 3, 3, 0, 0)], totals.Select(total => (total.Host, total.Calls, total.Refused, total.Sent, total.Received)));
        Assert.Empty(await Store.LedgerTotalsAsync(now.AddDays(1), now.AddDays(2)));
        Assert.Empty(await Store.LedgerTotalsAsync(now.AddDays(-1), now.AddDays(1), "other"));
    }

    private static async Task RefuseAsync(BrokerSession session, int times)
    {
        for (var call = 0; call < times; call++)
        {
            await Assert.ThrowsAsync<EgressException>(async () => await session.SendAsync(Get("https://evil.test/")));
        }
    }
}
