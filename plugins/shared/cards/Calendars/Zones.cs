using Hub.Plugins.Cards.Lines;

namespace Hub.Plugins.Cards.Calendars;

/// <summary>Time zones by the name that a text gives them: those of the world, then those that the text itself describes.</summary>
/// <param name="person">For times that name no zone: they are meant wherever the person is.</param>
internal sealed class Zones(TimeZoneInfo person)
{
    private readonly Dictionary<string, TimeZoneInfo?> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<ZoneRule>> _described = new(StringComparer.Ordinal);

    /// <summary>Takes note of an item that describes a zone.</summary>
    public void Learn(Component item)
    {
        if (item.Name == "VTIMEZONE" && item.Find("TZID")?.Value.Trim() is { } name)
        {
            _described[name] = [.. item.Children.Select(ZoneRule.Find).OfType<ZoneRule>()];
        }
    }

    /// <summary>The offset that clocks show at a local time, or null for a zone that nobody describes.</summary>
    public TimeSpan? FindOffset(string? zone, DateTime local)
    {
        if (zone is null)
        {
            return Offset(person, local);
        }

        if (Known(zone) is { } known)
        {
            return Offset(known, local);
        }

        return _described.TryGetValue(zone, out var rules) && rules.Count > 0 ? Offset(rules, local) : null;
    }

    private TimeZoneInfo? Known(string name)
    {
        if (_known.TryGetValue(name, out var zone))
        {
            return zone;
        }

        // Some programs write their own path before the name: /citadel.org/20210210_1/Europe/Paris.
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var ends = name.StartsWith('/') ? Enumerable.Range(0, parts.Length).Select(skip => string.Join('/', parts.Skip(skip))) : [name];
        return _known[name] = ends.Select(Look).FirstOrDefault(found => found is not null) ?? (WindowsZones.Find(name) is { } world ? Look(world) : null);
    }

    private static TimeZoneInfo? Look(string name) =>
        name.Length < 64 && char.IsAsciiLetter(name.FirstOrDefault()) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+') && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) ? found : null;

    // Of an hour that comes twice, the first is meant (RFC 5545, 3.3.5).
    private static TimeSpan Offset(TimeZoneInfo zone, DateTime local) => zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);

    private static TimeSpan Offset(IReadOnlyList<ZoneRule> rules, DateTime local)
    {
        var current = rules.Select(rule => (Rule: rule, Since: rule.LastBefore(local))).Where(item => item.Since is not null).OrderBy(item => item.Since).LastOrDefault().Rule;
        return current?.To ?? rules.OrderBy(rule => rule.Start).First().From;
    }
}
