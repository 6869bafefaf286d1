using System.Text;
using Hub.Sdk;
using Hub.Wire;

namespace Runner.Tests;

/// <summary>A script speaks to its holder through the hub and reads what it answers.</summary>
public sealed class ScriptHolderTests
{
    [Fact]
    public async Task Calls_reach_the_hub_with_what_it_fills_in_still_to_be_found()
    {
        var (result, told) = await SyncAsync(
            """
            hub.http.get("https://h.example/a?x=1", { headers: { "X-A": "1" }, query: { q: "é &", list: ["1", 2], none: null } });
            hub.http.post("https://h.example/login", { form: { user: "a b", password: "{{password}}", "é": true } });
            hub.http.post("https://h.example/json", { json: { n: 1, s: "{{password}}\n", inner: { list: [null, 1.5] } } });
            hub.http.request({ method: "PUT", url: "https://h.example/text", body: "é", headers: { "content-type": "text/csv" } });
            """,
            call => new HttpReply(200, call.Url, [], default));

        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail));
        Assert.Equal(
            [
                "GET https://h.example/a?x=1&q=%C3%A9%20%26&list=1&list=2 X-A=1 ",
                "POST https://h.example/login Content-Type=application/x-www-form-urlencoded user=a%20b&password={{password}}&%C3%A9=true",
                "POST https://h.example/json Content-Type=application/json {\"n\":1,\"s\":\"{{password}}\\n\",\"inner\":{\"list\":[null,1.5]}}",
                "PUT https://h.example/text content-type=text/csv é",
            ],
            told.Calls.Select(call => $"{call.Method} {call.Url} {string.Join(';', call.Headers.Select(header => $"{header.Key}={header.Value}"))} {Encoding.UTF8.GetString(call.Body.Span)}"));
    }

    [Fact]
    public async Task A_reply_tells_its_status_address_headers_and_body()
    {
        var (result, told) = await SyncAsync(
            """
            var r = hub.http.get("https://h.example/a"), latin = hub.http.get("https://h.example/latin"), large = hub.http.get("https://h.example/large");
            hub.save("test.item", { status: r.status, url: r.url, headers: r.headers, text: r.text, n: r.json().n, exact: r.json({ numbers: "text" }).n, latin: latin.text, large: large.text.length });
            try { latin.json(); } catch (e) { hub.save("test.item", { name: e.name, frozen: Object.isFrozen(r) && Object.isFrozen(r.headers) }); }
            """,
            call => call.Url.EndsWith("latin", StringComparison.Ordinal) ? new HttpReply(404, call.Url, [], new byte[] { 0xE9, 0x74, 0xE9 })
                : call.Url.EndsWith("large", StringComparison.Ordinal) ? new HttpReply(200, call.Url, [], new byte[(5 * 1024 * 1024) + 1])
                : new HttpReply(201, "https://h.example/b", [new("X-Twice", "1"), new("x-twice", "2")], "\uFEFF{\"n\":1.10}"u8.ToArray()));

        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail));
        Assert.Equal("""{"status":201,"url":"https://h.example/b","headers":{"x-twice":"1, 2"},"text":"{\"n\":1.10}","n":1.1,"exact":"1.10","latin":"été","large":5242881}""", told.Records[0].Data);
        Assert.Equal("""{"name":"SyntaxError","frozen":true}""", told.Records[1].Data);
    }

    [Fact]
    public async Task What_the_holder_has_no_more_is_told_in_its_place_among_the_records()
    {
        var (result, told) = await Scripts.RunAsync(
            """
            exports.sync = function (hub) {
                var seen = [];
                hub.save("test.item", { ref: "new" });
                hub.held("test.item", function (identity, subject) { seen.push(identity.ref + " of " + subject); });
                hub.held("test.item", function (identity) { hub.withdraw("test.item", { ref: identity.ref }, { at: "list" }); return false; });
                try { hub.held("test.item"); } catch (e) { hub.log(e.name); }
                hub.log(seen.join());
            };
            """,
            RunMode.Sync,
            hub =>
            {
                hub.Replies.Enqueue("""{"items":[{"id":"1","subject":"me","data":{"ref":"a"}}],"next":"more"}""");
                hub.Replies.Enqueue("""{"items":[{"id":"2","subject":"child","data":{"ref":"b"}}],"next":null}""");
                hub.Replies.Enqueue("""{"items":[{"id":"1","subject":"me","data":{"ref":"a"}},{"id":"2","subject":"child","data":{"ref":"b"}}],"next":null}""");
            });

        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail));
        Assert.Equal(["test.item ", "test.item more", "test.item "], told.Requests);
        Assert.Equal([("test.item", "{\"ref\":\"a\"}", "list", null)], told.Withdrawn);
        Assert.Equal(["TypeError", "a of me,b of child"], told.Log);
    }

    [Fact]
    public async Task A_reply_can_be_kept_and_nothing_else()
    {
        var (result, told) = await SyncAsync(
            """
            var r = hub.http.get("https://h.example/bill.pdf");
            hub.log(hub.files.keep(r, "Bill.pdf"));
            try { hub.files.keep({ status: 200 }, "x"); } catch (e) { hub.log(e.name); }
            """,
            call => new HttpReply(200, call.Url, [], "pdf"u8.ToArray()));

        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail));
        Assert.Equal("Bill.pdf", Assert.Single(told.Kept).Name);
        Assert.Equal("TypeError", told.Log[^1]);
    }

    [Fact]
    public async Task A_call_that_fails_can_be_caught_and_otherwise_ends_the_run_with_its_outcome()
    {
        var down = new Text("No answer.", "Pas de réponse.");
        static HttpReply Fail(Text text) => throw new RunException(Outcome.HolderUnavailable, text);

        var (caught, told) = await SyncAsync("""try { hub.http.get("https://h.example"); } catch (e) { hub.log(e.outcome + " " + (e instanceof Error)); }""", _ => Fail(down));
        Assert.Equal((Outcome.Done, null), (caught.Outcome, caught.Detail));
        Assert.Equal(["HolderUnavailable true"], told.Log);

        var (ended, _) = await SyncAsync("""try { hub.http.get("https://h.example"); } catch (e) { throw e; }""", _ => Fail(down));
        Assert.Equal((Outcome.HolderUnavailable, down), (ended.Outcome, ended.Detail));

        var (refused, _) = await SyncAsync("""try { hub.http.get("https://h.example"); } catch (e) {}""", _ => throw new RunException(Outcome.PluginFault, new Text("Not granted.", "Pas autorisé.")));
        Assert.Equal((Outcome.PluginFault, "Not granted."), (refused.Outcome, refused.Detail!.En));
    }

    [Fact]
    public async Task A_page_is_read_without_being_run()
    {
        var (result, told) = await SyncAsync(
            """
            var page = hub.html(hub.http.get("https://h.example").text);
            page.select("table tr").forEach(function (row) {
              hub.save("test.item", { date: row.select("td")[0].text, href: row.select("a")[0].attr("href"), none: row.attr("id"), title: page.select("title")[0].text });
            });
            try { page.select("!!"); } catch (e) { hub.log(e.name + " " + page.text); }
            """,
            call => new HttpReply(200, call.Url, [], "<title> A\n page</title><table><tr><td>01/02  <b>2026</b><td><a href='x?a=1&amp;b=2'>Bill</a></table><script>document.title='no'</script>"u8.ToArray()));

        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail));
        Assert.Equal("""{"date":"01/02 2026","href":"x?a=1&b=2","none":null,"title":"A page"}""", Assert.Single(told.Records).Data);
        Assert.StartsWith("SyntaxError A page", Assert.Single(told.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_reads_record_by_record_sums_and_gives_an_insight()
    {
        using var folder = new ScriptFolder(
            """
            exports.compute = function (hub) {
              var n = 0, first;
              hub.read("test.item", { from: "2025-01-01" }, function (record) { n++; first = first || record; if (n === 3) return false; });
              var rows = hub.aggregate("test.item", { value: "/n", function: "sum", by: "month" });
              var factor = hub.reference("factors.json", { numbers: "text" }).factor;
              hub.log([n, typeof first.data.n, first.data.n, first.id, first.time, first.subject, rows[0].value, rows[0].count, factor].join(" "));
              hub.emit({ key: "sums", title: { en: "Sums", fr: "Sommes" }, figures: [{ label: { en: "Sum", fr: "Somme" }, value: rows[0].value, unit: "kW.h" }], basis: { type: "test.item", count: n, factors: [] } });
              try { hub.emit({ key: "x", figures: [{ value: 1 }] }); } catch (e) { hub.log(e.message); }
              try { hub.emit({ key: "x" }); } catch (e) { hub.log(e.message); }
              try { hub.reference("../plugin.js"); } catch (e) { hub.log(e.message); }
            };
            """);
        folder.Write("reference/factors.json", """{ "factor": 0.10 }""");
        var handler = new RecordingHandler([]);
        handler.Replies.Enqueue("""{"items":[{"id":"a","time":"2025-01-01","subject":"me","data":{"n":1.10}},{"id":"b","subject":"me","data":{"n":2}}],"next":"page 2"}""");
        handler.Replies.Enqueue("""{"items":[{"id":"c","subject":"me","data":{"n":0.20}},{"id":"d","subject":"me","data":{"n":0.20}}]}""");
        handler.Replies.Enqueue("""[{"bucket":"2025-01-01T00:00:00+01:00","value":33.00,"count":3}]""");
        var decimals = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["test.item"] = ["/n"] };
        var (result, told) = await Scripts.RunAsync(folder.Request(RunMode.Compute) with { Decimals = decimals }, handler);

        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail));
        Assert.Equal(
            [
                "3 string 1.10 a 2025-01-01 me 33.00 3 0.10",
                "hub.emit: the insight/figures/0/value: a decimal is handed over as text (\"12.50\"), and this is a JavaScript number, which may have changed it.",
                "hub.emit: the insight lacks a member, or has one of the wrong kind.",
                "hub.reference: the table is a file of JSON under reference/.",
            ],
            told.Log);
        Assert.Equal("test.item 2025-01-01T00:00:00.0000000+01:00  ", told.Requests[0]);
        Assert.Contains("\"value\":33.00", Assert.Single(told.Insights), StringComparison.Ordinal);
    }

    private static Task<(Hub.Core.Plugins.Running.RunnerResult Result, RecordingHandler Told)> SyncAsync(string body, Func<HttpCall, HttpReply> answer) =>
        Scripts.RunAsync($"exports.sync = function (hub) {{\n{body}\n}};", RunMode.Sync, handler => handler.OnCall = answer);
}
