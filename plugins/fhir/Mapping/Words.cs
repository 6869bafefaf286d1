using System.Text.Json;

namespace Hub.Plugins.Fhir.Mapping;

/// <summary>FHIR's data types as words that a person reads.</summary>
internal static class Words
{
    /// <summary>A CodeableConcept, Coding, CodeableReference or plain text.</summary>
    public static string? Concept(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.FindText("text") ?? element.FindText("coding.display") ?? element.FindText("display") ?? element.FindText("coding.code")
            ?? element.FindText("concept.text|concept.coding.display|concept.coding.code") ?? element.FindText("code")
        : Json.Plain(element);

    /// <summary>The code itself, for statuses and the like.</summary>
    public static string? Token(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.FindText("coding.code") ?? element.FindText("code") ?? element.FindText("text")
        : Json.Plain(element);

    public static string? Quantity(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? Join(" ", element.FindText("comparator"), element.FindText("value"), element.FindText("unit|code"))
        : Json.Plain(element);

    public static string? Range(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.FindText("text") ?? Join(" – ", Part(element, "low"), Part(element, "high"))
        : Json.Plain(element);

    public static string? Ratio(JsonElement element) => Join(" / ", Part(element, "numerator"), Part(element, "denominator"));

    public static string? PersonName(JsonElement name) => name.ValueKind == JsonValueKind.Object
        ? name.FindText("text") ?? Join(" ", [.. name.Find("prefix").Concat(name.Find("given")).Concat(name.Find("family")).Concat(name.Find("suffix")).Select(Json.Plain)])
        : Json.Plain(name);

    public static string? Join(string between, params IEnumerable<string?> parts) =>
        string.Join(between, parts.Where(part => !string.IsNullOrWhiteSpace(part)).Distinct(StringComparer.Ordinal)) is { Length: > 0 } joined ? joined : null;

    /// <summary>A narrative's text without its markup.</summary>
    public static string? Narrative(string? div)
    {
        if (div is null)
        {
            return null;
        }

        var text = new System.Text.StringBuilder(div.Length);
        var inTag = false;
        foreach (var character in div)
        {
            inTag = character == '<' || (inTag && character != '>');
            text.Append(inTag || character == '>' ? (char)0 : character);
        }

        var lines = System.Net.WebUtility.HtmlDecode(text.Replace("\0", "").ToString()).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Join("\n", lines);
    }

    private static string? Part(JsonElement element, string name) => element.Find(name).Select(Quantity).FirstOrDefault();
}
