using System.Globalization;
using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Egress;

/// <summary>Which calls to show.</summary>
/// <param name="To">Calls before it.</param>
/// <param name="Cursor">Where the page before ended.</param>
/// <param name="Visible">Whether who asks may see a call; null for all. Asked before calls are counted, so that a page is full while there is more.</param>
public sealed record LedgerQuery(string? Plugin = null, string? Source = null, DateTimeOffset? From = null, DateTimeOffset? To = null, string? Cursor = null, int Limit = 100, string? Host = null, Func<LedgerCall, bool>? Visible = null);

public sealed record LedgerPage(IReadOnlyList<LedgerCall> Items, string? Next);

/// <summary>The ledger of a vault: every call that plug-ins made with it. Kept until the vault is erased.</summary>
public static class LedgerStore
{
    public const string Kind = "ledger";
    private const int DocumentsAtOnce = 50;

    /// <summary>Newest run first, and within a run the newest call first.</summary>
    public static async ValueTask<LedgerPage> LedgerAsync(this IVaultStore store, LedgerQuery query)
    {
        var items = new List<LedgerCall>();
        var (document, before) = ParseCursor(query.Cursor);
        await foreach (var (id, calls) in DocumentsAsync(store, query.From, query.To, document))
        {
            for (var at = (id == document ? Math.Min(before, calls.Count) : calls.Count) - 1; at >= 0; at--)
            {
                if (!Matches(calls[at], query))
                {
                    continue;
                }

                if (items.Count == query.Limit)
                {
                    return new LedgerPage(items, $"{id}.{at + 1}");
                }

                items.Add(calls[at]);
            }
        }

        return new LedgerPage(items, null);
    }

    public static bool IsCursor(string text) => ParseCursor(text).Document is not null;

    /// <summary>Whole documents, newest first, that hold calls of a span.</summary>
    internal static async IAsyncEnumerable<(string Id, IReadOnlyList<LedgerCall> Calls)> DocumentsAsync(IVaultStore store, DateTimeOffset? from, DateTimeOffset? to, string? first = null)
    {
        var before = first is not null ? $"{first}~" : to is { } end ? LedgerIds.From(end) : null;
        while (true)
        {
            var documents = await store.LatestDocumentsAsync(Kind, DocumentsAtOnce, before);
            foreach (var (id, body) in documents.Select(document => (document.Id, document.Body)))
            {
                if (from is { } start && LedgerIds.TimeOf(id) is { } time && time < start - LedgerIds.Spread)
                {
                    yield break;
                }

                yield return (id, JsonSerializer.Deserialize(body, LedgerJson.Default.ListLedgerCall)!);
            }

            if (documents.Count < DocumentsAtOnce)
            {
                yield break;
            }

            before = documents[^1].Id;
        }
    }

    private static bool Matches(LedgerCall call, LedgerQuery query) =>
        (query.Plugin is null || query.Plugin == call.Plugin) && (query.Source is null || query.Source == call.Source) && (query.Host is null || query.Host == call.Host) && !(call.At < query.From) && !(call.At >= query.To)
        && query.Visible?.Invoke(call) != false;

    private static (string? Document, int Before) ParseCursor(string? cursor) =>
        cursor?.Split('.') is [{ Length: > 0 } document, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? (document, before) : default;
}
