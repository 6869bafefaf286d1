using System.Text.Json;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>
/// What the records that a look gives as examples would hold. Kept beside the run and for the latest look only: it is content, so it goes with the next content that is erased, whatever that is.
/// </summary>
public static class LookedRecords
{
    public const string Kind = "run-look";

    public static async ValueTask<IReadOnlyDictionary<RecordId, JsonElement>> LookedRecordsAsync(this IVaultStore store, string run)
    {
        var found = new Dictionary<RecordId, JsonElement>();
        if (await store.FindDocumentAsync(Kind, run) is { } body)
        {
            using var all = JsonDocument.Parse(body);
            foreach (var record in all.RootElement.EnumerateObject())
            {
                if (RecordId.TryParse(record.Name, out var id))
                {
                    found.Add(id, record.Value.Clone());
                }
            }
        }

        return found;
    }

    internal static async Task KeepLookedAsync(this IVaultStore store, string run, IReadOnlyDictionary<RecordId, ReadOnlyMemory<byte>> records)
    {
        await store.ForgetLookedAsync();
        if (records.Count == 0)
        {
            return;
        }

        using var body = new MemoryStream();
        await using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            foreach (var (id, data) in records)
            {
                json.WritePropertyName(id.ToString());
                json.WriteRawValue(data.Span);
            }

            json.WriteEndObject();
        }

        await store.PutDocumentAsync(Kind, run, body.ToArray());
    }

    internal static async Task ForgetLookedAsync(this IVaultStore store)
    {
        foreach (var document in await store.ListDocumentsAsync(Kind))
        {
            await store.DeleteDocumentAsync(Kind, document.Id);
        }
    }
}
