using System.Text.Json;
using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Sdk;
using Hub.Vaults;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>What was deleted: taking it back, removing one or all of it for good.</summary>
internal sealed class TrashPages(PageDoor door, VaultDoor vaults, Catalogue catalogue)
{
    private const int PageSize = 50;

    public async Task ListAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var before = context.Query("before") is null ? (long?)null : context.QueryNumber("before");
        var found = await open.Store.TrashAsync(before, PageSize);
        foreach (var read in found.Items.CountBy(record => record.Type))
        {
            open.NoteRead("read", read.Key, read.Value);
        }

        await context.AnswerAsync<Pages.Trash>(open.Page, new TrashModel([.. found.Items.Select(record => Line(record, open.Page))], found.Next, context.Query("emptied") is null ? null : open.Page.L("The trash is empty.", "La corbeille est vide.")));
    }

    public async Task AskAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var (_, record) = await FindAsync(context, open);
        open.NoteRead("read", record.Type, 1);
        await context.AnswerAsync<TrashRemove>(open.Page, Line(record, open.Page));
    }

    public async Task RemoveAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var (type, record) = await FindAsync(context, open);
        await open.Store.CommitAsync(new RecordBatch { Writer = WriterOf(open), Writes = { new RecordWrite(WriteKind.Remove, type, record.Id, null, null) } }, context.RequestAborted);
        await PageDoor.GoAsync(context, "/trash");
    }

    public async Task AskEmptyAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        await context.AnswerAsync<TrashEmpty>(open.Page, new TrashEmptyModel(open.Page.Vault ?? "", new FormModel()));
    }

    public async Task EmptyAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await using var open = await door.OpenAsync(context);
        if (AccountName.Fold(form["name"]) != AccountName.Fold(open.Page.Vault))
        {
            var model = new FormModel { ["name"] = form["name"] }.Fail("name", new Text("This is not the name of the vault. Nothing was removed.", "Ce n'est pas le nom du coffre. Rien n'a été supprimé."));
            await context.AnswerAsync<TrashEmpty>(open.Page, new TrashEmptyModel(open.Page.Vault ?? "", model), StatusCodes.Status422UnprocessableEntity);
            return;
        }

        await open.Store.EmptyTrashAsync(vaults.Types, WriterOf(open), context.RequestAborted);
        await PageDoor.GoAsync(context, "/trash?emptied=1");
    }

    private static Writer WriterOf(OpenPage open) => new(Purposes.OwnSource, open.Actor, Purposes.Pages);

    private async ValueTask<(RecordType Type, StoredRecord Record)> FindAsync(HttpContext context, OpenPage open)
    {
        var type = vaults.TypeOf(context);
        return RecordId.TryParse((string?)context.Request.RouteValues["id"], out var id) && await open.Store.FindAsync(type, id) is { Deleted: true, Withdrawn: false, Removed: false } record
            ? (type, record)
            : throw new ProblemException(Problems.NotFound);
    }

    private TrashLine Line(StoredRecord record, PageContext page)
    {
        var type = vaults.Types.Find(record.Type);
        return new TrashLine(
            type is null ? record.Type : TitleOf(type, record, page), type is null ? record.Type : page.L(type.Label), RecordTables.AddressOf(record), $"/trash/{record.Type}/{record.Id}", type is not null,
            record.Provenance.Deleted is { } deleted ? DeletedBy(deleted, page) : page.L("Deleted", "Supprimée"));
    }

    private string DeletedBy(Deletion deleted, PageContext page)
    {
        var (when, who) = (page.Format.Moment(deleted.At), JournalLines.Who(deleted.By, id => catalogue.Name(id, page), page));
        return page.L($"Deleted on {when} · {who}", $"Supprimée le {when} · {who}");
    }

    private static string TitleOf(RecordType type, StoredRecord record, PageContext page)
    {
        using var data = JsonDocument.Parse(record.Data);
        return type.TitleOf(data.RootElement, page);
    }
}

internal static class TrashPageRoutes
{
    public static void MapTrashPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/trash", app.With<TrashPages>((pages, context) => pages.ListAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapGet("/trash/empty", app.With<TrashPages>((pages, context) => pages.AskEmptyAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/trash/empty", app.With<TrashPages>((pages, context) => pages.EmptyAsync(context))).Needs(Access.FreshSession);
        app.MapGet("/trash/{type}/{id}", app.With<TrashPages>((pages, context) => pages.AskAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/trash/{type}/{id}", app.With<TrashPages>((pages, context) => pages.RemoveAsync(context))).Needs(Access.FreshSession);
    }
}
