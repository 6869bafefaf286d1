using Hub.Accounts;
using Hub.Core.Files;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Files;

/// <summary>Files as the holder gave them. They go out as attachments that no browser runs; a hash is looked for in the caller's own vault only.</summary>
internal sealed class FilesApi(VaultDoor door, TimeProvider clock)
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
}

internal sealed record FileList(IReadOnlyList<KeptFile> Items);

internal static class FilesRoutes
{
    public static void MapFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/files", app.With<FilesApi>((api, context) => api.ListAsync(context))).Needs(Access.Export);
        app.MapGet("/api/files/{hash}", app.With<FilesApi>((api, context) => api.GetAsync(context))).Needs(Access.Export);
    }
}
