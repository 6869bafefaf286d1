using Hub.Accounts;
using Hub.Core.Files;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Files;

/// <summary>Files as the holder gave them. They go out as attachments that no browser runs; a hash is looked for in the caller's own vault only.</summary>
internal sealed class FilesApi(VaultDoor door, RunEngine engine, TimeProvider clock)
{
    public async Task ListAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        await context.WriteJsonAsync(new FileList(await vault.Store.FilesAsync()), HubJson.Default.FileList);
    }

    public async Task GetAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        var file = await vault.Store.FindFileAsync((string)context.Request.RouteValues["hash"]!) ?? throw new ProblemException(Problems.NotFound);
        await vault.Store.AppendJournalAsync([new(0, clock.GetUtcNow(), context.GetVisit().Actor, "file", null, Purposes.Api, 1)]);
        await using var content = await vault.Store.OpenFileAsync(file.Hash);
        Attachments.Prepare(context, file.Name, file.MediaType);
        context.Response.ContentLength = file.Length;
        await content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    /// <summary>What deleting it concerns.</summary>
    public async Task OriginAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        var origin = await FindAsync(context, vault.Store);
        await context.WriteJsonAsync(new FileOriginAnswer([.. origin.Records.Select(type => new RecordCount(type.Key, type.Value))], [.. origin.Imports.Select(run => run.Id)]), HubJson.Default.FileOriginAnswer);
    }

    /// <summary>Alone, or with <c>undo=true</c> together with what was imported from it.</summary>
    public async Task DeleteAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        var origin = await FindAsync(context, vault.Store);
        if (context.Query("undo") is "true" && origin.Imports.Count > 0)
        {
            var undos = await engine.Files.UndoAsync(vault.Store, origin, context.GetVisit().Actor);
            await context.WriteJsonAsync(new RunsStarted([.. undos.Select(run => run.Id)]), HubJson.Default.RunsStarted, StatusCodes.Status202Accepted);
            return;
        }

        await engine.Files.DeleteAsync(vault.Store, origin.File, context.GetVisit().Actor);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async ValueTask<FileOrigin> FindAsync(HttpContext context, IVaultStore store) =>
        await FileRemoval.FindAsync(store, (string)context.Request.RouteValues["hash"]!) ?? throw new ProblemException(Problems.NotFound);
}

internal sealed record FileOriginAnswer(IReadOnlyList<RecordCount> Records, IReadOnlyList<string> Imports);

internal sealed record RecordCount(string Type, long Count);

internal sealed record RunsStarted(IReadOnlyList<string> Runs);

internal sealed record FileList(IReadOnlyList<KeptFile> Items);

internal static class FilesRoutes
{
    public static void MapFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/files", app.With<FilesApi>((api, context) => api.ListAsync(context))).Needs(Access.Export);
        app.MapGet("/api/files/{hash}", app.With<FilesApi>((api, context) => api.GetAsync(context))).Needs(Access.Export);
        app.MapDelete("/api/files/{hash}", app.With<FilesApi>((api, context) => api.DeleteAsync(context))).Needs(Access.FreshSession);
        app.MapGet("/api/files/{hash}/origin", app.With<FilesApi>((api, context) => api.OriginAsync(context))).Needs(Access.Export);
    }
}
