using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Accounts;
using Hub.Core.Exports;
using Hub.Core.Files;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Sdk;
using Hub.Vaults;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Runs: the list, one with its count and what it set aside, its progress and its question.</summary>
internal sealed class RunPages(PageDoor door, VaultDoor vaults, Catalogue catalogue, RunEngine engine, Confirming confirming)
{
    private const int PageSize = 30;
    private const int MostParts = 200;
    private const int MostHeld = 20;
    private static readonly Most Few = new(Rejects: 10, Lines: 200);
    private static readonly Most ManyRejects = Few with { Rejects = 500 };
    private static readonly Most ManyLines = Few with { Lines = int.MaxValue };
    private static readonly TimeSpan WorthWaiting = TimeSpan.FromSeconds(3);

    public async Task ListAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var before = context.Query("before");
        var found = (await open.Store.RunsAsync())
            .Where(run => !run.DryRun && (before is null || string.CompareOrdinal(run.Id, before) < 0)).Take(PageSize + 1).ToList();
        var more = found.Count > PageSize;
        await context.AnswerAsync<Pages.Runs>(open.Page, new RunsModel([.. found.Take(PageSize).Select(run => View(run, open.Page))], more ? found[PageSize - 1].Id : null, before is null ? PageSize : 0));
    }

    public Task GetAsync(HttpContext context) => ShowAsync(context, Few, new FormModel(), StatusCodes.Status200OK);

    public Task RejectsAsync(HttpContext context) => ShowAsync(context, ManyRejects, new FormModel(), StatusCodes.Status200OK);

    public Task LogAsync(HttpContext context) => ShowAsync(context, ManyLines, new FormModel(), StatusCodes.Status200OK);

    /// <summary>What would go to the plug-in's author; it goes only when the person sends it.</summary>
    public async Task ReportAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var run = await FindAsync(context, open);
        if (!CanReport(run) || catalogue.Find(run.Plugin!) is not { } plugin)
        {
            throw new ProblemException(Problems.NotFound);
        }

        var report = JsonSerializer.SerializeToElement(await RunReport.OfAsync(open.Store, run, plugin), HubJson.Default.RunReport);
        await context.AnswerAsync<Pages.AuthorReport>(open.Page, new AuthorReportModel(run.Id, View(run, open.Page).Title, catalogue.Name(plugin.Id, open.Page)!, plugin.Manifest.Publisher, Indented(report)));
    }

    public async Task AnswerAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var answer = form["answer"].ToString().Trim();
        if (answer.Length is 0 or > 200)
        {
            await ShowAsync(context, Few, new FormModel { ["answer"] = answer }.Fail("answer", new Text("Give an answer first.", "Donnez d'abord une réponse.")), StatusCodes.Status422UnprocessableEntity);
            return;
        }

        await using var open = await door.OpenAsync(context);
        var run = await FindAsync(context, open);
        if (run is { State: RunState.Waiting, Question: { } question } && question.Key == form["key"])
        {
            await engine.Queue.AnswerAsync(open.Store, run.Id, question.Key, answer);
            await Task.WhenAny(engine.Queue.WaitAsync(run.Id), Task.Delay(WorthWaiting));
        }

        await PageDoor.GoAsync(context, form["back"].ToString() is { Length: > 0 } back ? back : "/runs/" + run.Id);
    }

    public async Task AskUndoAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        await AskUndoAsync(context, open, await FindAsync(context, open), StatusCodes.Status200OK);
    }

    public async Task UndoAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["file"] == "delete")
        {
            await confirming.AskAsync(context);
        }

        await using var open = await door.OpenAsync(context);
        var run = await FindAsync(context, open);
        var (undo, _) = await engine.Undoing.BeginAsync(open.Store, run, form["file"] == "delete", open.Actor, form["then"] != "go-on");
        if (undo is null)
        {
            await AskUndoAsync(context, open, await FindAsync(context, open), StatusCodes.Status409Conflict);
            return;
        }

        await engine.Queue.EnqueueAsync(open.Store.VaultId, undo.Id);
        await Task.WhenAny(engine.Queue.WaitAsync(undo.Id), Task.Delay(WorthWaiting));
        await PageDoor.GoAsync(context, "/runs/" + undo.Id);
    }

    private async Task AskUndoAsync(HttpContext context, OpenPage open, Run run, int status)
    {
        var why = await Undoing.WhyNotAsync(open.Store, run);
        var counts = why is null ? await engine.Undoing.ForeseeAsync(open.Store, run) : default;
        var origin = run.File is { } hash ? await FileRemoval.FindAsync(open.Store, hash) : null;
        var again = origin?.Imports.FirstOrDefault(other => other.Kind == RunKind.Reparse && string.CompareOrdinal(other.Id, run.Id) > 0)?.Id;
        await context.AnswerAsync<UndoPage>(open.Page, new UndoModel(run, View(run, open.Page).Title, counts, origin?.File.Name, why, again), status);
    }

    public async Task CancelAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var run = await FindAsync(context, open);
        if (!run.IsOver)
        {
            await engine.Queue.CancelAsync(open.Store.VaultId, run.Id);
        }

        await PageDoor.GoAsync(context, "/runs/" + run.Id);
    }

    private async Task ShowAsync(HttpContext context, Most most, FormModel form, int status)
    {
        await using var open = await door.OpenAsync(context);
        var run = await FindAsync(context, open);
        var page = open.Page;
        var rejects = run.Counts.Rejected == 0 ? [] : await open.Store.RejectsAsync(run.Id, -1, most.Rejects);
        var parts = new List<Run>();
        foreach (var part in run.Parts.Take(MostParts))
        {
            if (await open.Store.FindRunAsync(part) is { } found)
            {
                parts.Add(found);
            }
        }

        var log = await open.Store.LogOfAsync(run.Id);
        var coverage = run.Source is null ? [] : await open.Store.CoverageAsync();
        await context.AnswerAsync<Pages.RunPage>(page, new RunPageModel
        {
            Run = run,
            Title = View(run, page).Title,
            HasFile = run.File is { } kept && await open.Store.FindFileAsync(kept) is not null,
            NewerReader = await NewerReaderAsync(open, run),
            CanUndo = Undoing.WhyNot(run) is null,
            Plugin = catalogue.Name(run.Plugin, page),
            Parts = [.. parts.Select(part => View(part, page))],
            Held = await HeldAsync(open, [run, .. parts]),
            Restore = run.Restore is { } facts ? RestoreView.Of(facts, await ConflictsAsync(open, run, facts), type => catalogue.TypeLabel(type, page), page) : null,
            Rejects = [.. rejects.Select(reject => Reject(reject, page))],
            HasMoreRejects = run.Counts.Rejected > rejects.Count,
            Wrote = [.. coverage.Where(item => item.Source == run.Source && item.Count > 0).Select(item => new ChoiceModel("/data/" + item.Type, catalogue.TypeLabel(item.Type, page)))],
            CanReport = CanReport(run) && catalogue.Find(run.Plugin!) is not null,
            Log = [.. log.TakeLast(most.Lines)],
            HasMoreLog = log.Count > most.Lines,
            Form = form,
        }, status);
    }

    private async ValueTask<string?> NewerReaderAsync(OpenPage open, Run run) =>
        run is { Kind: RunKind.Import, File: { } file, Plugin: { } id, UndoneBy: null } && catalogue.Find(id) is { } plugin && plugin.Manifest.Version != run.Version
        && (await KeptImports.ListAsync(open.Store)).Find(file) is { } kept && kept.WasReadByOther(plugin) ? plugin.Manifest.Version : null;

    private static async ValueTask<IReadOnlyList<RestoreConflict>> ConflictsAsync(OpenPage open, Run run, RestoreFacts facts)
    {
        if (facts.Conflicts == 0)
        {
            return [];
        }

        var found = await open.Store.ConflictsOfAsync(run.Id);
        foreach (var (type, count) in found.CountBy(conflict => conflict.Type))
        {
            open.NoteRead("conflicts", type, count);
        }

        return found;
    }

    /// <summary>The first of those that are still deleted.</summary>
    private async ValueTask<IReadOnlyList<HeldView>> HeldAsync(OpenPage open, IEnumerable<Run> runs)
    {
        var found = new List<HeldView>();
        foreach (var run in runs.Where(run => run.Counts.Withheld > run.Counts.Owned + run.Counts.LeftOut))
        {
            foreach (var held in await open.Store.HeldBackAsync(run.Id))
            {
                if (found.Count == MostHeld)
                {
                    return found;
                }

                if (vaults.Types.Find(held.Type) is { } type && await open.Store.FindAsync(type, held.Id) is { Deleted: true, Withdrawn: false } record)
                {
                    using var data = JsonDocument.Parse(record.Data);
                    found.Add(new HeldView(type.TitleOf(data.RootElement, open.Page), open.Page.L(type.Label), RecordTables.AddressOf(record), record.Removed));
                    open.NoteRead("read", type.Name, 1);
                }
            }
        }

        return found;
    }

    /// <summary>It went wrong in a way that its author can mend.</summary>
    private static bool CanReport(Run run) => run is { Plugin: not null, State: RunState.Failed or RunState.Partial } && (run.Counts.Rejected > 0 || run.Outcome is Outcome.PluginFault or Outcome.FormatChanged or Outcome.LimitExceeded);

    private static string Indented(JsonElement json)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private RunView View(Run run, PageContext page) => RunView.Of(run, catalogue.Name(run.Plugin, page), page);

    private RejectView Reject(RejectedRecord reject, PageContext page)
    {
        var reasons = JsonSerializer.Deserialize(reject.Errors, RunJson.Default.IReadOnlyListRejectReason) ?? [];
        return new RejectView(catalogue.TypeLabel(reject.Type, page), reject.At, [.. reasons.Select(reason => reason.Path.Length == 0 ? page.L(reason.Message) : $"{reason.Path} : {page.L(reason.Message)}")]);
    }

    private static async ValueTask<Run> FindAsync(HttpContext context, OpenPage open) =>
        await open.Store.FindRunAsync((string)context.Request.RouteValues["id"]!) ?? throw new ProblemException(Problems.NotFound);

    /// <summary>How much of what may be long stands on the page.</summary>
    private sealed record Most(int Rejects, int Lines);
}

internal static class RunPageRoutes
{
    public static void MapRunPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/runs", app.With<RunPages>((pages, context) => pages.ListAsync(context))).Needs(Access.Session);
        app.MapGet("/runs/{id}", app.With<RunPages>((pages, context) => pages.GetAsync(context))).Needs(Access.Session);
        app.MapGet("/runs/{id}/report", app.With<RunPages>((pages, context) => pages.ReportAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapGet("/runs/{id}/rejects", app.With<RunPages>((pages, context) => pages.RejectsAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapGet("/runs/{id}/log", app.With<RunPages>((pages, context) => pages.LogAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/runs/{id}/answer", app.With<RunPages>((pages, context) => pages.AnswerAsync(context))).Needs(Access.Session);
        app.MapGet("/runs/{id}/undo", app.With<RunPages>((pages, context) => pages.AskUndoAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/runs/{id}/undo", app.With<RunPages>((pages, context) => pages.UndoAsync(context))).Needs(Access.Session);
        app.MapPost("/runs/{id}/cancel", app.With<RunPages>((pages, context) => pages.CancelAsync(context))).Needs(Access.Session);
    }
}
