using System.Text.Json;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Web.Views;

/// <summary>Makes lines of a day's records, and sentences about the day.</summary>
public static class DayViews
{
    private const int MostDetails = 2;
    private const double UsualHours = 24;

    public static DayLine Line(RecordType type, StoredRecord record, PageContext page)
    {
        using var document = JsonDocument.Parse(record.Data);
        var data = document.RootElement;
        var title = type.TitleOf(data, page);
        var value = type.Field(type.Chart?.Value) is { } measured && data.TryGetProperty(measured.Name, out var number) ? measured.Show(number, data, page) : null;
        var details = type.ListFields().Where(field => field.Name != type.Time?.Field && field.Name != type.Chart?.Value)
            .Select(field => data.TryGetProperty(field.Name, out var detail) ? field.Show(detail, data, page) : null)
            .Where(text => !string.IsNullOrEmpty(text) && text != title && text != value).Take(MostDetails).OfType<string>();
        return new DayLine(title, RecordTables.AddressOf(record), type.Icon(),
            record.Time.IsInstant ? page.Format.Time(DateTimeOffset.FromUnixTimeMilliseconds(record.Time.UnixMilliseconds)) : null,
            string.Join(" · ", record.Time.IsInstant ? details.Prepend(page.L(type.Label)) : details),
            value);
    }

    /// <summary>Days on which the clocks change are not of 24 hours.</summary>
    public static string? Length(DateOnly day, PageContext page)
    {
        var zone = page.Format.Zone;
        var hours = TimeSpan.FromMilliseconds(Zones.StartOfDay(day.AddDays(1).ToDateTime(default), zone) - Zones.StartOfDay(day.ToDateTime(default), zone)).TotalHours;
        var number = page.Format.Number((decimal)hours, 1);
        return hours == UsualHours ? null : hours < UsualHours
            ? page.L($"This day has {number} hours: the clocks are put forward.", $"Ce jour compte {number} heures : les horloges sont avancées.")
            : page.L($"This day has {number} hours: the clocks are put back, and an hour comes twice.", $"Ce jour compte {number} heures : les horloges sont reculées, et une heure revient deux fois.");
    }
}
