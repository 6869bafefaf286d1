using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Plugins;

/// <summary>Whether a holder's file has grown old: how far what it brought reaches, against how often a fresh one is worth the effort.</summary>
public static class FileAge
{
    private const string Everywhere = "ZZ";

    /// <summary>What of a source has times, most of it first found; null when none has.</summary>
    public static Coverage? Dated(IEnumerable<Coverage> source, RecordTypes types) =>
        source.Where(item => !item.Last.IsNone && types.Find(item.Type)?.Time is not null).OrderByDescending(item => item.Count).FirstOrDefault();

    /// <summary>The only holder, or the one that stands for all others.</summary>
    public static Holder? Usual(IReadOnlyList<Holder> holders) => holders.FirstOrDefault(holder => holder.Country == Everywhere) ?? (holders.Count > 0 ? holders[0] : null);

    public static bool IsStale(Coverage? dated, Holder? holder, TimeZoneInfo zone, DateOnly today) =>
        dated is not null && holder?.FreshEvery is { } every && After(Zones.DayOf(dated.Last, zone), every) < today;

    /// <summary>P1D, P2W, P3M, P1Y after a day.</summary>
    private static DateOnly After(DateOnly day, string duration) => int.TryParse(duration.AsSpan(1, duration.Length - 2), out var count)
        ? duration[^1] switch
        {
            'D' => day.AddDays(count),
            'W' => day.AddDays(count * 7),
            'M' => day.AddMonths(count),
            _ => day.AddYears(count),
        }
        : day;
}
