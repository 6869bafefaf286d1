using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Plugins.Fhir.Reading;

namespace Hub.Plugins.Fhir.Mapping;

/// <summary>Turns what stands at a path into the value of a field; null leaves the field out.</summary>
internal delegate JsonNode? As(IReadOnlyList<JsonElement> found, Item item);

/// <summary>The conversions that a mapping table may name.</summary>
internal static class To
{
    public static readonly As Text = (found, _) => Join(found.Select(Json.Plain));
    public static readonly As First = (found, _) => found.Select(Json.Plain).FirstOrDefault(text => text is not null);
    public static readonly As Lines = (found, _) => Words.Join("\n", found.Select(Json.Plain)) is { } text ? JsonValue.Create(text) : null;
    public static readonly As Concept = (found, _) => Join(found.Select(Words.Concept));
    public static readonly As Token = (found, _) => Join(found.Select(Words.Token));
    public static readonly As Quantity = (found, _) => Join(found.Select(Words.Quantity));
    public static readonly As Range = (found, _) => Join(found.Select(Words.Range));
    public static readonly As Reference = (found, item) => Join(found.Select(item.Display));
    public static readonly As Reason = (found, item) => Join(found.Select(one => one.ValueKind == JsonValueKind.Object && one.TryGetProperty("reference", out var inner) && inner.ValueKind is JsonValueKind.String ? item.Display(one) : Words.Concept(one) ?? item.Display(one)));
    public static readonly As ReferenceId = (found, _) => found.Select(one => one.FindText("reference")).FirstOrDefault(one => one is not null) is { } reference ? References.Id(reference) : null;
    public static readonly As Address = (found, _) => Join(found.Select(one => Addresses.Text(one)));

    /// <summary>The number with its digits as written.</summary>
    public static readonly As Number = (found, _) => found.FirstOrDefault(one => one.ValueKind == JsonValueKind.Number) is { ValueKind: JsonValueKind.Number } number ? JsonValue.Create(number) : null;
    public static readonly As Flag = (found, _) => found.FirstOrDefault(one => one.ValueKind is JsonValueKind.True or JsonValueKind.False) is { ValueKind: not JsonValueKind.Undefined } flag ? JsonValue.Create(flag.GetBoolean()) : null;
    public static readonly As Gender = (found, _) => found.Select(Json.Plain).FirstOrDefault() is { } gender ? gender is "male" or "female" or "other" ? gender : "unknown" : null;

    /// <summary>A partial date or an instant; a time without offset is of the person's zone.</summary>
    public static readonly As Date = (found, item) => found.Select(Json.Plain).FirstOrDefault(text => text is not null) is { } date ? Placed(date, item.Zone) : null;

    /// <summary>The day alone, for fields that hold a date.</summary>
    public static readonly As Day = (found, _) => found.Select(Json.Plain).FirstOrDefault(text => text is not null) is { } date ? date.Split('T')[0] : null;

    private static JsonNode? Join(IEnumerable<string?> parts) => Words.Join(", ", parts) is { } text ? JsonValue.Create(text) : null;

    private static string Placed(string date, TimeZoneInfo zone)
    {
        var hasTime = date.Length > 10 && date[10] == 'T';
        if (!hasTime || date.EndsWith('Z') || date.LastIndexOfAny(['+', '-']) > 10 || !DateTime.TryParse(date, CultureInfo.InvariantCulture, out var local))
        {
            return date;
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
    }
}
