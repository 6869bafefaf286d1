using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Records;
using Hub.Core.Search;
using Hub.Core.Vaults;

namespace Storage.Tests;

/// <summary>Records and batches of made-up content.</summary>
public static class Make
{
    public static readonly DateTimeOffset Now = new(2024, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static RecordTypes Types { get; } = RecordTypes.Load(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Types"), "*.json"));

    public static RecordTexts Texts { get; } = new(Types);

    public static RecordType Event { get; } = Types.Get("test.event");

    public static RecordType Reading { get; } = Types.Get("test.reading");

    public static PreparedRecord Record(RecordType type, string json, string subject = "me")
    {
        var errors = new RecordErrors();
        return type.Prepare(Encoding.UTF8.GetBytes(json), default, subject, errors, new Scratch())
            ?? throw new InvalidOperationException(string.Join('\n', errors.Items));
    }

    /// <summary>An event; <paramref name="more"/> are further members as JSON writes them.</summary>
    public static PreparedRecord AnEvent(string name, string? at = null, string more = "")
    {
        var data = JsonNode.Parse($"{{{more}}}")!.AsObject();
        data["ref"] = name;
        if (at is not null)
        {
            data["at"] = at;
        }

        return Record(Event, data.ToJsonString(AsWritten));
    }

    public static RecordId IdOf(string name) => AnEvent(name).Id;

    public static RecordWrite Put(PreparedRecord record, string source = "one", string run = "run-1", RecordType? type = null) =>
        new(WriteKind.Put, type ?? Event, record.Id, record, From(source, run));

    public static RecordWrite Delete(RecordId id, RecordType? type = null) => new(WriteKind.Delete, type ?? Event, id, null, null);

    public static RecordWrite Restore(RecordId id, RecordType? type = null) => new(WriteKind.Restore, type ?? Event, id, null, null);

    public static RecordWrite Remove(RecordId id) => new(WriteKind.Remove, Event, id, null, null);

    public static RecordWrite Erase(RecordId id) => new(WriteKind.Erase, Event, id, null, null);

    public static RecordWrite Withdraw(RecordId id, string source = "one", string? produced = null) => new(WriteKind.Withdraw, Event, id, null, From(source, "run-2") with { Produced = produced });

    public static Provenance From(string source, string run = "run-1") => new(source, run, "reader", "1.0.0", Now, "sha256-" + new string('a', 64));

    public static RecordBatch Batch(string source, params IEnumerable<RecordWrite> writes)
    {
        var batch = new RecordBatch { Writer = new Writer(source, $"plugin:{source}", "import") };
        batch.Writes.AddRange(writes);
        return batch;
    }

    public static ValueTask<BatchCounts> PutAsync(this IVaultStore store, params IEnumerable<PreparedRecord> records) =>
        store.CommitAsync(Batch("one", records.Select(record => Put(record))));

    public static ValueTask<BatchCounts> WriteAsync(this IVaultStore store, params IEnumerable<RecordWrite> writes) => store.CommitAsync(Batch("one", writes));

    public static ValueTask<StoredRecord?> FindAsync(this IVaultStore store, string name) => store.FindAsync(Event, IdOf(name));

    /// <summary>The names of the events that a query finds, over as many pages as it takes.</summary>
    public static async Task<List<string>> NamesAsync(this IVaultStore store, RecordQuery query)
    {
        var names = new List<string>();
        for (PagePlace? place = null; ;)
        {
            var page = await store.QueryAsync(query with { After = place });
            names.AddRange(page.Items.Select(NameOf));
            if (page.Next is null)
            {
                return names;
            }

            place = page.Next;
        }
    }

    public static string NameOf(StoredRecord record) => JsonNode.Parse(record.Data.Span)!["ref"]!.GetValue<string>();
}
