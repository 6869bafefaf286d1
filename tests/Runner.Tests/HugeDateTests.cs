using Hub.Core.Plugins.Running;
using Hub.Sdk;

namespace Runner.Tests;

/// <summary>Whatever number a script gives to whichever member of <c>Date</c>: it answers, with an instant that there is or with none. What never answered would end the run by its time.</summary>
public sealed class HugeDateTests
{
    private static readonly RunnerLimits Bounded = new() { Time = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task No_member_of_Date_counts_for_ever()
    {
        var (result, told) = await Scripts.ImportAsync(
            """
            var numbers = [1e300, -1e300, 1e18, -1e18, 8.64e15, 8.64e15 + 1, -8.64e15 - 1, 1e12, -1e12, 2147483648, -2147483649, 4294967296, 400001, -400001, 275760, -271821, 99.9, 0.5, -0.5, -0, NaN, Infinity, -Infinity];
            var begun = [0, NaN, 8.64e15, -8.64e15, 1761438600000];
            var tried = 0, wrong = [];
            function see(what, t, finite) {
                tried++;
                if (typeof t !== 'number' || !(t !== t || Math.abs(t) <= 8.64e15) || (t === t && (t % 1 !== 0 || !finite))) { wrong.push(what + ' gives ' + t); }
            }
            function list(at, length, number) {
                var all = [], i;
                for (i = 0; i < length; i++) { all.push(at < 0 || at === i ? number : 1); }
                return all;
            }
            // How many of its arguments each member looks at.
            function heeds(name) { return /Year$/.test(name) ? name === 'setYear' ? 1 : 3 : /Month$/.test(name) ? 2 : /Hours$/.test(name) ? 4 : /Minutes$/.test(name) ? 3 : /Seconds$/.test(name) && !/Milli/.test(name) ? 2 : 1; }

            numbers.forEach(function (number) {
                var length, at, all;
                for (length = 1; length <= 8; length++) {
                    for (at = -1; at < length; at++) {
                        all = list(at, length, number);
                        see('Date.UTC(' + all + ')', Date.UTC.apply(null, all), at >= 7 || isFinite(number));
                        all = list(at, 7, number);
                        see('new Date(' + all + ')', new Date(all[0], all[1], all[2], all[3], all[4], all[5], all[6]).getTime(), at >= 7 || isFinite(number));
                    }
                }
                see('new Date(' + number + ')', new Date(number).getTime(), isFinite(number));
                see('Date.parse(' + number + ')', Date.parse(number), true);
                see('new Date of a text ' + number, new Date('' + number).getTime(), true);
                Object.getOwnPropertyNames(Date.prototype).filter(function (name) { return /^set/.test(name); }).forEach(function (name) {
                    begun.forEach(function (start) {
                        var length, at, date;
                        for (length = 1; length <= 8; length++) {
                            for (at = -1; at < length; at++) {
                                date = new Date(start);
                                see(name + '(' + list(at, length, number) + ') of ' + start, date[name].apply(date, list(at, length, number)), at >= heeds(name) || isFinite(number));
                                see(name + ' and then getTime', date.getTime(), true);
                            }
                        }
                    });
                });
            });

            // What reads looks at no argument, but at instants at the ends of time.
            begun.concat([-8.64e15 + 1, 8.64e15 - 1, -62198755200000, 253402300800000]).forEach(function (start) {
                Object.getOwnPropertyNames(Date.prototype).filter(function (name) { return /^(get|to|valueOf)/.test(name); }).forEach(function (name) {
                    try { new Date(start)[name](1e300, 1e300); } catch (e) { if (!(e instanceof RangeError)) { wrong.push(name + ' of ' + start + ' throws ' + e); } }
                    tried++;
                });
            });
            hub.log(wrong.length + ' of ' + (tried > 30000 ? 'many' : tried) + ' wrong ' + wrong.slice(0, 5).join('; '));
            """,
            limits: Bounded);

        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail?.En));
        Assert.Equal(["0 of many wrong "], told.Log);
    }
}
