using System.Buffers;
using System.Text.Json;
using Hub.Core.Records;
using Hub.Sdk;

namespace Hub.Core.Vaults;

/// <summary>What a person says otherwise than the holder, laid over it field by field.</summary>
public static class Corrections
{
    private static readonly Text Fixed = new(
        "This field tells which record it is, or when it happened: it cannot be corrected. Delete the record and write another instead.",
        "Ce champ dit de quelle donnée il s'agit, ou quand elle a eu lieu\u00a0: il ne peut pas être corrigé. Supprimez plutôt la donnée et écrivez-en une autre.");

    /// <summary>The fields of a record that no correction may touch: those that tell it from all others, and the one that says when.</summary>
    public static IReadOnlySet<string> FixedOf(RecordType type, StoredRecord record)
    {
        var there = Members(record.Data);
        var alternatives = type.Identity.Alternatives.Select(fields => fields.Select(field => field.Name).ToList()).ToList();
        var telling = alternatives.Find(names => names.TrueForAll(name => there.GetValueOrDefault(name, "null") != "null")) ?? [.. alternatives.SelectMany(names => names)];
        return telling.Concat(type.Time is { } time ? [time.Field] : []).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The write that changes a record as read by a merge patch; null, with the reasons, when it would be no such record.</summary>
    public static RecordWrite? Prepare(RecordType type, StoredRecord record, JsonElement patch, RecordErrors errors)
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            errors.Add("", RecordMessages.NotAnObject);
            return null;
        }

        using var data = JsonDocument.Parse(record.Data);
        using var scratch = new Scratch();
        if (type.Prepare(MergePatch.Apply(data.RootElement, patch), System.Text.Encoding.UTF8.GetBytes(record.Time.IsNone ? "" : record.Time.ToString()), record.Subject, errors, scratch) is not { } corrected)
        {
            return null;
        }

        var fields = Differences(record.Said ?? record.Data, corrected.Data);
        foreach (var name in fields.Where(FixedOf(type, record).Contains))
        {
            errors.Add("/" + name, Fixed);
        }

        if (errors.Count == 0 && (corrected.Id != record.Id || corrected.Time != record.Time))
        {
            // Another way of telling the record would come to count, with a field that it did not have.
            errors.Add(fields is [var first, ..] ? "/" + first : "", Fixed);
        }

        return errors.Count > 0 ? null : Write(type, record, new PreparedRecord(record.Id, record.Time, corrected.Data, corrected.ContentHash, record.Subject), fields);
    }

    /// <summary>The write that gives back what the holder says.</summary>
    public static RecordWrite Lift(RecordType type, StoredRecord record) => Write(type, record, null, []);

    /// <summary>What commits it; the journal says which fields, and nothing of what is in them.</summary>
    public static RecordBatch Batch(RecordWrite write, string actor) => new() { Writer = new Writer("me", actor, $"fields {string.Join(", ", write.Fields)}".TrimEnd()), Writes = { write } };

    /// <summary>Top-level fields in which two records differ, in order.</summary>
    public static IReadOnlyList<string> Differences(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other)
    {
        var (left, right) = (Members(one), Members(other));
        return [.. left.Keys.Union(right.Keys).Where(name => left.GetValueOrDefault(name) != right.GetValueOrDefault(name)).Order(StringComparer.Ordinal)];
    }

    /// <summary>A record with some fields as another has them; JSON, not yet canonical.</summary>
    public static byte[] Overlay(ReadOnlyMemory<byte> said, ReadOnlyMemory<byte> corrected, IReadOnlyList<string> fields)
    {
        var merged = Members(said);
        var corrections = Members(corrected);
        foreach (var name in fields)
        {
            merged.Remove(name);
            if (corrections.TryGetValue(name, out var value))
            {
                merged.Add(name, value);
            }
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in merged)
            {
                json.WritePropertyName(name);
                json.WriteRawValue(value);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static RecordWrite Write(RecordType type, StoredRecord record, PreparedRecord? corrected, IReadOnlyList<string> fields) =>
        new(WriteKind.Correct, type, record.Id, corrected, null) { Fields = fields, Sequence = record.Sequence };

    private static Dictionary<string, string> Members(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetRawText(), StringComparer.Ordinal);
    }
}
