using Hub.Accounts;
using Hub.Core.Exports;
using Hub.Core.Runs;
using Hub.Front;
using Hub.Runs;
using Hub.Vaults;

namespace Hub.Exports;

/// <summary>The whole vault out, and an archive back in.</summary>
internal sealed class ExportsApi(VaultDoor door, RunEngine engine, ExportRuns exports, UploadFolder uploads, TimeProvider clock)
{
    public async Task BeginAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        var run = await exports.BeginExportAsync(vault.Store, context.GetVisit().Actor);
        await StartAsync(context, vault.Store.VaultId, run);
    }

    public async Task GetAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        var run = await vault.Store.FindRunAsync((string)context.Request.RouteValues["id"]!);
        if (run is not { Kind: RunKind.Export, State: RunState.Succeeded } || await ExportRuns.OpenExportAsync(vault.Store, run.Id) is not { } archive)
        {
            throw new ProblemException(Problems.NotFound);
        }

        await using (archive)
        {
            await vault.Store.AppendJournalAsync([new(0, clock.GetUtcNow(), context.GetVisit().Actor, "export", null, Purposes.Api, 1)]);
            Attachments.Prepare(context, $"hub-{run.Created:yyyy-MM-dd}.zip", "application/zip");
            await Ranges.SendAsync(context, archive);
        }
    }

    /// <summary>An archive is a stranger's upload: it only adds what is not there, and who sends it must be allowed to write all.</summary>
    public async Task RestoreAsync(HttpContext context)
    {
        var visit = context.GetVisit();
        if (!visit.Scopes.WritesAll)
        {
            throw new ProblemException(Problems.ScopeNeeded("write:*"));
        }

        var asked = await context.ReadJsonAsync(HubJson.Default.RestoreRequest);
        var upload = await uploads.FindAsync(VaultDoor.IdOf(context), asked.Upload ?? "")
            ?? throw QueryReading.Wrong("upload", "Name an upload that holds the archive: POST /api/uploads.", "Nommez un envoi qui contient l'archive\u00a0: POST /api/uploads.");
        await using var vault = await door.OpenAsync(context);
        Run run;
        await using (var archive = uploads.Open(upload))
        {
            run = await exports.BeginRestoreAsync(vault.Store, archive, asked.DryRun ?? false, visit.Actor, context.RequestAborted);
        }

        await uploads.DeleteAsync(upload);
        await StartAsync(context, vault.Store.VaultId, run);
    }

    private async Task StartAsync(HttpContext context, string vaultId, Run run)
    {
        await engine.Queue.EnqueueAsync(vaultId, run.Id);
        await context.WriteJsonAsync(new RunStarted(run.Id), HubJson.Default.RunStarted, StatusCodes.Status202Accepted);
    }
}

internal sealed record RestoreRequest(string? Upload, bool? DryRun);

internal static class ExportsRoutes
{
    public static void MapExports(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/exports", app.With<ExportsApi>((api, context) => api.BeginAsync(context))).Needs(Access.Export);
        app.MapGet("/api/exports/{id}", app.With<ExportsApi>((api, context) => api.GetAsync(context))).Needs(Access.Export).In(VaultUse.Keeps);
        app.MapPost("/api/restores", app.With<ExportsApi>((api, context) => api.RestoreAsync(context))).Needs(Access.Import);
    }
}
