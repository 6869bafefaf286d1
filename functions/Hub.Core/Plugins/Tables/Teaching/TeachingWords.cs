using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Sdk;

namespace Hub.Core.Plugins.Tables.Teaching;

/// <summary>The words by which tables call what they hold, kept as data and folded.</summary>
internal sealed record TeachingWords
{
    private static readonly Lazy<TeachingWords> Shipped = new(() =>
    {
        using var resource = typeof(TeachingWords).Assembly.GetManifestResourceStream("Hub.Core.teaching-words.json")!;
        return JsonSerializer.Deserialize(resource, TeachingJson.Default.TeachingWords)!;
    });

    public static TeachingWords All => Shipped.Value;

    /// <summary>By type and target. A target is a field, or a part of one behind a colon.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> Fields { get; init; }

    /// <summary>Without one of these there is nothing to tell of the type.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Measures { get; init; }

    /// <summary>Words that speak for a type wherever they stand in a header.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Strong { get; init; }

    /// <summary>What is usual where no column says it.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Constants { get; init; }

    /// <summary>By type, field and value: words of a header or a file's name that say so.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>> Hints { get; init; }

    public required IReadOnlyDictionary<string, string> Units { get; init; }

    public required IReadOnlyDictionary<string, string> Currencies { get; init; }

    /// <summary>What a column of ways says of money that goes out.</summary>
    public required IReadOnlyList<string> Out { get; init; }

    public required IReadOnlyList<string> In { get; init; }

    /// <summary>The words of a header's cell, without what stands between them.</summary>
    public static IReadOnlyList<string> Split(string cell) =>
        TextFolding.Fold(cell).Split([' ', '(', ')', '[', ']', '/', '_', '-', '.', ':', ',', '\'', '’', '"'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether the words of a phrase stand in a cell one behind the other.</summary>
    public static bool Holds(IReadOnlyList<string> cell, string phrase)
    {
        var words = Split(phrase);
        return words.Count > 0 && Enumerable.Range(0, Math.Max(0, cell.Count - words.Count + 1)).Any(at => words.SequenceEqual(cell.Skip(at).Take(words.Count), StringComparer.Ordinal));
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TeachingWords))]
internal sealed partial class TeachingJson : JsonSerializerContext;
