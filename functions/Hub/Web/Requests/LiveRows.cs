using System.Text;
using System.Text.Json;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Web.Components;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Where a connection stands: what it knows, and what it told last of each row.</summary>
internal sealed class LiveLook(LiveCursor cursor, string back)
{
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);

    public LiveCursor Cursor { get; set; } = cursor;

    /// <summary>Where the buttons of the rows lead back to.</summary>
    public string Back => back;

    public bool IsIdle => Cursor.Moving.Count == 0;

    /// <summary>False when that was told already.</summary>
    public bool IsNews(string row, string data) => !_told.TryGetValue(row, out var told) || told != data ? (_told[row] = data) is not null : false;
}

/// <summary>Tells of the runs that a page shows as moving, of those that began since, and of the sources that they belong to: each row as the page itself would have it.</summary>
internal sealed class LiveRows(IServiceProvider services, Catalogue catalogue)
{
    private const int Latest = 50;

    public async Task<string> TellAsync(OpenPage open, LiveLook look, PathString basePath)
    {
        var events = new StringBuilder();
        var runs = await RunsAsync(open.Store, look.Cursor);
        foreach (var run in runs)
        {
            var view = RunView.Of(run, catalogue.Name(run.Plugin, open.Page), open.Page);
            Tell(events, look, "run", run.Id, Data(run, view, open.Page, await HtmlAsync<RunRow>(open.Page, view, basePath)));
        }

        foreach (var id in runs.Where(run => run.Kind is RunKind.Sync or RunKind.Undo).Select(run => run.Source).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (await open.Store.FindSourceAsync(id) is { } source)
            {
                var item = SourceItems.Of(source, await open.Store.LastSyncAsync(id), catalogue.Find(source.Plugin), open.Page);
                Tell(events, look, "source", id, Data(item, await HtmlAsync<SourceRow>(open.Page, new SourceRowModel(item, look.Back), basePath)));
            }
        }

        var known = new LiveCursor(runs.Select(run => run.Id).Append(look.Cursor.Since).Max(StringComparer.Ordinal)!, [.. runs.Where(run => run.IsMoving).Select(run => run.Id)]);
        if (events.Length > 0 || known.ToString() != look.Cursor.ToString())
        {
            // By itself and last: whoever is cut off in the middle is told all of it again.
            events.Append("id: ").Append(known).Append("\n\n");
        }

        look.Cursor = known;
        return events.ToString();
    }

    private static async ValueTask<IReadOnlyList<Run>> RunsAsync(IVaultStore store, LiveCursor cursor)
    {
        var latest = await store.LatestRunsAsync(Latest);
        var runs = latest.Where(run => cursor.Moving.Contains(run.Id) || (!run.DryRun && (run.IsMoving || string.CompareOrdinal(run.Id, cursor.Since) > 0))).ToList();
        foreach (var id in cursor.Moving.Where(id => !runs.Exists(run => run.Id == id)))
        {
            if (await store.FindRunAsync(id) is { } run)
            {
                runs.Add(run);
            }
        }

        return [.. runs.OrderBy(run => run.Id, StringComparer.Ordinal)];
    }

    private static void Tell(StringBuilder events, LiveLook look, string kind, string id, string data)
    {
        if (look.IsNews($"{kind}/{id}", data))
        {
            events.Append("event: ").Append(kind).Append("\ndata: ").Append(data).Append("\n\n");
        }
    }

    private static string Data(Run run, RunView view, PageContext page, string html) => JsonSerializer.Serialize(
        new LiveRun(run.Id, run.IsMoving, !run.DryRun && !run.Id.Contains('-', StringComparison.Ordinal), run.Progress?.Done ?? 0, run.Progress?.Total, RunProgressView.Words(run, page), page.L($"{view.Title}: {view.StateWord}", $"{view.Title} : {view.StateWord}"), html), WebJson.Default.LiveRun);

    private static string Data(SourceItem source, string html) => JsonSerializer.Serialize(new LiveSource(source.Id, source.IsMoving ? source.LastRun : null, html), WebJson.Default.LiveSource);

    private async Task<string> HtmlAsync<TRow>(PageContext page, object model, PathString basePath)
        where TRow : Microsoft.AspNetCore.Components.IComponent =>
        Encoding.UTF8.GetString((await PageAnswer.RenderAsync<TRow>(services, page, model, basePath)).Span);
}

/// <param name="Listed">Whether lists of runs show it.</param>
/// <param name="Words">How far it is.</param>
/// <param name="Said">What a screen reader says once it is over.</param>
internal sealed record LiveRun(string Id, bool Moving, bool Listed, long Done, long? Total, string Words, string Said, string Html);

/// <param name="Moving">Its run that is under way.</param>
internal sealed record LiveSource(string Id, string? Moving, string Html);
