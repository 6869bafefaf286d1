using System.Text.Json;
using Hub.Plugins.HomeEnergy;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.HomeEnergy;

/// <summary>What is computed from what changed is what is computed from everything.</summary>
public sealed class OneMoreDayTests
{
    private const string Type = "energy.consumption";
    private static readonly DateOnly First = new(2024, 1, 20);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Days_that_come_change_and_go_leave_what_a_computation_of_all_records_gives(int seed)
    {
        var random = new Random(seed);
        var home = New();
        var records = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        Put(home, records, Enumerable.Range(0, 370).SelectMany(day => Day(First.AddDays(day), random)));
        var next = First.AddDays(370);
        var kinds = Enumerable.Range(0, 7).ToArray();
        random.Shuffle(kinds);
        foreach (var kind in kinds)
        {
            switch (kind)
            {
                case 0:
                    next = next.AddDays(random.Next(1, 4));
                    Put(home, records, Day(next, random));
                    break;
                case 1:
                    // Somebody's readings of long ago arrive late, of a second meter.
                    Put(home, records, Day(First.AddDays(random.Next(-30, 300)), random, "2"));
                    break;
                case 2:
                    var changed = records.Values.ElementAt(random.Next(records.Count));
                    Put(home, records, [MadeHome.HalfHour(DateOf(changed), 3, random.Next(1, 900) / 1000m)]);
                    break;
                case 3:
                    var gone = DateOf(records.Values.ElementAt(random.Next(records.Count)));
                    Take(home, records, data => DateOf(data) == gone);
                    break;
                case 4:
                    // Another commodity, of before the year that is looked at or within it.
                    Put(home, records, Day(First.AddDays(random.Next(-400, 300)), random, "G").Select(data => JsonElement.Parse(data.GetRawText().Replace("electricity", "gas", StringComparison.Ordinal))));
                    break;
                case 5:
                    Take(home, records, data => data.GetProperty("commodity").ValueEquals("gas"));
                    break;
                default:
                    // The curve ends earlier than it did.
                    next = next.AddDays(-random.Next(1, 10));
                    Take(home, records, data => DateOf(data) > next);
                    break;
            }

            await new HomeEnergyApplication().ComputeAsync(home, CancellationToken.None);
            var whole = New();
            whole.Add(Type, "start", records.Values);
            await new HomeEnergyApplication().ComputeAsync(whole, CancellationToken.None);

            Assert.Equal(Told(whole), Told(home));
            Assert.Contains("electricity-week", Told(whole), StringComparison.Ordinal);
            home.Insights.Clear();
        }
    }

    [Fact]
    public async Task Only_the_days_that_changed_are_read_again()
    {
        var random = new Random(7);
        var home = new Counting(Path.Combine(Samples.Repository, "plugins", "home-energy"));
        var days = Enumerable.Range(0, 370).SelectMany(day => Day(First.AddDays(day), random)).ToList();
        home.Memory.Add(Type, "start", days);
        await new HomeEnergyApplication().ComputeAsync(home, CancellationToken.None);
        Assert.InRange(home.Read, 48 * 365, 48 * 367);

        home.Read = 0;
        home.Memory.Add(Type, "start", Day(First.AddDays(370), random));
        await new HomeEnergyApplication().ComputeAsync(home, CancellationToken.None);
        Assert.Equal(48, home.Read);

        home.Read = 0;
        await new HomeEnergyApplication().ComputeAsync(home, CancellationToken.None);
        Assert.Equal(0, home.Read);
    }

    private static MemoryApplicationContext New() => new(Path.Combine(Samples.Repository, "plugins", "home-energy"));

    private static string Told(MemoryApplicationContext home) => JsonSerializer.Serialize(home.Insights.Values.OrderBy(insight => insight.Key, StringComparer.Ordinal));

    private static IEnumerable<JsonElement> Day(DateOnly day, Random random, string usagePoint = "1") =>
        Enumerable.Range(0, 48).Select(half => MadeHome.HalfHour(day, half, random.Next(20, 1500) / 1000m, usagePoint));

    private static DateOnly DateOf(JsonElement data) => DateOnly.ParseExact(data.GetProperty("start").GetString()![..10], "yyyy-MM-dd");

    private static void Take(MemoryApplicationContext home, Dictionary<string, JsonElement> records, Func<JsonElement, bool> gone)
    {
        home.Remove(Type, gone);
        foreach (var key in records.Where(record => gone(record.Value)).Select(record => record.Key).ToList())
        {
            records.Remove(key);
        }
    }

    private static void Put(MemoryApplicationContext home, Dictionary<string, JsonElement> records, IEnumerable<JsonElement> data)
    {
        foreach (var item in data)
        {
            var key = $"{item.GetProperty("usagePoint")} {item.GetProperty("start")}";
            if (records.ContainsKey(key))
            {
                home.Remove(Type, record => $"{record.GetProperty("usagePoint")} {record.GetProperty("start")}" == key);
            }

            records[key] = item;
            home.Add(Type, "start", [item]);
        }
    }

    /// <summary>Counts the records that are read one by one.</summary>
    private sealed class Counting(string folder) : ApplicationContext
    {
        public MemoryApplicationContext Memory { get; } = new(folder);

        public int Read { get; set; }

        public override JsonElement Settings => Memory.Settings;

        public override TimeProvider Clock => Memory.Clock;

        public override TimeZoneInfo Zone => Memory.Zone;

        public override async IAsyncEnumerable<GrantedRecord> ReadAsync(string type, DateTimeOffset? from = null, DateTimeOffset? to = null)
        {
            await foreach (var record in Memory.ReadAsync(type, from, to))
            {
                Read++;
                yield return record;
            }
        }

        public override Task<IReadOnlyList<AggregateRow>> AggregateAsync(string type, AggregateQuery query) => Memory.AggregateAsync(type, query);

        public override JsonElement Reference(string name) => Memory.Reference(name);

        public override Task<Retained?> RecallAsync(string type) => Memory.RecallAsync(type);

        public override ValueTask RetainAsync(string type, JsonElement state) => Memory.RetainAsync(type, state);

        public override ValueTask EmitAsync(Insight insight) => Memory.EmitAsync(insight);

        public override ValueTask ProgressAsync(long done, long? total) => Memory.ProgressAsync(done, total);

        public override ValueTask LogAsync(string message) => Memory.LogAsync(message);
    }
}
