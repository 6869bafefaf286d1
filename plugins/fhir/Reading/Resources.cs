using System.Text.Json;

namespace Hub.Plugins.Fhir.Reading;

/// <summary>The resources that a slice holds.</summary>
internal static class Resources
{
    public static bool IsBundle(JsonElement root) => root.TryGetProperty("resourceType", out var type) && type.ValueEquals("Bundle");

    public static IEnumerable<(JsonElement Resource, string? FullUrl, string At)> In(JsonElement root, Slice slice)
    {
        if (!slice.IsEntry)
        {
            // A bundle's own members come as a value without its entries; those came before, one by one.
            return root.TryGetProperty("resourceType", out _) && !IsBundle(root) ? [(root, null, slice.At)] : [];
        }

        return root.TryGetProperty("resource", out var resource) && resource.ValueKind == JsonValueKind.Object
            ? IsBundle(resource) ? Inner(resource, slice.At) : [(resource, FullUrl(root), slice.At)]
            : [];
    }

    /// <summary>A batch answer nests one bundle for each request.</summary>
    private static IEnumerable<(JsonElement Resource, string? FullUrl, string At)> Inner(JsonElement bundle, string at)
    {
        if (!bundle.TryGetProperty("entry", out var entries) || entries.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        var number = 0;
        foreach (var entry in entries.EnumerateArray())
        {
            if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("resource", out var resource) && resource.ValueKind == JsonValueKind.Object)
            {
                yield return (resource, FullUrl(entry), $"{at}/resource/entry/{number}");
            }

            number++;
        }
    }

    private static string? FullUrl(JsonElement entry) => entry.TryGetProperty("fullUrl", out var url) && url.ValueKind == JsonValueKind.String ? url.GetString() : null;
}
