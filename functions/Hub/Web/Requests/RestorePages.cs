using Hub.Accounts;
using Hub.Core.Exports;
using Hub.Core.Runs;
using Hub.Front;
using Hub.Sdk;
using Hub.Vaults;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Putting an archive back: what it would bring is shown first, and nothing that is here is changed.</summary>
internal sealed class RestorePages(PageDoor door, Catalogue catalogue, LookedUploads looked, ExportRuns exports, RunEngine engine)
{
    private static readonly TimeSpan WorthWaiting = TimeSpan.FromSeconds(3);

    public async Task AskAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        await context.AnswerAsync<Restore>(open.Page, new RestoreModel(new FormModel()));
    }

    /// <summary>Takes the archive in, beside the vault, and goes through it without a write.</summary>
    public async Task LookAsync(HttpContext context)
    {
        var taken = await looked.TakeAsync(context);
        await using var open = await door.OpenAsync(context);
        if (taken is not [var upload])
        {
            var text = taken.Count == 0 ? new Text("Choose an archive first.", "Choisissez d'abord une archive.") : new Text("Choose one archive at a time.", "Choisissez une archive à la fois.");
            await looked.ForgetAsync(open.Store, "", taken);
            await context.AnswerAsync<Restore>(open.Page, new RestoreModel(new FormModel().Fail("files", text)), StatusCodes.Status422UnprocessableEntity);
            return;
        }

        var run = await BeginAsync(context, open, upload, dryRun: true);
        await LookedUploads.RememberAsync(open.Store, run.Id, taken);
        await engine.Queue.EnqueueAsync(open.Store.VaultId, run.Id);
        await WaitAsync(run.Id);
        await PageDoor.GoAsync(context, "/restore/" + run.Id);
    }

    public async Task PreviewAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var (page, run) = (open.Page, await FindAsync(context, open));
        var conflicts = run.Restore is { Conflicts: > 0 } ? await open.Store.ConflictsOfAsync(run.Id) : [];
        foreach (var (type, count) in conflicts.CountBy(conflict => conflict.Type))
        {
            open.NoteRead("conflicts", type, count);
        }

        await context.AnswerAsync<RestorePreview>(page, new RestorePreviewModel(run, await looked.FindAsync(open.Store, run.Id) is [var upload] ? upload.Name : null)
        {
            Restore = run.Restore is { } facts ? RestoreView.Of(facts, conflicts, type => catalogue.TypeLabel(type, page), page) : null,
        });
    }

    public async Task ApplyAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var look = await FindAsync(context, open);
        if (await looked.FindAsync(open.Store, look.Id) is not [var upload])
        {
            // Applied already, or left for more than a day.
            await PageDoor.GoAsync(context, "/restore");
            return;
        }

        var run = await BeginAsync(context, open, upload, dryRun: false);
        await engine.Queue.EnqueueAsync(open.Store.VaultId, run.Id);
        await looked.ForgetAsync(open.Store, look.Id, [upload]);
        await WaitAsync(run.Id);
        await PageDoor.GoAsync(context, "/runs/" + run.Id);
    }

    public async Task DiscardAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var look = await FindAsync(context, open);
        await looked.ForgetAsync(open.Store, look.Id, await looked.FindAsync(open.Store, look.Id));
        await PageDoor.GoAsync(context, "/restore");
    }

    private async Task<Run> BeginAsync(HttpContext context, OpenPage open, Hub.Runs.Upload upload, bool dryRun)
    {
        await using var archive = looked.Open(upload);
        return await exports.BeginRestoreAsync(open.Store, archive, dryRun, open.Actor, context.RequestAborted);
    }

    private async Task WaitAsync(string run) => await Task.WhenAny(engine.Queue.WaitAsync(run), Task.Delay(WorthWaiting));

    private static async ValueTask<Run> FindAsync(HttpContext context, OpenPage open) =>
        await open.Store.FindRunAsync((string)context.Request.RouteValues["run"]!) is { Kind: RunKind.Restore, DryRun: true } run ? run : throw new ProblemException(Problems.NotFound);
}

internal static class RestoreRoutes
{
    public static void MapRestorePages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/restore", app.With<RestorePages>((pages, context) => pages.AskAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/restore", app.With<RestorePages>((pages, context) => pages.LookAsync(context))).Needs(Access.Session);
        app.MapGet("/restore/{run}", app.With<RestorePages>((pages, context) => pages.PreviewAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/restore/{run}", app.With<RestorePages>((pages, context) => pages.ApplyAsync(context))).Needs(Access.Session);
        app.MapPost("/restore/{run}/discard", app.With<RestorePages>((pages, context) => pages.DiscardAsync(context))).Needs(Access.Session);
    }
}
