using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Front;

namespace Hub.Records;

/// <summary>What is asked of a list of records, from a URL or a body.</summary>
internal sealed record RecordQuestion(string? From, string? To, IReadOnlyList<string>? Where, string? Order, int? Limit, string? Cursor, string? Zone)
{
    private const int MostConditions = 16;

    public static RecordQuestion Of(HttpContext context) => new(
        context.Query("from"), context.Query("to"), [.. context.Queries("where").OfType<string>()], context.Query("order"), context.QueryLimit(), context.Query("cursor"), context.Query("zone"));

    public RecordQuery ToQuery(RecordType type, TimeZoneInfo vaultZone) => new(type)
    {
        Bounds = ParseBounds(From, To, ParseZone(Zone, vaultZone)),
        Where = ParseConditions(type, Where),
        Descending = Order switch
        {
            null or "" or "time" => false,
            "-time" => true,
            _ => throw QueryReading.Wrong("order", "Give time or -time.", "Donnez time ou -time."),
        },
        Limit = QueryReading.Limit(Limit?.ToString(), 100, 1000),
        After = ParseCursor(Cursor),
    };

    public static TimeZoneInfo ParseZone(string? zone, TimeZoneInfo usual) => string.IsNullOrEmpty(zone) ? usual
        : Zones.Find(zone) ?? throw QueryReading.Wrong("zone", "Give the name of a time zone, for instance Europe/Paris.", "Donnez le nom d'un fuseau horaire, par exemple Europe/Paris.");

    public static TimeBounds ParseBounds(string? from, string? to, TimeZoneInfo zone)
    {
        if (!TimeBounds.TryParse(from, null, zone, out _))
        {
            throw NotATime("from");
        }

        return TimeBounds.TryParse(from, to, zone, out var bounds) ? bounds : throw NotATime("to");
    }

    public static IReadOnlyList<Condition> ParseConditions(RecordType type, IReadOnlyList<string>? where)
    {
        if (where is null || where.Count == 0)
        {
            return [];
        }

        if (where.Count > MostConditions)
        {
            throw QueryReading.Wrong("where", $"Give at most {MostConditions} conditions.", $"Donnez au plus {MostConditions} conditions.");
        }

        return [.. where.Select((text, index) => ParseCondition(type, text, where.Count == 1 ? "where" : $"where[{index}]"))];
    }

    public static void CheckField(RecordType type, string pointer, string field)
    {
        if (type.FindField(pointer) is null)
        {
            throw QueryReading.Wrong(field, $"Name a field of {type.Name} as a JSON pointer, for instance {Example(type)}.", $"Nommez un champ de {type.Name} par un pointeur JSON, par exemple {Example(type)}.");
        }
    }

    private static Condition ParseCondition(RecordType type, string text, string field)
    {
        if (!Condition.TryParse(text, out var condition))
        {
            throw QueryReading.Wrong(field, "Write /field:op:value, where op is eq, ne, lt, le, gt, ge or contains.", "Écrivez /champ:op:valeur, où op est eq, ne, lt, le, gt, ge ou contains.");
        }

        CheckField(type, condition.Path, field);
        return condition;
    }

    private static PagePlace? ParseCursor(string? cursor) => string.IsNullOrEmpty(cursor) ? null
        : PageCursor.TryParse(cursor, out var place) ? place
        : throw QueryReading.Wrong("cursor", "Give the \"next\" of the page before, unchanged.", "Donnez le «\u00a0next\u00a0» de la page précédente, sans le modifier.");

    private static ProblemException NotATime(string field) =>
        QueryReading.Wrong(field, "Give a date (2024-01-31) or an instant with its offset (2024-01-31T00:00:00+01:00).", "Donnez une date (2024-01-31) ou un instant avec son décalage (2024-01-31T00:00:00+01:00).");

    private static string Example(RecordType type) => "/" + type.Fields[0].Name;
}
