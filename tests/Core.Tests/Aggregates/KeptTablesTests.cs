using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Core.Aggregates;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Storage.Tests;
using Xunit;

namespace Core.Tests.Aggregates;

/// <summary>What is kept and brought up to date equals what a full count finds, whatever happened in between.</summary>
public sealed class KeptTablesTests : AggregateVault
{
    private static readonly string[] ZoneNames = ["Europe/Paris", "Asia/Kolkata", "America/New_York"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Events_that_come_move_go_and_come_back(int seed)
    {
        var random = new Random(seed);
        PreparedRecord Any(string name) => Make.AnEvent(
            name,
            random.Next(40) == 0 ? null : random.Next(3) == 0 ? $"2024-{random.Next(1, 13):00}-{random.Next(1, 29):00}" : $"2024-{random.Next(1, 13):00}-{random.Next(1, 29):00}T{random.Next(24):00}:{random.Next(60):00}:00{(random.Next(2) == 0 ? "Z" : "+05:30")}",
            $$""" "amount":{{random.Next(-500, 500)}}.{{random.Next(100):00}},"currency":"{{(random.Next(2) == 0 ? "EUR" : "USD")}}","flow":"{{(random.Next(2) == 0 ? "in" : "out")}}","kind":"k{{random.Next(3)}}" """);
        await FollowAsync(random, Make.Event, "/kind", Any);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Readings_in_steps_of_hours_a_day_and_several_days(int seed)
    {
        var random = new Random(seed);
        var origin = Start("2024-03-25", Paris);
        PreparedRecord Any(string name)
        {
            var (step, at) = random.Next(20) switch
            {
                0 => (4 * 86_400, origin.AddDays(4 * random.Next(18))),
                < 6 => (86_400, origin.AddDays(random.Next(70))),
                _ => (21_600, origin.AddHours(6 * random.Next(4 * 70))),
            };
            return ReadingOf(name, at, step, random);
        }

        await FollowAsync(random, Make.Reading, "/series", Any, filled: 350);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Readings_that_overlap_in_every_way(int seed)
    {
        var random = new Random(seed);
        var origin = Start("2024-03-25", Paris);
        int[] steps = [1800, 3600, 7200, 10_000];
        PreparedRecord Any(string name) => ReadingOf(name, origin.AddMinutes(random.Next(60 * 24 * 40)), steps[random.Next(steps.Length)], random);
        await FollowAsync(random, Make.Reading, "/series", Any);
    }

    [Fact]
    public async Task Clusters_of_doubles_at_the_edges_of_periods()
    {
        var random = new Random(9);
        var origin = Start("2024-03-25", Paris);
        int[] beside = [0, 0, 0, 60, 120];
        PreparedRecord Any(string name) => ReadingOf(name, origin.AddDays(random.Next(30)).AddMinutes(beside[random.Next(beside.Length)]), 86_400, random);
        await FollowAsync(random, Make.Reading, "/series", Any, filled: 60);
    }

    [Fact]
    public async Task After_more_changes_than_are_worth_following_all_is_counted_anew()
    {
        var request = Of(Make.Event, "/amount", BucketSize.Month, Paris);
        await Store.PutAsync(Make.AnEvent("first", "2024-01-01", "\"amount\":1"));
        Assert.Equal(["2024-01-01T00:00:00+01:00 1 (1)"], await AskAsync(request));
        for (var batch = 0; batch < 52; batch++)
        {
            await Store.PutAsync(Enumerable.Range(0, 1000).Select(n => Make.AnEvent($"{batch}-{n}", "2024-02-01", "\"amount\":1")));
        }

        Assert.Null(await Store.TouchedSinceAsync("test.event", 1));
        Assert.Equal(["2024-01-01T00:00:00+01:00 1 (1)", "2024-02-01T00:00:00+01:00 52000 (52000)"], await AskAsync(request));
        await ReopenAsync();
        Assert.Equal(["2024-01-01T00:00:00+01:00 1 (1)", "2024-02-01T00:00:00+01:00 52000 (52000)"], await AskAsync(request));
    }

    [Fact]
    public async Task A_table_is_kept_over_a_restart_and_used()
    {
        var request = Of(Make.Event, "/amount", BucketSize.Month, Paris);
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01", "\"amount\":1"));
        await AskAsync(request);
        var kept = Assert.Single(await Store.ListDocumentsAsync("aggregate"));
        // Another number in the copy shows whether the copy is what answers.
        await Store.PutDocumentAsync("aggregate", kept.Id, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(kept.Body).Replace("\"1\",1,1,1,1", "\"7\",1,1,7,7", StringComparison.Ordinal)));
        Assert.Equal(["2024-01-01T00:00:00+01:00 1 (1)"], await AskAsync(request));
        await ReopenAsync();
        Assert.Equal(["2024-01-01T00:00:00+01:00 7 (1)"], await AskAsync(request));
        await Store.PutAsync(Make.AnEvent("b", "2024-01-02", "\"amount\":1"));
        Assert.Equal(["2024-01-01T00:00:00+01:00 2 (2)"], await AskAsync(request));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"sequence":1,"longestStep":0,"isTangled":false,"cells":[[1]]}""")]
    [InlineData("""{"sequence":1,"longestStep":0,"isTangled":false,"cells":[[1,null,null,null,null,1,1,1,1]]}""")]
    [InlineData("""{"sequence":1,"longestStep":0,"isTangled":false,"cells":[[1,null,null,null,"x",1,1,1,1]]}""")]
    [InlineData("""{"sequence":1,"longestStep":0,"isTangled":false,"cells":[[1,null,null,null,"1",1,1,1e99,1]]}""")]
    [InlineData("""{"sequence":1,"longestStep":0,"isTangled":false,"cells":[[1,null,null,null,"1",1,1,1,1],[1,null,null,null,"1",1,1,1,1]]}""")]
    [InlineData("""{"sequence":99,"longestStep":0,"isTangled":false,"cells":[]}""")]
    [InlineData("""{"sequence":"1","longestStep":0,"isTangled":false,"cells":[]}""")]
    public async Task A_copy_that_cannot_be_right_is_counted_anew(string copy)
    {
        var request = Of(Make.Event, "/amount", BucketSize.Month, Paris);
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01", "\"amount\":1"));
        await AskAsync(request);
        await Store.PutDocumentAsync("aggregate", Assert.Single(await Store.ListDocumentsAsync("aggregate")).Id, Encoding.UTF8.GetBytes(copy));
        await ReopenAsync();
        Assert.Equal(["2024-01-01T00:00:00+01:00 1 (1)"], await AskAsync(request));
    }

    [Fact]
    public void What_is_asked_differently_is_kept_apart()
    {
        var newer = RecordTypeOf("2.0.0");
        var plain = Of(Make.Event, "/amount", BucketSize.Month, Paris);
        Assert.True(Condition.TryParse("/kind:eq:a", out var a));
        Assert.True(Condition.TryParse("/kind:eq:a\n/kind:Eq:b", out var joined));
        Assert.True(Condition.TryParse("/kind:eq:b", out var b));
        AggregateRequest[] requests =
        [
            plain, plain with { Value = "/place/n" }, plain with { Group = "/kind" }, plain with { Where = [a] }, plain with { Where = [a, b] }, plain with { Where = [joined] },
            Of(newer, "/amount", BucketSize.Month, Paris), Of(Make.Event, "/amount", BucketSize.Month, Zone("Asia/Kolkata")),
        ];
        var keys = requests.Select(request => CellCache.KeyOf(request, BucketSize.Month)).Append(CellCache.KeyOf(plain, BucketSize.Day)).ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.Equal(keys[0], CellCache.KeyOf(plain with { Function = AggregateFunction.Max, Bounds = new(1, 2, 3, 4) }, BucketSize.Month));
    }

    [Fact]
    public async Task What_is_asked_under_conditions_leaves_no_copy_behind()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01", "\"amount\":1,\"kind\":\"secret\""));
        Assert.True(Condition.TryParse("/kind:eq:secret", out var where));
        Assert.Equal(["2024-01-01T00:00:00+01:00 1 (1)"], await AskAsync(Of(Make.Event, "/amount", BucketSize.Month, Paris) with { Where = [where] }));
        Assert.Empty(await Store.ListDocumentsAsync("aggregate"));
    }

    private static RecordType RecordTypeOf(string version)
    {
        var schema = JsonNode.Parse(Make.Event.Schema.Span)!;
        schema["hub"]!["version"] = version;
        return RecordTypeReader.Read("test.event", Encoding.UTF8.GetBytes(schema.ToJsonString()));
    }

    private static PreparedRecord ReadingOf(string name, DateTimeOffset at, int step, Random random)
    {
        var time = at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return Make.Record(Make.Reading, $$"""{"ref":"{{name}}","at":"{{time}}","step":{{step}},"amount":{{random.Next(1000)}}.5,"meter":"m{{random.Next(2)}}","series":"s{{random.Next(3)}}"}""");
    }

    private async Task FollowAsync(Random random, RecordType type, string group, Func<string, PreparedRecord> any, int filled = 120)
    {
        await Store.WriteAsync(Enumerable.Range(0, filled).Select(n => Make.Put(any($"r{n}"), type: type)));
        var value = "/amount";
        List<AggregateRequest> requests = [.. Enum.GetValues<BucketSize>().SelectMany(by => ZoneNames.Select(zone => Of(type, value, by, Zone(zone)))), Of(type, value, BucketSize.Month, Paris, group: group), Of(type, value, null, Paris, group: group), Of(type, value, null, Paris, "2024-04-01", "2024-05-01")];
        for (var round = 0; round < 25; round++)
        {
            var names = Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"r{random.Next(filled + 40)}").ToList();
            await Store.WriteAsync(names.Select(name => WriteOf(any(name))));
            if (random.Next(6) == 0)
            {
                await ReopenAsync();
            }

            foreach (var request in requests.Where(_ => random.Next(3) > 0))
            {
                Assert.Equal(await RecountAsync(request), await AskAsync(request));
            }
        }

        Assert.Empty(await Store.CheckAsync());

        RecordWrite WriteOf(PreparedRecord record) => random.Next(5) switch
        {
            0 => Make.Delete(record.Id, type),
            1 => Make.Restore(record.Id, type),
            _ => Make.Put(record, type: type),
        };
    }
}
