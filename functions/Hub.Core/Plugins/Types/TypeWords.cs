using System.Text.Json;

namespace Hub.Core.Plugins.Types;

/// <summary>The words of a record type: each is there in the languages that the manifest declares, and none is a book.</summary>
internal static class TypeWords
{
    private const int LongestLabel = 100;
    private const int LongestHelp = 1000;
    private static readonly string[] Languages = ["en", "fr"];

    /// <summary>What is wrong, or null.</summary>
    public static string? Fault(JsonElement schema, IReadOnlyList<string> languages) => Fault(schema, [.. languages.Intersect(Languages, StringComparer.Ordinal)], "");

    private static string? Fault(JsonElement schema, IReadOnlyList<string> languages, string place)
    {
        foreach (var member in schema.EnumerateObject())
        {
            var fault = member switch
            {
                { Name: "hub", Value.ValueKind: JsonValueKind.Object } => OfAnnotations(schema, member.Value, languages, place),
                { Name: "properties" or "$defs", Value.ValueKind: JsonValueKind.Object } => member.Value.EnumerateObject().Where(inner => inner.Value.ValueKind == JsonValueKind.Object)
                    .Select(inner => Fault(inner.Value, languages, $"{place}/{inner.Name}")).FirstOrDefault(found => found is not null),
                { Name: "items", Value.ValueKind: JsonValueKind.Object } => Fault(member.Value, languages, place + "/*"),
                _ => null,
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private static string? OfAnnotations(JsonElement schema, JsonElement hub, IReadOnlyList<string> languages, string place) =>
        OfText(hub, "label", LongestLabel, languages, place) ?? OfText(hub, "help", LongestHelp, languages, place)
        ?? (schema.TryGetProperty("enum", out var values) && hub.TryGetProperty("labels", out var labels)
            ? values.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => labels.TryGetProperty(value.GetString()!, out _) ? OfText(labels, value.GetString()!, LongestLabel, languages, place + "/labels") : $"the value {value} of {place} has no label.").FirstOrDefault(fault => fault is not null)
            : null);

    private static string? OfText(JsonElement hub, string key, int longest, IReadOnlyList<string> languages, string place)
    {
        if (!hub.TryGetProperty(key, out var text))
        {
            return null; // where one is needed, whoever reads the type says so
        }

        var where = place.Length == 0 ? $"its {key}" : $"the {key} of {place}";
        return text.ValueKind != JsonValueKind.Object ? $"{where} is no text in languages."
            : languages.FirstOrDefault(language => !text.TryGetProperty(language, out var words) || words.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(words.GetString())) is { } missing ? $"{where} is missing in \"{missing}\"."
            : text.EnumerateObject().Any(words => words.Value.ValueKind != JsonValueKind.String || words.Value.GetString()!.Length > longest || words.Value.GetString()!.Any(char.IsControl)) ? $"{where} is longer than {longest} characters, or no text."
            : null;
    }
}
