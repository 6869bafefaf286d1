using System.Text.Json;
using Hub.Accounts;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Front;
using Hub.Vaults;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Reading kept files again: first the differences, and then, if the person wants them, the run.</summary>
internal sealed class ReparsePages(PageDoor door, Catalogue catalogue, RecordTypes types, RunEngine engine)
{
    private static readonly TimeSpan WorthWaiting = TimeSpan.FromSeconds(3);

    public async Task LookAtFileAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var file = await open.Store.FindFileAsync((string)context.Request.RouteValues["hash"]!) ?? throw new ProblemException(Problems.NotFound);
        await LookAsync(context, open, new ReparseWish(File: file.Hash));
    }

    public async Task LookAtPluginAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var plugin = catalogue.Find((string)context.Request.RouteValues["id"]!) is { Manifest.Kind: PluginKind.Connector } connector ? connector : throw new ProblemException(Problems.NotFound);
        await LookAsync(context, open, new ReparseWish(plugin.Id, OnlyOther: true));
    }

    public async Task ShowAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        await AnswerAsync(context, open, await FindAsync(context, open));
    }

    public async Task ApplyAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await using var open = await door.OpenAsync(context);
        var look = await FindAsync(context, open);
        if (look.Plugin is { } reader && catalogue.Find(reader)?.Manifest.Version != look.Version)
        {
            // Another version would do something else than what was shown.
            await LookAsync(context, open, look.Wish!);
            return;
        }

        var run = await engine.Reparsing.BeginAsync(open.Store, look.Wish! with { WithdrawsMissing = form["missing"] == "withdraw" }, dryRun: false, open.Actor);
        await engine.Queue.EnqueueAsync(open.Store.VaultId, run.Id);
        await WaitAsync(run.Id);
        await PageDoor.GoAsync(context, "/runs/" + run.Id);
    }

    private async Task LookAsync(HttpContext context, OpenPage open, ReparseWish wish)
    {
        var run = await engine.Reparsing.BeginAsync(open.Store, wish, dryRun: true, open.Actor);
        await engine.Queue.EnqueueAsync(open.Store.VaultId, run.Id, here: true);
        await WaitAsync(run.Id);
        await PageDoor.GoAsync(context, "/reparse/" + run.Id);
    }

    private async Task AnswerAsync(HttpContext context, OpenPage open, Run run)
    {
        var (page, differences) = (open.Page, run.Differences);
        var looked = await open.Store.LookedRecordsAsync(run.Id);
        var (changed, created, missing) = (new List<TableRow>(), new List<DifferentRecord>(), new List<DifferentRecord>());
        foreach (var example in differences?.Examples ?? [])
        {
            if (types.Find(example.Type) is not { } type || !RecordId.TryParse(example.Id, out var id))
            {
                continue;
            }

            if (example.Change == DifferenceKind.Created)
            {
                if (looked.TryGetValue(id, out var data))
                {
                    created.Add(new DifferentRecord(ReparseViews.Naming(type, data, page), page.L(type.Label), null));
                }
            }
            else if (await open.Store.FindAsync(type, id) is { Deleted: false } record)
            {
                open.NoteRead("read", type.Name, 1);
                if (example.Change == DifferenceKind.Missing)
                {
                    using var data = JsonDocument.Parse(record.Data);
                    missing.Add(new DifferentRecord(ReparseViews.Naming(type, data.RootElement, page), page.L(type.Label), RecordTables.AddressOf(record)));
                }
                else if (looked.TryGetValue(id, out var after))
                {
                    changed.AddRange(ReparseViews.Rows(type, record, after, example.Fields, page));
                }
            }
        }

        await context.AnswerAsync<ReparsePreview>(page, new ReparseModel
        {
            Run = run,
            Files = run.FileName ?? (run.Progress?.Total is { } count ? page.L($"{page.Format.Number(count)} files", $"{page.Format.Number(count)} fichiers") : page.L("Several files", "Plusieurs fichiers")),
            Reader = run.Plugin is null ? null : $"{catalogue.Name(run.Plugin, page)} {run.Version}",
            Types = differences is null ? null : ReparseViews.Types(differences, type => catalogue.TypeLabel(type, page), page),
            Fields = [.. (differences?.Types ?? []).Select(type => ReparseViews.Fields(type, types.Find(type.Type), page)).OfType<string>()],
            Changed = changed.Count == 0 ? null : new TableModel([new(page.L("Record", "Donnée")), new(page.L("Field", "Champ")), new(page.L("In your vault", "Dans votre coffre")), new(page.L("Read again", "À la relecture"))], changed),
            Created = created,
            Missing = missing,
            MissingCount = differences?.Types.Sum(type => type.Missing) ?? 0,
        });
    }

    private async Task WaitAsync(string run) => await Task.WhenAny(engine.Queue.WaitAsync(run), Task.Delay(WorthWaiting));

    private static async ValueTask<Run> FindAsync(HttpContext context, OpenPage open) =>
        await open.Store.FindRunAsync((string)context.Request.RouteValues["run"]!) is { Kind: RunKind.Reparse, DryRun: true } run ? run : throw new ProblemException(Problems.NotFound);
}

internal static class ReparseRoutes
{
    public static void MapReparsePages(this IEndpointRouteBuilder app)
    {
        app.MapPost("/files/{hash}/reparse", app.With<ReparsePages>((pages, context) => pages.LookAtFileAsync(context))).Needs(Access.Session);
        app.MapPost("/plugins/{id}/reparse", app.With<ReparsePages>((pages, context) => pages.LookAtPluginAsync(context))).Needs(Access.Session);
        app.MapGet("/reparse/{run}", app.With<ReparsePages>((pages, context) => pages.ShowAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/reparse/{run}", app.With<ReparsePages>((pages, context) => pages.ApplyAsync(context))).Needs(Access.Session);
    }
}
