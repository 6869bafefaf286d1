using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Core.Search;
using Hub.Front;
using Hub.Records;
using Hub.Vaults;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Answers the field in the header. Words come in the body, so that no log of addresses holds them.</summary>
internal sealed class SearchPages(PageDoor door, VaultDoor vaults, RecordTexts texts)
{
    private const int PageSize = 30;

    public async Task AskAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        await context.AnswerAsync<Pages.Search>(open.Page, new SearchModel("", [], null, null));
    }

    public async Task FindAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await using var open = await door.OpenAsync(context);
        var words = form["q"].ToString() is { Length: > SearchWords.MostLetters } much ? much[..SearchWords.MostLetters] : form["q"].ToString();
        var found = await open.Store.SearchAsync(SearchApi.Question(words, form["cursor"], PageSize, Scopes.Everything), texts, context.RequestAborted);
        foreach (var read in found.Items.Where(hit => hit.Record is not null).CountBy(hit => hit.Record!.Type))
        {
            open.NoteRead("read", read.Key, read.Value);
        }

        open.Page.Search = words;
        await context.AnswerAsync<Pages.Search>(open.Page, new SearchModel(words, [.. found.Items.GroupBy(hit => hit.Record?.Type).Select(group => Group(group, open.Page))], found.Next?.ToString(), Missing(found.Unread, open.Page), SpokenDays.Find(words, open.Page)));
    }

    private SearchGroup Group(IGrouping<string?, SearchHit> hits, PageContext page)
    {
        if (hits.Key is null)
        {
            return new SearchGroup(page.L("Files", "Fichiers"), "file-text", [.. hits.Select(hit => new SearchLine(hit.File!.Name, "/files/" + hit.File.Hash, page.Format.Moment(hit.File.At), []))]);
        }

        var type = vaults.Types.Find(hits.Key);
        return new SearchGroup(type is null ? hits.Key : page.L(type.Label), type?.Icon() ?? "database", [.. hits.Select(hit => new SearchLine(
            SearchApi.TitleOf(type, hit.Record!, page),
            type is null ? null : RecordTables.AddressOf(hit.Record!),
            hit.Record!.Time.IsNone ? null : page.Format.Partial(hit.Record.Time.ToString()),
            SearchLine.Parts(hit.Snippet),
            Days.Of(hit.Record!, page.Format.Zone) is { } day ? Days.Address(day) : null))]);
    }

    private static string? Missing(long unread, PageContext page) => unread == 0 ? null : page.L(
        $"The hub is still reading {page.Format.Records(unread)} for the search. What is shown is not everything yet; search again in a moment.",
        $"Le hub lit encore {page.Format.Records(unread)} pour la recherche. Tout n'est pas encore montré ; recherchez de nouveau dans un instant.");
}

internal static class SearchPageRoutes
{
    public static void MapSearchPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/search", app.With<SearchPages>((pages, context) => pages.AskAsync(context))).Needs(Access.Session);
        app.MapPost("/search", app.With<SearchPages>((pages, context) => pages.FindAsync(context))).Needs(Access.Session).In(VaultUse.Looks);
    }
}
