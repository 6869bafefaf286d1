using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Front;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>The journal, newest first.</summary>
internal sealed class JournalPages(PageDoor door, Catalogue catalogue, RecordTypes types, ReadTally reads)
{
    private const int PageSize = 50;

    public async Task ListAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var page = open.Page;
        await reads.FlushAsync(open.Store.VaultId);
        var (who, type) = (context.Query("who"), context.Query("type"));
        var before = context.Query("before") is null ? (long?)null : context.QueryNumber("before");
        var entries = await open.Store.JournalAsync(new JournalQuery(0, who, type, PageSize, NewestFirst: true, Before: before));
        string? Name(string id) => catalogue.Name(id, page);
        var there = await OnesThere.RunsAsync(open.Store, entries.Select(JournalLines.RunOf).OfType<string>());
        there.UnionWith(await OnesThere.SourcesAsync(open.Store, entries.Select(JournalLines.SourceOf).OfType<string>()));
        var actors = entries.Select(entry => entry.Actor).Append(open.Actor).Append(who ?? "").Where(actor => actor.Length > 0).Distinct(StringComparer.Ordinal);
        await context.AnswerAsync<Pages.Journal>(page, new JournalModel
        {
            Lines = [.. entries.Select(entry => JournalLines.Of(entry, entry.Type is null ? null : types.Find(entry.Type), Name, there.Contains, page))],
            Actors = [new ChoiceModel("", page.L("Everybody", "Tout le monde")), .. actors.Select(actor => new ChoiceModel(actor, JournalLines.Who(actor, Name, page)))],
            Types = [new ChoiceModel("", page.L("Everything", "Tout")), .. (await open.Store.CoverageAsync()).Select(item => item.Type).Distinct(StringComparer.Ordinal).Select(name => new ChoiceModel(name, catalogue.TypeLabel(name, page)))],
            Who = who,
            Type = type,
            Older = entries.Count == PageSize ? entries[^1].Number : null,
        });
    }
}
