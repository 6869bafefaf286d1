using Hub.Accounts;
using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Front;
using Hub.Vaults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Hub.Runs;

/// <summary>Begins an import of files: uploaded before, or sent along.</summary>
internal sealed class ImportsApi(VaultDoor door, UploadFolder uploads, PluginCatalogue plugins, RunEngine engine)
{
    private const int MostFiles = 100;
    private const long LargestForm = 30 * 1024 * 1024;

    public Task BeginAsync(HttpContext context) => context.Request.HasFormContentType ? BeginFromFormAsync(context) : BeginFromUploadsAsync(context);

    private async Task BeginFromUploadsAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.ImportRequest);
        if (asked.Uploads is not { Count: > 0 and <= MostFiles })
        {
            throw QueryReading.Wrong("uploads", $"Name 1 to {MostFiles} uploads.", $"Nommez de 1 à {MostFiles} envois.");
        }

        var files = new List<Upload>();
        foreach (var id in asked.Uploads)
        {
            files.Add(await uploads.FindAsync(VaultDoor.IdOf(context), id) ?? throw QueryReading.Wrong("uploads", "One of these uploads is not there any more. Send the file again.", "L'un de ces envois n'existe plus. Envoyez de nouveau le fichier."));
        }

        await BeginAsync(context, files, asked.Plugin, asked.DryRun ?? false, mayComeAgain: true);
    }

    private async Task BeginFromFormAsync(HttpContext context)
    {
        if (context.Request.ContentLength > LargestForm || !MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
        {
            throw new ProblemException(context.Request.ContentLength > LargestForm ? Problems.TooLarge : Problems.UnsupportedMediaType);
        }

        var files = new List<Upload>();
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var reader = new MultipartReader(boundary, new BoundedStream(context.Request.Body, LargestForm));
        while (await NextAsync(reader, context) is { } section)
        {
            await TakeAsync(context, section, files, fields);
        }

        if (files.Count == 0)
        {
            throw QueryReading.Wrong("files", "Send one file or more in the field files.", "Envoyez un fichier ou plusieurs dans le champ files.");
        }

        await BeginAsync(context, files, fields.GetValueOrDefault("plugin"), fields.GetValueOrDefault("dryRun") is "true", mayComeAgain: false);
    }

    private static async ValueTask<MultipartSection?> NextAsync(MultipartReader reader, HttpContext context)
    {
        try
        {
            return await reader.ReadNextSectionAsync(context.RequestAborted);
        }
        catch (Exception broken) when (broken is InvalidDataException or (IOException and not BadHttpRequestException) && !context.RequestAborted.IsCancellationRequested)
        {
            throw QueryReading.Wrong("files", "This form breaks off or is not one. Send it as multipart/form-data, with the boundary that its Content-Type names.", "Ce formulaire est interrompu ou n'en est pas un. Envoyez-le en multipart/form-data, avec le séparateur que nomme son Content-Type.");
        }
    }

    private async ValueTask TakeAsync(HttpContext context, MultipartSection section, List<Upload> files, Dictionary<string, string> fields)
    {
        if (section.AsFileSection() is { FileStream: { } content } file)
        {
            if (files.Count >= MostFiles)
            {
                throw new ProblemException(Problems.TooLarge);
            }

            var upload = await uploads.BeginAsync(VaultDoor.IdOf(context), string.IsNullOrEmpty(file.FileName) ? "file" : file.FileName);
            files.Add(upload);
            await uploads.AppendAsync(upload, 0, content, context.RequestAborted);
        }
        else if (section.AsFormDataSection() is { } field && fields.Count < 8)
        {
            fields[field.Name] = await field.GetValueAsync(context.RequestAborted);
        }
    }

    private async Task BeginAsync(HttpContext context, List<Upload> files, string? plugin, bool dryRun, bool mayComeAgain)
    {
        if (plugin is { Length: > 0 } && plugins.Find(plugin) is not { Manifest.Kind: PluginKind.Connector })
        {
            throw QueryReading.Wrong("plugin", "There is no connector of that id. GET /api/plugins says which there are; leave it out and the hub recognises the file.", "Il n'y a pas de connecteur de ce nom. GET /api/plugins dit lesquels existent\u00a0; sans lui, le hub reconnaît le fichier.");
        }

        await using var vault = await door.OpenAsync(context);
        var run = await engine.Imports.BeginAsync(vault.Store, await uploads.ItemsAsync(files), string.IsNullOrEmpty(plugin) ? null : plugin, dryRun, context.GetVisit().Actor, context.RequestAborted);
        await engine.Queue.EnqueueAsync(vault.Store.VaultId, run.Id, here: dryRun);
        if (!dryRun)
        {
            // The vault keeps the files now; after a dry run the same uploads may be imported in earnest.
            await DeleteAsync(files);
        }
        else if (!mayComeAgain)
        {
            // Nobody was told what these uploads are called, so nobody can import them.
            _ = DeleteAfterAsync(run.Id, files);
        }

        await context.WriteJsonAsync(new RunStarted(run.Id), HubJson.Default.RunStarted, StatusCodes.Status202Accepted);
    }

    private async Task DeleteAfterAsync(string run, List<Upload> files)
    {
        await engine.Queue.WaitAsync(run);
        await DeleteAsync(files);
    }

    private async ValueTask DeleteAsync(List<Upload> files)
    {
        foreach (var file in files)
        {
            await uploads.DeleteAsync(file);
        }
    }
}

internal sealed record ImportRequest(IReadOnlyList<string>? Uploads, string? Plugin, bool? DryRun);

internal sealed record RunStarted(string Run);

internal static class ImportsRoutes
{
    public static void MapImports(this IEndpointRouteBuilder app) => app.MapPost("/api/imports", app.With<ImportsApi>((api, context) => api.BeginAsync(context))).Needs(Access.Import);
}
