using System.Globalization;

namespace Hub.Plugins.Cards.Calendars;

/// <summary>A day, or an instant with its offset.</summary>
/// <param name="Day">For a day.</param>
/// <param name="Instant">For an instant.</param>
internal readonly record struct Moment(DateOnly? Day, DateTimeOffset? Instant)
{
    public static Moment operator +(Moment moment, TimeSpan length) =>
        moment.Day is { } day && length.Ticks % TimeSpan.TicksPerDay == 0 ? new(day.AddDays(length.Days), null)
        : moment.Day is null ? new(null, moment.Instant + length) : moment;

    /// <summary>As records write it.</summary>
    public override string ToString() => Day is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : Instant!.Value.Offset == TimeSpan.Zero ? Instant.Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : Instant.Value.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
