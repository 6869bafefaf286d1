using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Plugins.Fhir.Mapping;

/// <summary>One line of a mapping table.</summary>
/// <param name="Name">The record's field; a field that an earlier line filled is left as it is.</param>
/// <param name="Path">Where it stands in the resource, see <see cref="Json"/>; empty is the element itself.</param>
/// <param name="As">What it becomes.</param>
internal sealed record Field(string Name, string Path, As As)
{
    /// <summary>A CodeableConcept as <c>display</c>, <c>code</c> and <c>codeSystem</c>.</summary>
    public static Field[] Coded(string path) =>
    [
        new("display", path, To.Concept),
        new("code", Inside(path, "coding.code", "concept.coding.code"), To.First),
        new("codeSystem", Inside(path, "coding.system", "concept.coding.system"), To.First),
    ];

    public static Field[] Encounter { get; } =
    [
        new("encounter", "encounter|context.encounter|context", To.Reference),
        new("encounterId", "encounter|context.encounter|context", To.ReferenceId),
    ];

    public void Apply(JsonObject draft, Item item, JsonElement element)
    {
        if (!draft.ContainsKey(Name))
        {
            draft.Set(Name, As(Path.Length == 0 ? [element] : [.. element.Find(Path)], item));
        }
    }

    private static string Inside(string path, params string[] members) =>
        string.Join('|', path.Split('|').SelectMany(alternative => members.Select(member => $"{alternative}.{member}")));
}
