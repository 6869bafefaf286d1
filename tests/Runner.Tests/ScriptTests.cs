using Hub.Sdk;
using Hub.Wire;

namespace Runner.Tests;

/// <summary>What a plug-in in JavaScript is handed and what it says arrives as it was.</summary>
public sealed class ScriptTests
{
    [Fact]
    public async Task Lines_of_a_file_become_records()
    {
        var (result, told) = await Scripts.ImportAsync(
            """
            file.eachLine(function (line, number) {
              hub.save("test.item", { n: number, text: line, gone: undefined, no: null, list: [1, [true]], inner: { f: function () {} } }, { at: "line " + number, subject: "child" });
            });
            """,
            "un\ndeux\r\nété");

        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail));
        Assert.Equal(
            ["""{"n":1,"text":"un","no":null,"list":[1,[true]],"inner":{}}""", """{"n":2,"text":"deux","no":null,"list":[1,[true]],"inner":{}}""", """{"n":3,"text":"été","no":null,"list":[1,[true]],"inner":{}}"""],
            told.Records.Select(record => record.Data));
        Assert.Equal(("test.item", "line 3", "child"), (told.Records[2].Type, told.Records[2].At, told.Records[2].Subject));
    }

    [Fact]
    public async Task A_decimal_is_a_text_and_its_digits_arrive_as_they_were()
    {
        var decimals = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["test.item"] = ["/amount", "/lines/*/price"] };
        var (result, told) = await Scripts.ImportAsync(
            """
            hub.save("test.item", { amount: "12345678901234567890.10", lines: [{ price: "-0.10", count: 2 }], other: "1.0" });
            hub.save("test.item", { amount: 12.5 }, { at: "line 2" });
            hub.save("test.item", { lines: [{ price: "0.1" }, { price: "0,2" }] });
            hub.save("test.item", { amount: null });
            """,
            decimals: decimals);

        Assert.Equal(Outcome.Done, result.Outcome);
        Assert.Equal(["""{"amount":12345678901234567890.10,"lines":[{"price":-0.10,"count":2}],"other":"1.0"}""", """{"amount":null}"""], told.Records.Select(record => record.Data));
        Assert.Equal(["line 2", null], told.Rejects.Select(reject => reject.At));
        Assert.Contains("/amount: a decimal is handed over as text", told.Rejects[0].Reason.En, StringComparison.Ordinal);
        Assert.Contains("/lines/1/price: a decimal is a text of digits", told.Rejects[1].Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_are_cut_up_with_their_quotes()
    {
        var (result, told) = await Scripts.ImportAsync(
            """
            file.eachRow(function (cells, number) { hub.save("test.item", { n: number, cells: cells }); });
            file.eachRow({ separator: ",", quote: "'" }, function (cells) { hub.save("test.item", { cells: cells }); return false; });
            """,
            "a;b;c\r\n\"x;\"\"y\"\"\nz\";2;\n\n;\n");

        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail));
        Assert.Equal(
            ["""{"n":1,"cells":["a","b","c"]}""", """{"n":2,"cells":["x;\"y\"\nz","2",""]}""", """{"n":5,"cells":["",""]}""", """{"cells":["a;b;c"]}"""],
            told.Records.Select(record => record.Data));
    }

    [Fact]
    public async Task A_whole_file_can_be_read_as_JSON_with_its_digits()
    {
        var (result, told) = await Scripts.ImportAsync(
            """
            hub.save("test.item", { name: file.name, length: file.length, plain: file.json().n, exact: file.json({ numbers: "text" }).n, text: file.text().length });
            """,
            "{\"n\":1.10}");

        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail));
        Assert.Equal("""{"name":"a file.txt","length":10,"plain":1.1,"exact":"1.10","text":10}""", Assert.Single(told.Records).Data);
    }

    [Fact]
    public async Task Settings_cursor_session_clock_zone_and_chance_come_from_the_hub()
    {
        using var folder = new ScriptFolder(
            """
            exports.sync = function (hub) {
              hub.save("test.item", { colour: hub.settings.colour, cursor: hub.cursor, session: hub.session, zone: hub.zone, day: hub.now().slice(0, 10), same: new Date().toISOString().slice(0, 10),
                hours: new Date(2026, 6, 1).getTime() / 3600000, chance: hub.random() + Math.random() });
              hub.setCursor("page 4"); hub.setSession("token"); hub.produced("2026-01-01"); hub.progress(3, 4); hub.log("done"); console.log("n", 1);
              hub.reject("test.item", { en: "No date.", fr: "Pas de date." }, { at: "line 7" });
            };
            """);
        var request = folder.Request(RunMode.Sync) with { Settings = "{\"colour\":\"blue\"}"u8.ToArray(), Cursor = "page 3", Session = "old" };
        var (result, told) = await Scripts.RunAsync(request, new RecordingHandler([]));
        var (_, again) = await Scripts.RunAsync(request, new RecordingHandler([]));

        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail));
        Assert.StartsWith("""{"colour":"blue","cursor":"page 3","session":"old","zone":"Europe/Paris","day":"2026-01-15","same":"2026-01-15","hours":495238,"chance":""", told.Records[0].Data, StringComparison.Ordinal);
        Assert.Equal(told.Records[0].Data, again.Records[0].Data);
        Assert.Equal(["page 4"], told.Cursors);
        Assert.Equal(["done", "n 1"], told.Log);
        Assert.Equal((3, 4), told.Progress[^1]);
        Assert.Equal(("test.item", new Text("No date.", "Pas de date."), "line 7", null), Assert.Single(told.Rejects));
    }

    [Fact]
    public async Task A_question_makes_the_run_wait_and_no_script_can_swallow_it()
    {
        const string Body = """
            try { hub.save("test.item", { answer: hub.ask("account", { en: "Which account?", fr: "Quel compte ?" }, [{ value: "a", label: { en: "A", fr: "A" } }]) }); }
            catch (e) { hub.save("test.item", { swallowed: true }); }
            """;
        var (result, told) = await Scripts.ImportAsync(Body);

        Assert.True(result.Waiting);
        Assert.Empty(told.Records);
        Assert.Equal("account", Assert.Single(told.Questions).Key);
    }

    [Fact]
    public async Task An_outcome_is_told_in_the_scripts_own_words()
    {
        var (result, told) = await Scripts.ImportAsync("""hub.save("test.item", { n: 1 }); try { hub.fail("Truncated", { en: "It breaks off.", fr: "Il s'interrompt." }); } catch (e) {}""");

        Assert.Equal((Outcome.Truncated, new Text("It breaks off.", "Il s'interrompt.")), (result.Outcome, result.Detail));
        Assert.Single(told.Records);
    }

    [Fact]
    public async Task A_probe_says_whose_account_it_found()
    {
        var (result, told) = await Scripts.RunAsync("""exports.probe = function () { return { id: "42", label: "Alex" }; };""", RunMode.Probe);

        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail));
        Assert.Equal(new HolderAccount("42", "Alex"), Assert.Single(told.Accounts));
    }
}
