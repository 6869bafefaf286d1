using Hub.Plugins.Cards;
using Hub.Plugins.Cards.Calendars;
using Hub.Plugins.Cards.Lines;
using Hub.Sdk;

namespace Hub.Plugins.Calendar;

/// <summary>Reads the calendars (.ics) that programs and services export. Two passes: the first learns the zones that the file describes and which occurrences of a series were changed, the second saves event by event.</summary>
public sealed class CalendarConnector : IConnector
{
    /// <inheritdoc/>
    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        var text = new CardFile(file);
        var calendar = new CalendarText(context, Place.File);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in text.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            counts[item.Name] = counts.GetValueOrDefault(item.Name) + 1;
            calendar.Learn(item);
        }

        foreach (var item in text.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await calendar.SaveAsync(item);
        }

        await calendar.FinishAsync();
        await EndAsync(context, counts, text.IsCut);
    }

    private static async Task EndAsync(ConnectorContext context, SortedDictionary<string, int> counts, bool isCut)
    {
        var others = counts.GetValueOrDefault("VTODO") + counts.GetValueOrDefault("VJOURNAL");
        if (others > 0)
        {
            await context.LogAsync($"{others} tasks and notes left aside");
        }

        if (!counts.ContainsKey("VEVENT"))
        {
            throw new RunException(Outcome.NotMyFile, others > 0 ? Says.NoEvents : Says.NoCalendar);
        }

        if (isCut)
        {
            throw new RunException(Outcome.Truncated, Says.Cut);
        }
    }
}
