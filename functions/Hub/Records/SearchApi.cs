using System.Text.Json;
using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Search;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Vaults;
using Hub.Web;
using Hub.Web.Requests;
using Hub.Web.Views;

namespace Hub.Records;

/// <summary>Records and files by their words, as far as the caller may read them.</summary>
internal sealed class SearchApi(VaultDoor door, PageDoor pages, RecordTexts texts, ReadTally reads)
{
    private const int Usual = 20;
    private const int Most = 200;

    public Task GetAsync(HttpContext context) => AnswerAsync(context, new SearchRequest(context.Query("q"), context.QueryLimit(Usual, Most), context.Query("cursor")));

    public async Task PostAsync(HttpContext context) => await AnswerAsync(context, await context.ReadJsonAsync(HubJson.Default.SearchRequest));

    internal static SearchQuestion Question(string? words, string? cursor, int limit, Scopes scopes) =>
        new(SearchWords.Of(words), scopes.MayRead, scopes.Export, limit, Place(cursor));

    internal static string TitleOf(RecordType? type, StoredRecord record, PageContext page)
    {
        if (type is null)
        {
            return record.Type;
        }

        using var data = JsonDocument.Parse(record.Data);
        return type.TitleOf(data.RootElement, page);
    }

    private static SearchPlace? Place(string? cursor) => string.IsNullOrEmpty(cursor) ? null
        : SearchPlace.TryParse(cursor, out var place) ? place
        : throw QueryReading.Wrong("cursor", "Give the \"next\" of the page before, unchanged.", "Donnez le «\u00a0next\u00a0» de la page précédente, sans le modifier.");

    private async Task AnswerAsync(HttpContext context, SearchRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.Q))
        {
            throw QueryReading.Wrong("q", "Say what is looked for.", "Dites ce qui est recherché.");
        }

        var visit = context.GetVisit();
        var question = Question(request.Q, request.Cursor, QueryReading.Limit(request.Limit?.ToString(System.Globalization.CultureInfo.InvariantCulture), Usual, Most), visit.Scopes);
        await using var vault = await door.OpenAsync(context);
        var found = await vault.Store.SearchAsync(question, texts, context.RequestAborted);
        foreach (var read in found.Items.Where(hit => hit.Record is not null).CountBy(hit => hit.Record!.Type))
        {
            reads.Add(vault.Store.VaultId, visit.Actor, "read", read.Key, Purposes.Api, read.Value);
        }

        var page = pages.Of(context);
        await context.WriteJsonAsync(new SearchAnswer([.. found.Items.Select(hit => Item(hit, page))], found.Next?.ToString(), found.Unread == 0 ? null : found.Unread), HubJson.Default.SearchAnswer);
    }

    private SearchItem Item(SearchHit hit, PageContext page) => hit.File is { } file
        ? new SearchItem("file", file.Hash, file.Name, file.At.ToString("O", System.Globalization.CultureInfo.InvariantCulture), "")
        : new SearchItem(hit.Record!.Type, hit.Record.Id.ToString(), TitleOf(door.Types.Find(hit.Record.Type), hit.Record, page), hit.Record.Time.IsNone ? null : hit.Record.Time.ToString(), Plain(hit.Snippet));

    private static string Plain(string snippet) => string.Concat(snippet.Where(letter => letter is not SearchHit.Begin and not SearchHit.End));
}

internal sealed record SearchRequest(string? Q, int? Limit, string? Cursor);

/// <param name="Type">A record type, or "file".</param>
/// <param name="Id">A record's id, or a file's hash.</param>
internal sealed record SearchItem(string Type, string Id, string Title, string? Time, string Snippet);

/// <param name="Unread">How many changes of the vault the answer does not know yet, where there are any.</param>
internal sealed record SearchAnswer(IReadOnlyList<SearchItem> Items, string? Next, long? Unread);

internal static class SearchRoutes
{
    public static void MapSearch(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/search", app.With<SearchApi>((api, context) => api.GetAsync(context))).Needs(Access.Read);
        app.MapPost("/api/search", app.With<SearchApi>((api, context) => api.PostAsync(context))).Needs(Access.Read).In(VaultUse.Looks);
    }
}
