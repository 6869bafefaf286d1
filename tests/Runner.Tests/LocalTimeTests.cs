using Hub.Runner.Scripts;
using Jint;
using Jint.Native;

namespace Runner.Tests;

/// <summary>Local times of scripts, against the rules of the zones themselves.</summary>
public sealed class LocalTimeTests
{
    private const string Read = "d.getFullYear() + '-' + (d.getMonth() + 1) + '-' + d.getDate() + ' ' + d.getHours() + ':' + d.getMinutes() + ' ' + d.getDay() + ' ' + d.getTimezoneOffset()";

    public static TheoryData<string> Zones => ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo", "UTC"];

    [Theory]
    [MemberData(nameof(Zones))]
    public void Each_instant_around_each_change_of_the_clocks_is_told_as_the_zone_has_it(string id)
    {
        var (zone, engine) = Make(id, $"function tell(t) {{ var d = new Date(t); return {Read}; }}");
        foreach (var instant in Instants(zone))
        {
            var local = TimeZoneInfo.ConvertTimeFromUtc(instant, zone);
            var ahead = zone.GetUtcOffset(instant).TotalMinutes;
            Assert.Equal(
                FormattableString.Invariant($"{local.Year}-{local.Month}-{local.Day} {local.Hour}:{local.Minute} {(int)local.DayOfWeek} {(ahead == 0 ? 0 : -ahead)}"),
                engine.Invoke("tell", Milliseconds(instant)).AsString());
        }
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Each_local_time_around_each_change_of_the_clocks_is_the_instant_that_the_zone_has_it_at(string id)
    {
        var (zone, engine) = Make(
            id,
            """
            function make(y, m, d, h, n) {
                var two = function (x) { return (x < 10 ? '0' : '') + x; }, text = y + '-' + two(m) + '-' + two(d) + 'T' + two(h) + ':' + two(n), set = new Date(0);
                set.setFullYear(y, m - 1, d); set.setHours(h, n, 0, 0);
                return [new Date(y, m - 1, d, h, n).getTime(), Date.parse(text), new Date(text.replace('T', ' ') + ':00').getTime(), set.getTime()].join();
            }
            """);
        foreach (var local in Instants(zone).Select(instant => TimeZoneInfo.ConvertTimeFromUtc(instant, zone)).SelectMany(local => new[] { local, local.AddHours(1), local.AddHours(-1) }))
        {
            var expected = Milliseconds(Instant(zone, local));
            Assert.Equal(
                string.Join(',', Enumerable.Repeat(expected, 4)),
                engine.Invoke("make", local.Year, local.Month, local.Day, local.Hour, local.Minute).AsString());
        }
    }

    [Theory]
    [InlineData("new Date(2025,2,30,3,10).toISOString()", "2025-03-30T01:10:00.000Z")]
    [InlineData("new Date(2025,2,30,4,10).toISOString()", "2025-03-30T02:10:00.000Z")]
    [InlineData("new Date('2025-03-30T01:00:00Z').getHours()", "3")]
    [InlineData("new Date('2025-10-26T01:30Z').getHours()", "2")]
    [InlineData("new Date(2025,2,30,2,30).toISOString()", "2025-03-30T01:30:00.000Z")]
    [InlineData("new Date(2025,9,26,2,30).toISOString()", "2025-10-26T00:30:00.000Z")]
    [InlineData("new Date(2025,2,30).toString()", "Sun Mar 30 2025 00:00:00 GMT+0100")]
    [InlineData("String(Date.parse(String(new Date(2025,9,26,2,30))))", "1761438600000")]
    [InlineData("Date.parse('Sun Oct 26 2025 02:30:00 GMT+0200 (Central European Summer Time)')", "1761438600000")]
    [InlineData("Date.parse(new Date(1761438600000).toUTCString())", "1761438600000")]
    [InlineData("new Date('2025-03-30').toISOString()", "2025-03-30T00:00:00.000Z")]
    [InlineData("new Date('2025-03-30T03:10:00.5+02:00').toISOString()", "2025-03-30T01:10:00.500Z")]
    [InlineData("new Date('2025-02-29T00:00').getTime() + '' + new Date('no').getHours() + new Date(NaN)", "NaNNaNInvalid Date")]
    [InlineData("new Date('2025-03-29T24:00').toISOString()", "2025-03-29T23:00:00.000Z")]
    [InlineData("new Date(2025,12,1).getMonth() + ',' + new Date(2025,0,0).getDate() + ',' + new Date(99,0).getFullYear()", "0,31,1999")]
    [InlineData("var d = new Date(2025,2,29,2,30); d.setDate(30); d.toISOString()", "2025-03-30T01:30:00.000Z")]
    [InlineData("var d = new Date(NaN); d.setHours(1); var n = d.getTime(); d.setFullYear(2025); n + d.toISOString()", "NaN2024-12-31T23:00:00.000Z")]
    [InlineData("new Date(-1).getMilliseconds() + ',' + new Date(-62198755200000).getFullYear() + ',' + new Date(8.64e15).getFullYear()", "999,-1,275760")]
    [InlineData("new Date(8.64e15 + 1).getTime() + ',' + new Date(1e300, 0).getTime() + ',' + new Date(2025, -1e9).getTime()", "NaN,NaN,NaN")]
    [InlineData("var c = new Date(new Date(2025,2,30,3,10)); c.toDateString() + c.toTimeString()", "Sun Mar 30 202503:10:00 GMT+0200")]
    [InlineData("[8.64e15, -8.64e15, -62167219200001, 253402300800000].map(function (t) { return new Date(t).toISOString(); }).join()", "+275760-09-13T00:00:00.000Z,-271821-04-20T00:00:00.000Z,-000001-12-31T23:59:59.999Z,+010000-01-01T00:00:00.000Z")]
    [InlineData("new Date(1761438600000).toUTCString() + ' ' + new Date(NaN).toGMTString()", "Sun, 26 Oct 2025 00:30:00 GMT Invalid Date")]
    [InlineData("try { new Date(NaN).toISOString(); } catch (e) { e.name + new Date(NaN).toJSON(); }", "RangeErrornull")]
    [InlineData("var d = new Date(2025,2,30,2,30); d.setUTCHours(25, 61); [d.toISOString(), d.getUTCDay(), d.getUTCDate(), Date.UTC(99, 0), Date.UTC(2025)].join()", "2025-03-31T02:01:00.000Z,1,31,915148800000,1735689600000")]
    [InlineData("try { Date.prototype.getHours.call({}); } catch (e) { e.name; }", "TypeError")]
    public void In_Paris_it_behaves_as_the_language_says(string script, string expected) =>
        Assert.Equal(expected, Jint.Runtime.TypeConverter.ToString(Make("Europe/Paris", "").Engine.Execute(script).GetCompletionValue()));

    // The language's rule: of a time that comes twice the first, and one that never comes as if the clocks had not yet changed.
    private static DateTime Instant(TimeZoneInfo zone, DateTime local)
    {
        var zoneless = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        var ahead = zone.IsAmbiguousTime(zoneless) ? zone.GetAmbiguousTimeOffsets(zoneless).Max()
            : zone.IsInvalidTime(zoneless) ? zone.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Utc).AddDays(-1.5))
            : zone.GetUtcOffset(zoneless);
        return DateTime.SpecifyKind(local - ahead, DateTimeKind.Utc);
    }

    /// <summary>Steps on both sides of each change between 2005 and 2030, and one instant of each month.</summary>
    private static IEnumerable<DateTime> Instants(TimeZoneInfo zone)
    {
        for (var day = new DateTime(2005, 1, 1, 0, 0, 0, DateTimeKind.Utc); day.Year < 2030; day = day.AddDays(1))
        {
            if (zone.GetUtcOffset(day) != zone.GetUtcOffset(day.AddDays(1)))
            {
                for (var step = day.AddHours(-6); step < day.AddHours(30); step = step.AddMinutes(15))
                {
                    yield return step;
                }
            }
            else if (day.Day == 1)
            {
                yield return day.AddMinutes(754);
            }
        }
    }

    private static double Milliseconds(DateTime instant) => (instant - DateTime.UnixEpoch).TotalMilliseconds;

    private static (TimeZoneInfo Zone, Engine Engine) Make(string id, string script)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        return (zone, ScriptGlobals.Create(TimeProvider.System, zone, new ScriptRandom(1), _ => JsValue.Undefined).Execute(script));
    }
}
