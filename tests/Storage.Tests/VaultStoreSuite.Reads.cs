using Hub.Core.Records;
using Hub.Core.Vaults;
using Xunit;

namespace Storage.Tests;

public abstract partial class VaultStoreSuite
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
    private static readonly TimeZoneInfo Kolkata = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");

    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Asia/Kolkata")]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Pago_Pago")]
    [InlineData("UTC")]
    public async Task A_date_fact_belongs_to_its_day_in_every_zone(string zone)
    {
        await Store.PutAsync(Make.AnEvent("d1", "2024-01-31"), Make.AnEvent("d2", "2024-02-01"), Make.AnEvent("d3", "2024-02-29"), Make.AnEvent("d4", "2024-03-01"), Make.AnEvent("month", "2024-02"), Make.AnEvent("none"));
        Assert.Equal(["d2", "d3", "month"], (await RangeAsync("2024-02-01", "2024-03-01", zone)).Order(StringComparer.Ordinal));
        Assert.Equal(["d1"], await RangeAsync("2024-01-31", "2024-02-01", zone));
        Assert.Equal(["d4"], await RangeAsync("2024-03-01", null, zone));
    }

    [Fact]
    public async Task An_instant_belongs_to_the_day_that_the_zone_has_then()
    {
        await Store.PutAsync(Make.AnEvent("late", "2024-02-01T03:00:00Z"), Make.AnEvent("early", "2024-01-31T19:00:00Z"));
        Assert.Equal(["late"], await RangeAsync("2024-02-01", "2024-02-02", "UTC"));
        Assert.Equal(["early", "late"], await RangeAsync("2024-01-31", "2024-02-01", NewYork.Id));
        Assert.Equal(["early", "late"], await RangeAsync("2024-02-01", "2024-02-02", Kolkata.Id));
    }

    [Fact]
    public async Task From_is_inclusive_and_to_exclusive_whatever_the_offset_they_are_told_with()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01T10:00:00+01:00"), Make.AnEvent("b", "2024-01-01T12:00:00+01:00"));
        Assert.Equal(["a"], await RangeAsync("2024-01-01T09:00:00Z", "2024-01-01T11:00:00Z", "UTC"));
        Assert.Equal(["b"], await RangeAsync("2024-01-01T04:00:00.001-05:00", "2024-01-01T11:00:00.001Z", "UTC"));
    }

    [Fact]
    public async Task Days_cut_in_two_by_a_bound_go_to_one_side_only()
    {
        await Store.PutAsync(Make.AnEvent("day", "2024-01-01"), Make.AnEvent("next", "2024-01-02"));
        Assert.Equal(["day"], await RangeAsync(null, "2024-01-01T10:00:00+01:00", "Europe/Paris"));
        Assert.Equal(["next"], await RangeAsync("2024-01-01T10:00:00+01:00", null, "Europe/Paris"));
    }

    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Asia/Kolkata")]
    [InlineData("Pacific/Kiritimati")]
    public async Task The_first_and_the_last_year_are_years_like_others(string zone)
    {
        await Store.PutAsync(
            Make.AnEvent("first", "0001-01-01"), Make.AnEvent("firstInstant", "0001-01-01T12:00:00Z"), Make.AnEvent("y1", "0001"), Make.AnEvent("last", "9999-12-31"), Make.AnEvent("lastInstant", "9999-12-31T23:59:59Z"));
        Assert.Equal(5, (await RangeAsync(null, null, zone)).Count);
        Assert.Equal(3, (await RangeAsync("0001-01-01", "0002-01-01", zone)).Count);
        Assert.Equal(2, (await RangeAsync("9999-12-31", null, zone)).Count(name => name.StartsWith("last", StringComparison.Ordinal)));
        Assert.Contains("last", await RangeAsync("9999-12-31T00:00:00+14:00", null, zone));
        Assert.Contains("first", await RangeAsync("0001-01-01T00:00:00Z", "0001-01-01T13:00:00-09:00", zone));
        var coverage = Assert.Single(await Store.CoverageAsync());
        Assert.Equal(("9999-12-31T23:59:59Z", "0001"), (coverage.Last.ToString(), coverage.First.ToString()[..4]));
    }

    [Fact]
    public async Task A_record_whose_time_moves_is_found_at_its_new_time_only()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01T10:00:00Z"));
        await Store.PutAsync(Make.AnEvent("a", "2025-01-01"));
        Assert.Empty(await RangeAsync("2024-01-01", "2024-12-31", "UTC"));
        Assert.Equal(["a"], await RangeAsync("2025-01-01", "2025-01-02", "UTC"));
        await Store.PutAsync(Make.AnEvent("a"));
        Assert.Empty(await RangeAsync("0001-01-01", null, "UTC"));
        Assert.Equal(["a"], await RangeAsync(null, null, "UTC"));
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task Times_that_are_neither_are_refused()
    {
        Assert.False(TimeBounds.TryParse("yesterday", null, NewYork, out _));
        Assert.False(TimeBounds.TryParse(null, "2024-13-01", NewYork, out _));
        Assert.True(TimeBounds.TryParse("", null, NewYork, out var none) && none.IsNone);
        Assert.Empty(await Store.NamesAsync(new(Make.Event)));
    }

    [Theory]
    [InlineData("/amount:eq:1.0", "one")]
    [InlineData("/amount:eq:1e0", "one")]
    [InlineData("/amount:ne:1", "half", "ten", "text", "none", "null")]
    [InlineData("/amount:lt:1", "half")]
    [InlineData("/amount:le:1", "half", "one")]
    [InlineData("/amount:gt:0.5", "one", "ten")]
    [InlineData("/amount:ge:9.99", "ten")]
    [InlineData("/amount:gt:abc")]
    [InlineData("/note:eq:Épicerie", "one")]
    [InlineData("/note:contains:PICERIE", "one", "ten")]
    [InlineData("/note:eq:a:b:c", "half")]
    [InlineData("/note:lt:a", "ten")]
    [InlineData("/place/day:eq:2024-01-01T09:00:00Z", "one")]
    [InlineData("/place/day:gt:2024-01-01T09:30:00Z", "ten")]
    [InlineData("/place/day:lt:2024-01-01T12:00:00+02:00", "one")]
    [InlineData("/place/ok:eq:true", "one")]
    [InlineData("/place/ok:ne:true", "ten", "half", "text", "none", "null")]
    [InlineData("/tags:contains:red", "one", "ten")]
    [InlineData("/tags:contains:re")]
    [InlineData("/tags:contains:7", "one")]
    [InlineData("/tags/1:eq:red", "ten")]
    [InlineData("/tags/9:ne:red", "one", "half", "ten", "text", "none", "null")]
    [InlineData("/place/a~1b:eq:x", "one")]
    [InlineData("/note:eq:quote\"", "text")]
    public async Task A_condition_holds_for_these(string condition, params string[] names)
    {
        await Store.PutAsync(
            Make.AnEvent("half", more: "\"amount\":0.50,\"note\":\"a:b:c\""),
            Make.AnEvent("one", more: "\"amount\":1,\"note\":\"Épicerie\",\"tags\":[\"red\",7.0],\"place\":{\"day\":\"2024-01-01T10:00:00+01:00\",\"ok\":true,\"a/b\":\"x\"}"),
            Make.AnEvent("ten", more: "\"amount\":10,\"note\":\"L'épicerie du coin\",\"tags\":[\"green\",\"red\"],\"place\":{\"day\":\"2024-01-01T10:00:00Z\",\"ok\":false}"),
            Make.AnEvent("text", more: "\"note\":\"quote\\\"\""),
            Make.AnEvent("none"),
            Make.AnEvent("null", more: "\"kind\":\"x\""));
        Assert.True(Condition.TryParse(condition, out var where));
        Assert.Equal(names.Order(StringComparer.Ordinal), (await Store.NamesAsync(new(Make.Event) { Where = [where] })).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/amount")]
    [InlineData("/amount:eq")]
    [InlineData("amount:eq:1")]
    [InlineData("/amount:like:1")]
    [InlineData("/amount:2:1")]
    [InlineData("/amount:eq,lt:1")]
    public void What_is_no_condition_is_refused(string text) => Assert.False(Condition.TryParse(text, out _));

    [Fact]
    public async Task Several_conditions_all_hold()
    {
        await Store.PutAsync(Make.AnEvent("a", more: "\"amount\":1,\"kind\":\"x\""), Make.AnEvent("b", more: "\"amount\":2,\"kind\":\"x\""), Make.AnEvent("c", more: "\"amount\":2,\"kind\":\"y\""));
        Assert.Equal(["b"], await Store.NamesAsync(new(Make.Event) { Where = [Where("/amount:ge:2"), Where("/kind:eq:x")] }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_cursor_that_is_none_is_told(string? text) => Assert.False(PageCursor.TryParse(text, out _));

    [Fact]
    public void A_cursor_comes_back_as_it_went()
    {
        var place = new PagePlace(-62_135_596_800_000, Make.IdOf("x"));
        Assert.True(PageCursor.TryParse(PageCursor.Write(place), out var read));
        Assert.Equal(place, read);
    }

    [Fact]
    public async Task A_scan_shows_all_live_records_of_a_type_however_few_among_others()
    {
        await Store.PutAsync(Enumerable.Range(0, 50).Select(n => Make.AnEvent($"e{n}", n % 2 == 0 ? null : "2024-01-01")));
        var readings = Enumerable.Range(1, 3).Select(n => Make.Record(Make.Reading, $$"""{"ref":"r{{n}}","at":"2024-01-0{{n}}","step":60,"amount":1}""")).ToList();
        await Store.WriteAsync(readings.Select(record => Make.Put(record, type: Make.Reading)));
        await Store.WriteAsync(Make.Delete(readings[1].Id, Make.Reading), Make.Delete(Make.IdOf("e7")));
        var seen = new List<(RecordId, string)>();
        await Store.ScanAsync(Make.Reading.Name, TimeBounds.None, record => seen.Add((record.Id, record.Time.ToString())));
        Assert.Equal([(readings[0].Id, "2024-01-01"), (readings[2].Id, "2024-01-03")], seen.OrderBy(item => item.Item2, StringComparer.Ordinal));
        var events = 0;
        await Store.ScanAsync(Make.Event.Name, TimeBounds.None, _ => events++);
        Assert.Equal(49, events);
        await Store.ScanAsync("test.unknown", TimeBounds.None, _ => throw new InvalidOperationException());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cursor_from_outside_the_bounds_stays_within_them(bool descending)
    {
        await Store.PutAsync(Enumerable.Range(1, 9).Select(n => Make.AnEvent($"e{n}", $"2024-01-0{n}")));
        Assert.True(TimeBounds.TryParse("2024-01-03", "2024-01-06", TimeZoneInfo.Utc, out var bounds));
        async Task<int> CountAfter(string name) => (await Store.QueryAsync(new(Make.Event) { Bounds = bounds, Descending = descending, After = new((await Store.FindAsync(name))!.Time.UnixMilliseconds, Make.IdOf(name)) })).Items.Count;
        Assert.Equal(descending ? 0 : 3, await CountAfter("e1"));
        Assert.Equal(descending ? 3 : 0, await CountAfter("e9"));
        Assert.Equal(1, await CountAfter("e4"));
    }

    private static Condition Where(string text) => Condition.TryParse(text, out var where) ? where : throw new FormatException(text);

    private async Task<List<string>> RangeAsync(string? from, string? to, string zone)
    {
        Assert.True(TimeBounds.TryParse(from, to, TimeZoneInfo.FindSystemTimeZoneById(zone), out var bounds));
        var names = await Store.NamesAsync(new(Make.Event) { Bounds = bounds });
        var scanned = 0;
        await Store.ScanAsync(Make.Event.Name, bounds, _ => scanned++);
        Assert.Equal(names.Count, scanned);
        return names;
    }
}
