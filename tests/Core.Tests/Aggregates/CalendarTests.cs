using Hub.Core.Aggregates;
using Hub.Core.Vaults;
using Storage.Tests;
using Xunit;

namespace Core.Tests.Aggregates;

public sealed class CalendarTests : AggregateVault
{
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);

    [Fact]
    public async Task The_day_of_the_autumn_change_has_fifty_half_hours_in_25_hours()
    {
        await Store.WriteAsync(Curve("2024-10-27", "2024-10-28", HalfHour, 0.5m, Paris));
        Assert.Equal(["2024-10-27T00:00:00+02:00 delivered 25.0 (50)"], await AskAsync(Of(Energy, "/energy", BucketSize.Day, Paris)));
        var hours = await AskAsync(Of(Energy, "/energy", BucketSize.Hour, Paris));
        Assert.Equal(25, hours.Count);
        Assert.All(hours, hour => Assert.EndsWith(" delivered 1.0 (2)", hour, StringComparison.Ordinal));
        Assert.Equal(["2024-10-27T02:00:00+02:00", "2024-10-27T02:00:00+01:00", "2024-10-27T03:00:00+01:00"], hours[2..5].Select(hour => hour[..25]));
        Assert.Equal(hours, await AskAsync(Of(Energy, "/energy", BucketSize.Hour, Paris, "2024-10-27", "2024-10-28")));
    }

    [Fact]
    public async Task The_day_of_the_spring_change_has_46_half_hours_in_23_hours()
    {
        await Store.WriteAsync(Curve("2024-03-31", "2024-04-01", HalfHour, 0.5m, Paris));
        Assert.Equal(["2024-03-31T00:00:00+01:00 delivered 23.0 (46)"], await AskAsync(Of(Energy, "/energy", BucketSize.Day, Paris)));
        var hours = await AskAsync(Of(Energy, "/energy", BucketSize.Hour, Paris));
        Assert.Equal(23, hours.Count);
        Assert.Equal(["2024-03-31T01:00:00+01:00", "2024-03-31T03:00:00+02:00"], hours[1..3].Select(hour => hour[..25]));
    }

    [Theory]
    [InlineData("Asia/Kolkata", "2024-01-01T00:00:00+05:30")]
    [InlineData("America/New_York", "2024-01-01T00:00:00-05:00")]
    [InlineData("Asia/Kathmandu", "2024-01-01T00:00:00+05:45")]
    [InlineData("Pacific/Kiritimati", "2024-01-01T00:00:00+14:00")]
    public async Task Months_begin_at_the_zones_midnight_and_dates_keep_their_day(string id, string january)
    {
        var zone = Zone(id);
        var midnight = Start("2024-02-01", zone);
        await Store.PutAsync(
            Make.AnEvent("last", Instant(midnight.AddMilliseconds(-1)), "\"amount\":1"), Make.AnEvent("first", Instant(midnight), "\"amount\":2"),
            Make.AnEvent("d1", "2024-01-31", "\"amount\":10"), Make.AnEvent("d2", "2024-02-01", "\"amount\":20"), Make.AnEvent("m", "2024-02", "\"amount\":100"), Make.AnEvent("y", "2024", "\"amount\":200"));
        var february = january.Replace("-01-01T", "-02-01T", StringComparison.Ordinal);
        Assert.Equal([$"{january} 211 (3)", $"{february} 122 (3)"], await AskAsync(Of(Make.Event, "/amount", BucketSize.Month, zone)));
        Assert.Equal([$"{february} 122 (3)"], await AskAsync(Of(Make.Event, "/amount", BucketSize.Month, zone, "2024-02-01", "2024-03-01")));
        Assert.Equal([$"{february} 122 (3)"], await AskAsync(Of(Make.Event, "/amount", BucketSize.Day, zone, "2024-02-01", "2024-03-01")));
        Assert.Equal([$"{january} 333 (6)"], await AskAsync(Of(Make.Event, "/amount", BucketSize.Year, zone)));
        Assert.Equal(["122 (3)"], await AskAsync(Of(Make.Event, "/amount", null, zone, "2024-02-01", "2024-02-02")));
    }

    [Theory]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00:00-02:00")]
    [InlineData("Asia/Beirut", "2022-03-27", "2022-03-27T01:00:00+03:00")]
    [InlineData("America/Havana", "2024-03-10", "2024-03-10T01:00:00-04:00")]
    [InlineData("America/Havana", "2024-11-03", "2024-11-03T00:00:00-04:00")]
    [InlineData("America/Toronto", "1919-03-31", "1919-03-31T00:30:00-04:00")]
    public async Task A_day_whose_midnight_is_skipped_or_comes_twice_begins_at_its_first_instant(string id, string day, string start)
    {
        var zone = Zone(id);
        var first = DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture);
        await Store.PutAsync(
            Make.AnEvent("before", Instant(first.AddSeconds(-1)), "\"amount\":1"), Make.AnEvent("first", Instant(first), "\"amount\":2"), Make.AnEvent("late", Instant(first.AddHours(20)), "\"amount\":4"), Make.AnEvent("date", day, "\"amount\":8"));
        var days = await AskAsync(Of(Make.Event, "/amount", BucketSize.Day, zone));
        Assert.Equal(2, days.Count);
        Assert.Equal($"{start} 14 (3)", days[1]);
        Assert.Equal([days[1]], await AskAsync(Of(Make.Event, "/amount", BucketSize.Day, zone, day)));
    }

    [Theory]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Africa/Monrovia")]
    [InlineData("Europe/Amsterdam")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("America/St_Johns")]
    [InlineData("Europe/Paris")]
    [InlineData("Pacific/Apia")]
    public void Buckets_follow_each_other_without_a_gap_or_an_overlap(string id)
    {
        var random = new Random(3);
        foreach (var size in Enum.GetValues<BucketSize>())
        {
            var buckets = new Buckets(size, Zone(id));
            foreach (var from in new[] { new DateTime(1910, 3, 1), new DateTime(1972, 1, 6), new DateTime(2011, 12, 28), new DateTime(2024, 4, 5), new DateTime(2024, 10, 4) })
            {
                var at = new DateTimeOffset(from, TimeSpan.Zero).ToUnixTimeMilliseconds();
                var end = at + (5 * 86_400_000L);
                while (at < end)
                {
                    var bucket = buckets.Around(at);
                    Assert.InRange(at, bucket.Start, bucket.End - 1);
                    var inside = bucket.Start + random.NextInt64(bucket.End - bucket.Start);
                    Assert.Equal(bucket, buckets.Around(inside));
                    Assert.Equal(bucket.Start, buckets.StartOf(new(inside, 0)));
                    Assert.True(size != BucketSize.Hour || bucket.End - bucket.Start <= 3_600_000);
                    at = bucket.End;
                }
            }
        }
    }

    [Theory]
    [InlineData("Asia/Kolkata")]
    [InlineData("America/New_York")]
    public async Task The_first_and_the_last_day_of_the_calendar_are_counted(string id)
    {
        var zone = Zone(id);
        await Store.PutAsync(Make.AnEvent("a", "0001-01-01", "\"amount\":1"), Make.AnEvent("b", "0001-01-01T00:00:00Z", "\"amount\":2"), Make.AnEvent("c", "9999-12-31", "\"amount\":4"), Make.AnEvent("d", "9999-12-31T23:59:59Z", "\"amount\":8"));
        foreach (var by in Enum.GetValues<BucketSize>())
        {
            foreach (var _ in Enumerable.Range(0, 2))
            {
                var rows = await Aggregator.AggregateAsync(Store, Of(Make.Event, "/amount", by, zone));
                Assert.Equal(15, rows.Sum(row => row.Value.ToDecimal()));
                await Store.PutAsync(Make.AnEvent("a", "0001-01-01", "\"amount\":1,\"note\":\"again\""), Make.AnEvent("d", "9999-12-31T23:59:59Z", $"\"amount\":8,\"note\":\"{by}\""));
            }
        }
    }

    [Fact]
    public async Task Bounds_that_cut_a_bucket_count_what_lies_within()
    {
        await Store.WriteAsync(Curve("2024-01-01", "2024-01-04", HalfHour, 1m, Paris));
        Assert.Equal(
            ["2024-01-01T00:00:00+01:00 delivered 27 (27)", "2024-01-02T00:00:00+01:00 delivered 48 (48)", "2024-01-03T00:00:00+01:00 delivered 2 (2)"],
            await AskAsync(Of(Energy, "/energy", BucketSize.Day, Paris, "2024-01-01T10:30:00+01:00", "2024-01-03T01:00:00+01:00")));
        Assert.Equal(["2024-01-01T00:00:00+01:00 delivered 77 (77)"], await AskAsync(Of(Energy, "/energy", BucketSize.Month, Paris, "2024-01-01T10:30:00+01:00", "2024-01-03T01:00:00+01:00")));
        Assert.Equal(["delivered 77 (77)"], await AskAsync(Of(Energy, "/energy", null, Paris, "2024-01-01T10:30:00+01:00", "2024-01-03T01:00:00+01:00")));
        Assert.Equal(["delivered 96 (96)"], await AskAsync(Of(Energy, "/energy", null, Paris, "2024-01-02", "2024-01-04")));
    }

    [Fact]
    public async Task Bounds_of_another_zone_leave_dates_in_their_days()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-31", "\"amount\":1"), Make.AnEvent("b", "2024-02-01", "\"amount\":2"), Make.AnEvent("c", "2024-02-02", "\"amount\":4"));
        Assert.True(TimeBounds.TryParse("2024-01-31T23:00:00Z", "2024-02-01T23:00:00Z", Paris, out var bounds));
        var request = Of(Make.Event, "/amount", BucketSize.Day, Paris) with { Bounds = bounds };
        // 23:00 in UTC is Paris's midnight, but what was asked for are UTC's days: the one that begins within is the 1st.
        Assert.Equal(["2024-02-01T00:00:00+01:00 2 (1)"], await AskAsync(request));
    }

    private static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
