using System.Text.Json;

namespace Hub.Plugins.Fhir.Mapping;

/// <summary>Finds parts of a resource. A path is member names with dots; arrays are entered by themselves; <c>|</c> separates alternatives, the first that is there counts.</summary>
internal static class Json
{
    /// <summary>What a resource may nest. Real ones stay under 20.</summary>
    public const int MaxDepth = 64;

    public static IEnumerable<JsonElement> Find(this JsonElement resource, string path)
    {
        foreach (var alternative in path.Split('|'))
        {
            var found = Follow(resource, alternative.Split('.'), 0).ToList();
            if (found.Count > 0)
            {
                return found;
            }
        }

        return [];
    }

    public static string? FindText(this JsonElement resource, string path) =>
        resource.Find(path).Select(Plain).FirstOrDefault(text => text is not null);

    public static string? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!.Trim() is { Length: > 0 } text ? text : null,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        _ => null,
    };

    private static IEnumerable<JsonElement> Follow(JsonElement element, string[] names, int at)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().SelectMany(item => Follow(item, names, at));
        }

        if (at == names.Length)
        {
            return element.ValueKind == JsonValueKind.Null ? [] : [element];
        }

        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(names[at], out var member) ? Follow(member, names, at + 1) : [];
    }
}
