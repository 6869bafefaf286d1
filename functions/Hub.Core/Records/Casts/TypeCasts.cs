using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Core.Records.Casts;

/// <summary>How a record of an earlier version of its type becomes one of a later: data of the type's own file, a list of steps for each version but the first.</summary>
internal sealed class TypeCasts(int current, IReadOnlyDictionary<int, IReadOnlyList<CastStep>> steps)
{
    /// <summary>Of a type that never changed.</summary>
    public static readonly TypeCasts None = new(1, new Dictionary<int, IReadOnlyList<CastStep>>());

    /// <summary>Whether a record of that version is written otherwise today.</summary>
    public bool Changes(int from) => From(from, current).Any();

    /// <summary>The data of a record, as that version has it, as a later one does. Read and written by who makes records of it.</summary>
    public byte[] Apply(ReadOnlySpan<byte> data, int from, int to)
    {
        var reader = new Utf8JsonReader(data);
        var record = JsonNode.Parse(ref reader)!.AsObject();
        foreach (var step in From(from, to))
        {
            step.Apply(record);
        }

        return Encoding.UTF8.GetBytes(record.ToJsonString());
    }

    /// <summary>The place where today's value stood in an earlier version.</summary>
    public string Before(string pointer, int version) => From(version, current).OfType<Move>().Reverse().Aggregate(pointer, (place, move) => Follow(place, move.To.Text, move.From.Text));

    /// <summary>The place where the value of an earlier version stands today.</summary>
    public string After(string pointer, int version) => From(version, current).OfType<Move>().Aggregate(pointer, (place, move) => Follow(place, move.From.Text, move.To.Text));

    /// <summary>The steps to a version, with where each value of theirs stands today.</summary>
    public IEnumerable<(CastStep Step, string Field)> All()
    {
        var all = From(1, current).ToList();
        for (var at = 0; at < all.Count; at++)
        {
            var later = all.Skip(at).OfType<Move>().ToList();
            foreach (var place in all[at].Touches)
            {
                yield return (all[at], CastPointer.Read(later.Aggregate(place.Text, (now, move) => Follow(now, move.From.Text, move.To.Text)))!.Field);
            }
        }
    }

    public IEnumerable<CastStep> To(int version) => steps.GetValueOrDefault(version, []);

    private IEnumerable<CastStep> From(int from, int to) => Enumerable.Range(from + 1, Math.Max(0, to - from)).SelectMany(To);

    private static string Follow(string pointer, string from, string to) =>
        pointer == from ? to : pointer.StartsWith(from + "/", StringComparison.Ordinal) ? to + pointer[from.Length..] : pointer;
}
