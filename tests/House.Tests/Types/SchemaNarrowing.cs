using System.Text.Json;
using System.Text.Json.Nodes;

namespace House.Tests.Types;

/// <summary>What a schema refuses that an earlier one took.</summary>
internal static class SchemaNarrowing
{
    private static readonly string[] Floors = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"];
    private static readonly string[] Ceilings = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"];
    private static readonly string[] Forms = ["pattern", "format", "const", "$ref"];

    public static IEnumerable<string> Of(JsonNode? older, JsonNode? newer, string place = "")
    {
        if (older is not JsonObject had || newer is not JsonObject has)
        {
            // true takes everything, false nothing.
            return IsOpen(newer) || Same(older, newer) ? [] : [$"{place}: it takes less than it took"];
        }

        return OfValues(had, has, place).Concat(OfMembers(had, has, place));
    }

    private static IEnumerable<string> OfValues(JsonObject had, JsonObject has, string place) =>
    [
        .. Floors.Where(key => has[key] is { } now && (had[key] is not { } then || Number(now) > Number(then))).Select(key => $"{place}: {key} is higher"),
        .. Ceilings.Where(key => has[key] is { } now && (had[key] is not { } then || Number(now) < Number(then))).Select(key => $"{place}: {key} is lower"),
        .. Forms.Where(key => has[key] is { } now && !Same(had[key], now)).Select(key => $"{place}: {key} is another"),
        .. has["enum"] is JsonArray values && (had["enum"] is not JsonArray before || before.Any(value => !values.Any(other => Same(value, other)))) ? [$"{place}: enum takes less"] : Array.Empty<string>(),
        .. has["type"] is { } types && !Types(had["type"]).IsSubsetOf(Types(types)) ? [$"{place}: type takes less"] : Array.Empty<string>(),
        .. Texts(has["required"]).Except(Texts(had["required"]), StringComparer.Ordinal).Select(field => $"{place}/{field}: is required"),
    ];

    private static IEnumerable<string> OfMembers(JsonObject had, JsonObject has, string place)
    {
        var (before, now) = (had["properties"] as JsonObject ?? [], has["properties"] as JsonObject ?? []);
        var others = has.ContainsKey("additionalProperties") ? has["additionalProperties"] : true;
        var earlier = had.ContainsKey("additionalProperties") ? had["additionalProperties"] : true;
        return
        [
            .. before.SelectMany(member => Of(member.Value, now.ContainsKey(member.Key) ? now[member.Key] : others, $"{place}/{member.Key}")),
            .. Of(earlier, others, place + "/(others)"),
            .. has.ContainsKey("items") ? Of(had.ContainsKey("items") ? had["items"] : true, has["items"], place + "/*") : [],
            .. (had["$defs"] as JsonObject ?? []).Where(part => (has["$defs"] as JsonObject)?.ContainsKey(part.Key) == true).SelectMany(part => Of(part.Value, has["$defs"]![part.Key], $"{place}/$defs/{part.Key}")),
        ];
    }

    private static bool IsOpen(JsonNode? schema) => schema is null || schema.GetValueKind() == JsonValueKind.True;

    private static decimal Number(JsonNode node) => node.GetValue<decimal>();

    private static HashSet<string> Types(JsonNode? types) => types switch
    {
        null => ["null", "boolean", "integer", "number", "string", "array", "object"],
        JsonArray several => [.. several.SelectMany(type => Types(type))],
        _ => types.GetValue<string>() == "number" ? ["integer", "number"] : [types.GetValue<string>()],
    };

    private static IEnumerable<string> Texts(JsonNode? list) => list is JsonArray texts ? texts.Select(text => text!.GetValue<string>()) : [];

    private static bool Same(JsonNode? one, JsonNode? other) => JsonNode.DeepEquals(one, other);
}
