using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Core.Records.Casts;

/// <summary>Reads the casts of a type's annotations: <c>{ "2": [step…] }</c>, each step one of move, default, scale and map.</summary>
internal static class CastReader
{
    /// <exception cref="RecordTypeException">They cannot be used.</exception>
    public static TypeCasts Read(string name, JsonElement hub, int current)
    {
        var steps = new Dictionary<int, IReadOnlyList<CastStep>>();
        if (hub.TryGetProperty("casts", out var casts))
        {
            foreach (var cast in casts.EnumerateObject())
            {
                Require(name, int.TryParse(cast.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var to) && to > 1 && to <= current, $"there is no cast to a version {cast.Name}: its version is {current}.");
                steps.Add(to, [.. cast.Value.EnumerateArray().Select((step, nth) => Read(step) ?? throw new RecordTypeException(name, $"step {nth + 1} of the cast to {to} is none of move (with to), default (with value), scale (with by) and map (with values)."))]);
            }
        }

        return new TypeCasts(current, steps);
    }

    /// <summary>What tells a record from all others, and when it was, may get another name and nothing else: the record stays the same one.</summary>
    public static void RequireSameRecords(RecordType type)
    {
        var telling = type.Identity.Alternatives.SelectMany(fields => fields).Select(field => field.Name).Append(type.Time?.Field).ToHashSet(StringComparer.Ordinal);
        foreach (var (_, field) in type.Casts.All().Where(place => place.Step is not Move && telling.Contains(place.Field)))
        {
            throw new RecordTypeException(type.Name, $"a cast changes {field}, which tells the record from others or says when it was: it may only be moved.");
        }
    }

    private static CastStep? Read(JsonElement step)
    {
        var members = step.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
        return members.Count != 2 ? null
            : Pointer(members, "move") is { } from ? Pointer(members, "to") is { } to && to.Outer.SequenceEqual(from.Outer, StringComparer.Ordinal) && !$"{to.Text}/".StartsWith($"{from.Text}/", StringComparison.Ordinal) ? new Move(from, to) : null
            : Pointer(members, "default") is { } absent ? members.TryGetValue("value", out var value) ? new Default(absent, JsonNode.Parse(value.GetRawText())) : null
            : Pointer(members, "scale") is { } number ? members.TryGetValue("by", out var by) && by.ValueKind == JsonValueKind.Number ? new Scale(number, ExactFactor.Read(by.GetRawText())) : null
            : Pointer(members, "map") is { } code && members.TryGetValue("values", out var values) && values.ValueKind == JsonValueKind.Object
                ? new MapCodes(code, values.EnumerateObject().ToDictionary(pair => pair.Name, pair => JsonNode.Parse(pair.Value.GetRawText()), StringComparer.Ordinal))
            : null;
    }

    private static CastPointer? Pointer(Dictionary<string, JsonElement> members, string key) => members.TryGetValue(key, out var text) && text.ValueKind == JsonValueKind.String ? CastPointer.Read(text.GetString()) : null;

    private static void Require(string name, bool condition, string why)
    {
        if (!condition)
        {
            throw new RecordTypeException(name, why);
        }
    }
}
