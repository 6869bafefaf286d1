using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Sdk;
using Hub.Wire;

namespace Runner.Tests;

/// <summary>What a plug-in is handed and what it says arrives as it was.</summary>
public sealed class CallTests
{
    [Fact]
    public async Task A_file_can_be_read_twice_and_is_the_same_each_time()
    {
        var file = new byte[(3 * Protocol.ChunkSize) + 17];
        new Random(1).NextBytes(file);
        Encoding.ASCII.GetBytes("two-passes\n").CopyTo(file, 0);
        var handler = new RecordingHandler(file);

        var result = await Runs.RunAsync(Runs.Request("Behaving"), handler);

        Assert.Equal(Outcome.Done, result.Outcome);
        var hash = Convert.ToHexString(SHA256.HashData(file));
        Assert.Equal([hash, hash], handler.Log.Skip(1));
        Assert.Equal(4, handler.Opened);
    }

    [Fact]
    public async Task Several_passes_may_be_open_at_once()
    {
        var (result, told) = await Runs.BehaveAsync("passes 15");

        Assert.Equal(Outcome.Done, result.Outcome);
        Assert.Equal(17, told.Opened);
    }

    [Theory]
    [InlineData("ask", 3)]
    [InlineData("swallow-the-question", 4)]
    public async Task A_question_without_an_answer_makes_the_run_wait(string behaviour, int records)
    {
        var (result, told) = await Runs.BehaveAsync(behaviour);

        Assert.True(result.Waiting);
        Assert.Equal(("account", new Text("Which account?", "Quel compte ?")), Assert.Single(told.Questions));
        Assert.Equal(records, told.Records.Count);
    }

    [Fact]
    public async Task An_answer_reaches_the_plug_in_that_asked()
    {
        var handler = Runs.Handler("ask");
        var answers = new Dictionary<string, string>(StringComparer.Ordinal) { ["account"] = "the “blue” one" };

        var result = await Runs.RunAsync(Runs.Request("Behaving") with { Answers = answers }, handler);

        Assert.Equal((Outcome.Done, false), (result.Outcome, result.Waiting));
        Assert.Empty(handler.Questions);
        Assert.Equal("the “blue” one", JsonElement.Parse(handler.Records[^1].Data).GetProperty("answer").GetString());
    }

    [Fact]
    public async Task Settings_cursor_clock_zone_and_file_arrive_and_what_is_said_comes_back()
    {
        var handler = Runs.Handler("tell");
        var request = Runs.Request("Behaving", length: 5_000_000_000) with { Settings = "{\"colour\":\"blue\"}"u8.ToArray(), Cursor = "page 3" };

        var result = await Runs.RunAsync(request, handler);

        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail));
        Assert.Equal(["after page 3"], handler.Cursors);
        Assert.Equal(("test.item", new Text("No date.", "Pas de date."), "line 7", "child"), Assert.Single(handler.Rejects));
        Assert.Equal(
            "{\"name\":\"a file.txt\",\"length\":5000000000,\"setting\":\"blue\",\"now\":\"2026-01-15\",\"offset\":120}",
            handler.Records[^1].Data);
    }

    [Fact]
    public async Task Text_outside_of_ascii_arrives_unchanged()
    {
        var (_, told) = await Runs.BehaveAsync("awkward-text");

        var (_, data, at, subject) = told.Records[^1];
        Assert.Equal("é\u00a0<\"\\\u0000\ud83d\ude00", JsonElement.Parse(data).GetProperty("text").GetString());
        Assert.Equal(("/a/é", "Zoé"), (at, subject));
    }

    [Fact]
    public async Task A_record_whose_writing_fails_leaves_no_trace()
    {
        var (result, told) = await Runs.BehaveAsync("record-that-fails");

        Assert.Equal(Outcome.Done, result.Outcome);
        Assert.Equal(["{\"n\":0}", "{\"n\":1}", "{\"n\":2}", "{\"n\":3}"], told.Records.Select(record => record.Data));
    }

    [Fact]
    public async Task Records_from_several_threads_do_not_mix()
    {
        var (result, told) = await Runs.BehaveAsync("save-from-threads 20000");

        Assert.Equal(Outcome.Done, result.Outcome);
        var numbers = told.Records.Skip(3).Select(record => (record.Type, N: JsonElement.Parse(record.Data).GetProperty("n").GetInt64())).ToList();
        Assert.Equal(20000, numbers.Select(record => record.N).Distinct().Count());
        Assert.All(numbers, record => Assert.Equal(record.N % 2 == 0 ? "test.even" : "test.odd", record.Type));
    }

    [Theory]
    [InlineData("print", 4)]
    [InlineData("nothing", 3)]
    public async Task What_a_plug_in_or_a_native_library_prints_disturbs_nothing(string behaviour, int records)
    {
        var (result, told) = await Runs.BehaveAsync(behaviour);

        Assert.Equal(Outcome.Done, result.Outcome);
        Assert.Equal(records, told.Records.Count);
    }

    [Fact]
    public async Task What_a_plug_in_does_after_it_returned_does_not_count()
    {
        var (result, told) = await Runs.BehaveAsync("save-too-late");

        Assert.Equal(Outcome.Done, result.Outcome);
        Assert.Equal("{\"n\":2}", told.Records[2].Data);
    }

    [Fact]
    public async Task The_environment_holds_nothing_of_the_hubs()
    {
        Environment.SetEnvironmentVariable("HUB_SECRET", "secret");

        var (_, told) = await Runs.BehaveAsync("look-around");

        Assert.Equal("in /", told.Log[^1]);
        Assert.All(told.Log.Skip(1).SkipLast(1), name => Assert.True(name is "TZ" or "TZDIR" || name.StartsWith("DOTNET_", StringComparison.Ordinal), name));
    }

    [Fact]
    public async Task An_application_reads_page_by_page_sums_and_gives_an_insight()
    {
        var handler = new RecordingHandler([]);
        handler.Replies.Enqueue("""{"items":[{"id":"a","time":"2025-01-01","subject":"me","data":{"n":1.10}},{"id":"b","subject":"me","data":{"n":2}}],"next":"page 2"}""");
        handler.Replies.Enqueue("""{"items":[{"id":"c","time":"2025-01-02","subject":"me","data":{"n":0.20}}]}""");
        handler.Replies.Enqueue("""[{"bucket":"2025-01-01T00:00:00+01:00","value":33.0,"count":3}]""");

        var result = await Runs.RunAsync(Runs.Request("Computing") with { Mode = RunMode.Compute }, handler);

        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail));
        Assert.Equal(
            [
                "test.item 2025-01-01T00:00:00.0000000+00:00  ",
                "test.item 2025-01-01T00:00:00.0000000+00:00  page 2",
                """test.item {"value":"/n","function":"sum","by":"month","where":["/n:gt:0"]}""",
            ],
            handler.Requests);
        Assert.Equal(
            """{"key":"sums","title":{"en":"Sums","fr":"Sommes"},"figures":[{"label":{"en":"Read","fr":"Lu"},"value":3.30,"unit":"kW.h"},{"label":{"en":"Aggregated","fr":"Agr\u00E9g\u00E9"},"value":3.30,"unit":"kW.h","period":"2025-01-01T00:00:00\u002B01:00"}],"series":[],"basis":{"type":"test.item","count":3,"from":"2025-01-01","factors":[]}}""",
            Assert.Single(handler.Insights));
        Assert.Equal(["3"], handler.Log);
    }
}
