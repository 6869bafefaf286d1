using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core.Records;

namespace Hub.Core.Runs;

/// <summary>How what a file says today differs from what is kept of it. Paths and ids only: what the fields hold stands in the records, and goes with them.</summary>
/// <param name="Examples">Of each change the first records.</param>
public sealed record RunDifferences(IReadOnlyList<TypeDifferences> Types, IReadOnlyList<RecordDifference> Examples);

/// <param name="Missing">Came from the file, and are not told by it any more.</param>
/// <param name="Fields">Which fields change, in how many records.</param>
public sealed record TypeDifferences(string Type, long Created, long Updated, long Missing, IReadOnlyList<FieldDifference> Fields);

/// <param name="Path">A JSON pointer within the record's data.</param>
public sealed record FieldDifference(string Path, long Count);

/// <param name="Fields">Of a record that would be updated, those that change.</param>
public sealed record RecordDifference(string Type, string Id, DifferenceKind Change, IReadOnlyList<string> Fields);

[JsonConverter(typeof(LowerCase<DifferenceKind>))]
public enum DifferenceKind
{
    Created,
    Updated,

    /// <summary>The file does not tell it any more.</summary>
    Missing,
}

/// <summary>Gathers differences, of one file or of several that are looked at one after the other.</summary>
/// <param name="before">Of the files before it.</param>
internal sealed class DifferenceTally(DifferenceTally? before = null)
{
    private const int MostExamples = 20;
    private const int LargestShown = 16 * 1024;

    private readonly SortedDictionary<string, TypeTally> _types = new(StringComparer.Ordinal);
    private readonly List<RecordDifference> _examples = [];
    private readonly Dictionary<RecordId, ReadOnlyMemory<byte>> _shown = [];
    private readonly Dictionary<RecordId, Hash128> _foreseen = [];

    public RunDifferences? Found => _types.Count == 0 ? null : new(
        [.. _types.Select(type => new TypeDifferences(type.Key, type.Value.Created, type.Value.Updated, type.Value.Missing, [.. type.Value.Fields.Select(changed => new FieldDifference(changed.Key, changed.Value))]))], [.. _examples]);

    /// <summary>What the examples would hold.</summary>
    public IReadOnlyDictionary<RecordId, ReadOnlyMemory<byte>> Shown => _shown;

    /// <summary>What an earlier telling, of the same look, would leave there.</summary>
    public Hash128? Foreseen(RecordId id) => _foreseen.TryGetValue(id, out var hash) ? hash : before?.Foreseen(id);

    public void Create(string type, PreparedRecord record)
    {
        Of(type).Created++;
        Foresee(new RecordDifference(type, record.Id.ToString(), DifferenceKind.Created, []), record);
    }

    /// <param name="there">What stands there; null where the same look changed it before.</param>
    public void Update(string type, PreparedRecord record, ReadOnlyMemory<byte>? there)
    {
        var tally = Of(type);
        tally.Updated++;
        IReadOnlyList<string> fields = there is { } data ? FieldsThatDiffer(data, record.Data) : [];
        foreach (var field in fields)
        {
            tally.Fields[field] = tally.Fields.GetValueOrDefault(field) + 1;
        }

        Foresee(new RecordDifference(type, record.Id.ToString(), DifferenceKind.Updated, fields), record);
    }

    public void Miss(string type, RecordId id)
    {
        Of(type).Missing++;
        Note(new RecordDifference(type, id.ToString(), DifferenceKind.Missing, []));
    }

    public void Add(DifferenceTally other)
    {
        Add(other.Found);
        foreach (var (id, hash) in other._foreseen)
        {
            _foreseen[id] = hash;
        }

        foreach (var example in _examples)
        {
            if (RecordId.TryParse(example.Id, out var id) && other._shown.TryGetValue(id, out var data))
            {
                _shown[id] = data;
            }
        }
    }

    public void Add(RunDifferences? others)
    {
        foreach (var other in others?.Types ?? [])
        {
            var tally = Of(other.Type);
            (tally.Created, tally.Updated, tally.Missing) = (tally.Created + other.Created, tally.Updated + other.Updated, tally.Missing + other.Missing);
            foreach (var field in other.Fields)
            {
                tally.Fields[field.Path] = tally.Fields.GetValueOrDefault(field.Path) + field.Count;
            }
        }

        foreach (var example in others?.Examples ?? [])
        {
            Note(example);
        }
    }

    private static List<string> FieldsThatDiffer(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        using var was = JsonDocument.Parse(before);
        using var now = JsonDocument.Parse(after);
        var found = new List<string>();
        Compare("", was.RootElement, now.RootElement, found);
        return found;
    }

    private static void Compare(string path, JsonElement before, JsonElement after, List<string> found)
    {
        if (before.ValueKind != JsonValueKind.Object || after.ValueKind != JsonValueKind.Object)
        {
            if (before.GetRawText() != after.GetRawText())
            {
                found.Add(path);
            }

            return;
        }

        foreach (var field in before.EnumerateObject())
        {
            if (after.TryGetProperty(field.Name, out var now))
            {
                Compare(Inner(path, field), field.Value, now, found);
            }
            else
            {
                found.Add(Inner(path, field));
            }
        }

        found.AddRange(after.EnumerateObject().Where(field => !before.TryGetProperty(field.Name, out _)).Select(field => Inner(path, field)));
    }

    private static string Inner(string path, JsonProperty field) => $"{path}/{field.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private TypeTally Of(string type)
    {
        if (!_types.TryGetValue(type, out var tally))
        {
            _types.Add(type, tally = new TypeTally());
        }

        return tally;
    }

    private void Foresee(RecordDifference difference, PreparedRecord record)
    {
        _foreseen[record.Id] = record.ContentHash;
        if (Note(difference) && record.Data.Length <= LargestShown)
        {
            _shown[record.Id] = record.Data;
        }
    }

    private bool Note(RecordDifference example)
    {
        var isShown = _examples.Count(other => other.Change == example.Change) < MostExamples;
        if (isShown)
        {
            _examples.Add(example);
        }

        return isShown;
    }

    private sealed class TypeTally
    {
        public long Created { get; set; }

        public long Updated { get; set; }

        public long Missing { get; set; }

        public SortedDictionary<string, long> Fields { get; } = new(StringComparer.Ordinal);
    }
}
