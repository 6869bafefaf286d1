using Hub.Accounts;
using Hub.Core.Files;
using Hub.Core.Runs;
using Hub.Front;
using Hub.Sdk;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>A file that was given to the hub: what came from it, and deleting it.</summary>
internal sealed class FilePages(PageDoor door, Catalogue catalogue, RunEngine engine)
{
    public async Task GetAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        await AnswerAsync(context, open, await FindAsync(context, open), new FormModel(), StatusCodes.Status200OK);
    }

    public async Task DeleteAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await using var open = await door.OpenAsync(context);
        var origin = await FindAsync(context, open);
        if (form["name"].ToString().Trim() != origin.File.Name)
        {
            var model = new FormModel { ["name"] = form["name"], ["what"] = form["what"] }.Fail("name", new Text("This is not the name of the file. Nothing was deleted.", "Ce n'est pas le nom du fichier. Rien n'a été supprimé."));
            await AnswerAsync(context, open, origin, model, StatusCodes.Status422UnprocessableEntity);
            return;
        }

        if (form["what"] == "all" && origin.Imports.Count > 0)
        {
            var undos = await engine.Files.UndoAsync(open.Store, origin, open.Actor);
            await PageDoor.GoAsync(context, undos.Count == 1 ? "/runs/" + undos[0].Id : "/runs");
            return;
        }

        await engine.Files.DeleteAsync(open.Store, origin.File, open.Actor);
        await PageDoor.GoAsync(context, "/runs");
    }

    private async Task AnswerAsync(HttpContext context, OpenPage open, FileOrigin origin, FormModel form, int status)
    {
        var page = open.Page;
        await context.AnswerAsync<FilePage>(page, new FilePageModel
        {
            Hash = origin.File.Hash,
            Name = origin.File.Name,
            Under = $"{page.Format.Bytes(origin.File.Length)} · {page.Format.Moment(origin.File.At)}",
            Records = new TableModel(
                [new(page.L("Kind of data", "Sorte de données")), new(page.L("How many", "Combien"), IsNumber: true)],
                [.. origin.Records.Select(type => new TableRow([new TableCell(catalogue.TypeLabel(type.Key, page), "/data/" + type.Key), page.Format.Number(type.Value)]))]),
            IsOnlyKept = origin.Records.All(type => type.Key == "document.file"),
            Imports = [.. origin.Imports.Select(run => RunView.Of(run, catalogue.Name(run.Plugin, page), page))],
            ReadAgain = (await KeptImports.ListAsync(open.Store)).Find(origin.File.Hash) is { } kept ? ReparseViews.ReadAgain(kept, kept.ReadBy is null ? null : catalogue.Find(kept.ReadBy)) : null,
            Form = form,
        }, status);
    }

    private static async ValueTask<FileOrigin> FindAsync(HttpContext context, OpenPage open) =>
        await FileRemoval.FindAsync(open.Store, (string)context.Request.RouteValues["hash"]!) ?? throw new ProblemException(Problems.NotFound);
}

internal static class FilePageRoutes
{
    public static void MapFilePages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/files/{hash}", app.With<FilePages>((pages, context) => pages.GetAsync(context))).Needs(Access.Session);
        app.MapPost("/files/{hash}/delete", app.With<FilePages>((pages, context) => pages.DeleteAsync(context))).Needs(Access.FreshSession);
    }
}
