using System.Buffers;
using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Grants;

/// <summary>What applications left for their next run. It comes from records, so it goes with the grant, and is never needed: without it the next run computes from all of them.</summary>
internal static class RetainedStore
{
    private const string Kind = "retained";

    /// <param name="stamp">All that it depends on beside the records: with another stamp it is not found.</param>
    public static async ValueTask<(JsonElement State, long Sequence)?> FindRetainedAsync(this IVaultStore store, string application, string type, string stamp) =>
        await store.FindDocumentAsync(Kind, IdOf(application, type)) is { } body && JsonElement.Parse(body) is var kept && kept.GetProperty("stamp").ValueEquals(stamp)
            ? (kept.GetProperty("state"), kept.GetProperty("sequence").GetInt64())
            : null;

    /// <param name="sequence">The last change that it surely knows of.</param>
    public static DocumentWrite ToDocument(string application, string type, string stamp, long sequence, ReadOnlySpan<byte> state)
    {
        var buffer = new ArrayBufferWriter<byte>(state.Length + 256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("stamp", stamp);
            writer.WriteNumber("sequence", sequence);
            writer.WritePropertyName("state");
            writer.WriteRawValue(state);
            writer.WriteEndObject();
        }

        return new DocumentWrite(Kind, IdOf(application, type), buffer.WrittenMemory);
    }

    public static async ValueTask DeleteRetainedAsync(this IVaultStore store, string application)
    {
        foreach (var document in (await store.ListDocumentsAsync(Kind)).Where(document => document.Id.StartsWith(application + "/", StringComparison.Ordinal)))
        {
            await store.DeleteDocumentAsync(Kind, document.Id);
        }
    }

    private static string IdOf(string application, string type) => $"{application}/{type}";
}
