using System.Text.Json.Nodes;

namespace Hub.Core.Records.Casts;

/// <summary>One thing that a cast does to the data of a record. What it does not find it leaves: the type says afterwards whether the record is one.</summary>
internal abstract record CastStep
{
    /// <summary>The pointers that it speaks of, as the version before has them.</summary>
    public abstract IReadOnlyList<CastPointer> Touches { get; }

    public abstract void Apply(JsonObject record);
}

/// <summary>A value under another name, or in another place.</summary>
internal sealed record Move(CastPointer From, CastPointer To) : CastStep
{
    public override IReadOnlyList<CastPointer> Touches => [From];

    public override void Apply(JsonObject record)
    {
        foreach (var here in From.Items(record))
        {
            var path = new List<JsonObject> { here };
            foreach (var name in From.Inner[..^1])
            {
                if (path[^1][name] is not JsonObject inner)
                {
                    break;
                }

                path.Add(inner);
            }

            if (path.Count == From.Inner.Count && path[^1].ContainsKey(From.Inner[^1]) && Place(here) is { } place && !place.ContainsKey(To.Inner[^1]))
            {
                Take(path, place);
            }
        }
    }

    private void Take(List<JsonObject> path, JsonObject place)
    {
        path[^1].Remove(From.Inner[^1], out var value);
        place.Add(To.Inner[^1], value);

        // What held nothing else is told by nothing any more.
        for (var depth = path.Count - 1; depth > 0 && path[depth].Count == 0 && path[depth] != place; depth--)
        {
            path[depth - 1].Remove(From.Inner[depth - 1]);
        }
    }

    /// <summary>Where it goes, made where it is not there; null where something else stands in its way.</summary>
    private JsonObject? Place(JsonObject here)
    {
        foreach (var name in To.Inner[..^1])
        {
            if (!here.ContainsKey(name))
            {
                here.Add(name, new JsonObject());
            }

            if (here[name] is not JsonObject inner)
            {
                return null;
            }

            here = inner;
        }

        return here;
    }
}

/// <summary>A value where there was none.</summary>
internal sealed record Default(CastPointer At, JsonNode? Value) : CastStep
{
    public override IReadOnlyList<CastPointer> Touches => [At];

    public override void Apply(JsonObject record)
    {
        foreach (var holder in At.Holders(record).Where(holder => !holder.ContainsKey(At.Name)))
        {
            holder.Add(At.Name, Value?.DeepClone());
        }
    }
}

/// <summary>A number in another unit: times a factor, exactly.</summary>
internal sealed record Scale(CastPointer At, ExactFactor By) : CastStep
{
    public override IReadOnlyList<CastPointer> Touches => [At];

    public override void Apply(JsonObject record)
    {
        foreach (var holder in At.Holders(record))
        {
            if (holder[At.Name] is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number)
            {
                holder[At.Name] = JsonNode.Parse(By.Times(value.ToJsonString()));
            }
        }
    }
}

/// <summary>Codes in the place of others; what is not named stays.</summary>
internal sealed record MapCodes(CastPointer At, IReadOnlyDictionary<string, JsonNode?> Values) : CastStep
{
    public override IReadOnlyList<CastPointer> Touches => [At];

    public override void Apply(JsonObject record)
    {
        foreach (var holder in At.Holders(record))
        {
            if (holder[At.Name] is JsonValue value && value.TryGetValue<string>(out var code) && Values.TryGetValue(code, out var other))
            {
                holder[At.Name] = other?.DeepClone();
            }
        }
    }
}
