using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json;

namespace Hub.Tests.Fuzzing;

/// <summary>Values that fit a schema, nearly fit it, or do not.</summary>
/// <param name="random">Seeded, so that a failure comes again.</param>
/// <param name="known">What this hub really has: ids, types, names.</param>
internal sealed class Invention(Random random, IReadOnlyList<string> known)
{
    private const int Deepest = 4;

    private static readonly string[] Odd =
    [
        "", " ", "0", "-1", "null", "undefined", "true", "..", "../../etc/passwd", "%00", "%2e%2e%2f", "a/b", "*", "read:*", "me", "sha256-", "é", "\u202e\u0000\ufffd", "𝕏", "'; drop table records;--", "<b>&amp;", "{}", "[]", "\r\nSet-Cookie: a=b",
        "2024-01-01", "2024-02-30", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "2024-03-31T02:30:00", "2024-01-01T00:00:00+14:00", "P1D", "Europe/Paris", "Mars/Phobos", "99999999999999999999", "1e400", "-0", "NaN", "1.10", "/amount", "/a/b/c", "/amount:gt:10", "//::", "sum", "month", "-time",
        "https://example.org/", "http://169.254.169.254/", "file:///etc/passwd", "someone@example.org",
    ];

    private static readonly string[] Numbers = ["0", "1", "-1", "2", "1000", "1001", "2147483647", "2147483648", "-9223372036854775808", "9223372036854775808", "1e308", "1e999", "0.1", "-0.0", "1234567890123456789012345678.9"];

    public string Text()
    {
        var text = random.Next(5) switch
        {
            0 or 1 => known[random.Next(known.Count)],
            2 => new string((char)random.Next(32, 0x2fff), random.Next(1, 40)),
            3 when random.Next(10) == 0 => new string('x', random.Next(1000, 20_000)),
            _ => Odd[random.Next(Odd.Length)],
        };
        return random.Next(12) == 0 ? text + Odd[random.Next(Odd.Length)] : text;
    }

    /// <summary>What the server lets through to the hub: it refuses addresses of over 8 kB and those that hold a NUL by itself.</summary>
    /// <param name="schema">What the description says of it.</param>
    /// <param name="name">A type's parameter mostly names one.</param>
    public string Parameter(JsonElement schema, string name)
    {
        var text = (TypeOf(schema), random.Next(3)) switch
        {
            ("integer" or "number", > 0) => Numbers[random.Next(Numbers.Length)],
            (_, > 0) => Known(name),
            _ => Text(),
        };
        return text[..Math.Min(text.Length, 500)].Replace("\0", "", StringComparison.Ordinal);
    }

    private string Known(string name)
    {
        var types = known.Where(text => text.Contains('.', StringComparison.Ordinal)).ToList();
        return name == "type" ? types[random.Next(types.Count)] : known[random.Next(known.Count)];
    }

    public JsonNode? Value(JsonElement schema, int depth = 0)
    {
        schema = Operation.Resolve(schema);
        if (random.Next(8) == 0)
        {
            return Other(depth);
        }

        if (schema.TryGetProperty("enum", out var choices) && random.Next(4) > 0)
        {
            return JsonValue.Create(choices[random.Next(choices.GetArrayLength())]);
        }

        return TypeOf(schema) switch
        {
            "object" when depth <= Deepest => Object(schema, depth),
            "array" when depth <= Deepest => Array(schema, depth),
            "integer" or "number" => JsonNode.Parse(Numbers[random.Next(Numbers.Length)]),
            "boolean" => random.Next(2) == 0,
            _ => Text(),
        };
    }

    /// <summary>What no schema says: cut off, too deep, not JSON, not UTF-8.</summary>
    public byte[] Broken() => random.Next(7) switch
    {
        0 => [],
        1 => "{"u8.ToArray(),
        2 => Encoding.ASCII.GetBytes(new string('[', 5000)),
        3 => [0xff, 0xfe, 0x00, 0x7b],
        4 => "{\"name\":\"\\ud800\"}"u8.ToArray(),
        5 => "{\"name\":1,\"name\":2}"u8.ToArray(),
        _ => Encoding.UTF8.GetBytes(Text()),
    };

    private JsonObject Object(JsonElement schema, int depth)
    {
        var made = new JsonObject();
        if (schema.TryGetProperty("properties", out var properties))
        {
            var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet(StringComparer.Ordinal) : [];
            foreach (var property in properties.EnumerateObject().Where(property => random.Next(12) > 0 && (required.Contains(property.Name) || random.Next(2) == 0)))
            {
                made[property.Name] = Value(property.Value, depth + 1);
            }
        }
        else
        {
            made[Text()] = Other(depth + 1);
        }

        if (random.Next(10) == 0)
        {
            made[Text()] = Other(depth + 1);
        }

        return made;
    }

    private JsonArray Array(JsonElement schema, int depth)
    {
        var items = schema.TryGetProperty("items", out var item) ? item : default;
        return [.. Enumerable.Range(0, random.Next(4)).Select(_ => items.ValueKind == JsonValueKind.Undefined ? Other(depth + 1) : Value(items, depth + 1))];
    }

    private JsonNode? Other(int depth) => random.Next(depth > Deepest ? 4 : 6) switch
    {
        0 => null,
        1 => JsonNode.Parse(Numbers[random.Next(Numbers.Length)]),
        2 => random.Next(2) == 0,
        3 => Text(),
        4 => new JsonArray(Other(depth + 1), Other(depth + 1)),
        _ => new JsonObject { [random.Next(1000).ToString(CultureInfo.InvariantCulture)] = Other(depth + 1) },
    };

    private static string? TypeOf(JsonElement schema) => Operation.Resolve(schema) is var said && said.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()
        : said.TryGetProperty("properties", out _) ? "object" : null;
}
