using System.Text.Json;
using Hub.Testing;

namespace Hub.Tests.Fuzzing;

/// <summary>One call that docs/openapi.json describes.</summary>
internal sealed record Operation(string Method, string Path, JsonElement Description)
{
    private static readonly JsonElement Document = JsonElement.Parse(File.ReadAllBytes(System.IO.Path.Combine(Samples.Repository, "docs", "openapi.json")));

    public static IReadOnlyList<Operation> All { get; } =
        [.. Document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(call => new Operation(call.Name.ToUpperInvariant(), path.Name, call.Value)))];

    public IEnumerable<(string Name, string In, JsonElement Schema)> Parameters => Description.TryGetProperty("parameters", out var parameters)
        ? parameters.EnumerateArray().Select(Resolve).Select(parameter => (parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").GetString()!, parameter.GetProperty("schema")))
        : [];

    /// <summary>The schema of its JSON body, where it takes one.</summary>
    public JsonElement? Body => Description.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json) ? Resolve(json.GetProperty("schema")) : null;

    public static JsonElement Resolve(JsonElement element)
    {
        while (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("$ref", out var reference))
        {
            element = reference.GetString()!.Split('/').Skip(1).Aggregate(Document, (at, name) => at.GetProperty(name));
        }

        return element;
    }

    public override string ToString() => $"{Method} {Path}";
}
