using Hub.Core.Aggregates;
using Hub.Core.Vaults;
using Storage.Tests;
using Xunit;

namespace Core.Tests.Aggregates;

/// <summary>Where series of several steps cover one period, the finest complete one counts, never both.</summary>
public sealed class SeriesTests : AggregateVault
{
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);

    [Fact]
    public async Task A_curve_and_the_daily_index_of_one_meter_do_not_double()
    {
        // Over the autumn change, each day as long as it was.
        await Store.WriteAsync(Curve("2024-10-25", "2024-10-30", HalfHour, 0.5m, Paris));
        await Store.WriteAsync(Days("2024-10-25", "2024-10-30", 25m, Paris));
        Assert.Equal(["delivered 121.0 (242)"], await AskAsync(Of(Energy, "/energy", null, Paris)));
        Assert.Equal("2024-10-27T00:00:00+02:00 delivered 25.0 (50)", (await AskAsync(Of(Energy, "/energy", BucketSize.Day, Paris)))[2]);
    }

    [Fact]
    public async Task On_a_day_whose_curve_has_holes_the_daily_total_counts()
    {
        await Store.WriteAsync(Curve("2024-01-01", "2024-01-04", HalfHour, 1m, Paris).Where((_, n) => n != 60));
        await Store.WriteAsync(Days("2024-01-01", "2024-01-04", 50m, Paris));
        Assert.Equal(
            ["2024-01-01T00:00:00+01:00 delivered 48 (48)", "2024-01-02T00:00:00+01:00 delivered 50 (1)", "2024-01-03T00:00:00+01:00 delivered 48 (48)"],
            await AskAsync(Of(Energy, "/energy", BucketSize.Day, Paris)));
    }

    [Fact]
    public async Task Where_only_one_series_is_there_it_counts()
    {
        await Store.WriteAsync(Days("2024-01-01", "2024-01-03", 50m, Paris));
        await Store.WriteAsync(Curve("2024-01-03", "2024-01-04", HalfHour, 1m, Paris).Take(10));
        Assert.Equal(["delivered 110 (12)"], await AskAsync(Of(Energy, "/energy", null, Paris)));
    }

    [Fact]
    public async Task Two_daily_series_of_one_meter_count_once()
    {
        await Store.WriteAsync(Days("2024-01-01", "2024-01-11", 10m, Paris));
        await Store.WriteAsync(Days("2024-01-01", "2024-01-11", 10m, Paris, "index"));
        Assert.Equal(["delivered 100 (10)"], await AskAsync(Of(Energy, "/energy", null, Paris)));
    }

    [Fact]
    public async Task Two_daily_series_whose_clocks_are_an_hour_apart_count_once()
    {
        await Store.WriteAsync(Days("2024-01-01", "2024-01-11", 10m, Paris));
        await Store.WriteAsync(Days("2024-01-01", "2024-01-11", 10m, TimeZoneInfo.Utc, "index"));
        Assert.Equal(["delivered 100 (10)"], await AskAsync(Of(Energy, "/energy", null, Paris)));
    }

    [Fact]
    public async Task Two_daily_series_that_begin_half_a_day_apart_count_once()
    {
        await Store.WriteAsync(Days("2024-01-01", "2024-01-11", 10m, Paris));
        await Store.WriteAsync(Enumerable.Range(0, 9).Select(n => Reading(Start("2024-01-01", Paris).AddDays(n).AddHours(12), TimeSpan.FromDays(1), 10m, "index")));
        Assert.Equal(["delivered 100 (10)"], await AskAsync(Of(Energy, "/energy", null, Paris)));
    }

    [Fact]
    public async Task A_days_total_told_as_24_hours_counts_on_a_day_of_23()
    {
        await Store.WriteAsync(Enumerable.Range(29, 5).Select(n => Reading(Start("2024-03-01", Paris).AddDays(n - 1).AddHours(n > 31 ? -1 : 0), TimeSpan.FromDays(1), 10m, "daily")));
        Assert.Equal(["delivered 50 (5)"], await AskAsync(Of(Energy, "/energy", null, Paris)));
    }

    [Fact]
    public async Task A_monthly_bill_over_whole_days_does_not_count_and_over_half_a_month_does()
    {
        await Store.WriteAsync(Days("2024-01-01", "2024-02-16", 10m, Paris));
        await Store.WriteAsync(Reading(Start("2024-01-01", Paris), TimeSpan.FromDays(31), 300m, "billed"), Reading(Start("2024-02-01", Paris), TimeSpan.FromDays(29), 295m, "billed"));
        Assert.Equal(["2024-01-01T00:00:00+01:00 delivered 310 (31)", "2024-02-01T00:00:00+01:00 delivered 295 (1)"], await AskAsync(Of(Energy, "/energy", BucketSize.Month, Paris)));
    }

    [Fact]
    public async Task Curve_and_days_together_may_cover_a_month()
    {
        await Store.WriteAsync(Curve("2024-01-01", "2024-01-16", HalfHour, 1m, Paris));
        await Store.WriteAsync(Days("2024-01-10", "2024-02-01", 40m, Paris));
        await Store.WriteAsync(Reading(Start("2024-01-01", Paris), TimeSpan.FromDays(31), 999m, "billed"));
        Assert.Equal([$"delivered {(15 * 48) + (16 * 40)} ({(15 * 48) + 16})"], await AskAsync(Of(Energy, "/energy", null, Paris)));
    }

    [Fact]
    public async Task The_hour_that_autumn_adds_does_not_make_a_month_of_days_incomplete()
    {
        await Store.WriteAsync(Enumerable.Range(1, 31).Select(n => Reading(Start($"2024-10-{n:00}", Paris), TimeSpan.FromDays(1), 10m, "daily")));
        await Store.WriteAsync(Reading(Start("2024-10-01", Paris), Start("2024-11-01", Paris) - Start("2024-10-01", Paris), 999m, "billed"));
        Assert.Equal(["delivered 310 (31)"], await AskAsync(Of(Energy, "/energy", null, Paris)));
    }

    [Fact]
    public async Task Meters_and_directions_do_not_stand_in_for_each_other()
    {
        var day = Start("2024-01-01", Paris);
        await Store.WriteAsync(
            Reading(day, TimeSpan.FromDays(1), 1m, "daily", "m1"), Reading(day, TimeSpan.FromDays(1), 2m, "daily", "m2"), Reading(day, TimeSpan.FromDays(1), 4m, "daily", "m1", "received"), Reading(day, TimeSpan.FromDays(1), 8m, "daily", "a\\b"), Reading(day, TimeSpan.FromDays(1), 16m, "daily", "a\"b"));
        Assert.Equal(["delivered 27 (4)", "received 4 (1)"], await AskAsync(Of(Energy, "/energy", null, Paris)));
    }

    [Fact]
    public async Task A_condition_on_the_series_leaves_the_choice_to_who_asks()
    {
        await Store.WriteAsync(Curve("2024-01-01", "2024-01-02", HalfHour, 1m, Paris));
        await Store.WriteAsync(Days("2024-01-01", "2024-01-02", 50m, Paris));
        Assert.True(Condition.TryParse("/series:eq:daily", out var daily));
        Assert.Equal(["delivered 50 (1)"], await AskAsync(Of(Energy, "/energy", null, Paris) with { Where = [daily] }));
        Assert.Equal(["delivered 48 (48)"], await AskAsync(Of(Energy, "/energy", null, Paris)));
    }

    [Fact]
    public async Task Bounds_in_the_middle_of_a_day_make_the_same_choice_as_without()
    {
        await Store.WriteAsync(Curve("2024-01-01", "2024-01-04", HalfHour, 1m, Paris));
        await Store.WriteAsync(Days("2024-01-01", "2024-01-04", 50m, Paris));
        Assert.Equal(["delivered 48 (48)"], await AskAsync(Of(Energy, "/energy", null, Paris, "2024-01-01T12:00:00+01:00", "2024-01-02T12:00:00+01:00")));
    }
}
