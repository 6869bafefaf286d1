using System.Text.Json;
using Hub.Accounts;
using Hub.Core.Files;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Installing;
using Hub.Core.Plugins.Tables.Teaching;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Runs;
using Hub.Sdk;
using Hub.Vaults;

namespace Hub.Plugins;

/// <summary>Teaching the hub a table that no reader knows: what is proposed, what it would keep, and keeping it as a plug-in; and that plug-in as a file for others.</summary>
internal sealed class TeachingApi(VaultDoor door, RunEngine engine, TableReading reading, PluginCatalogue plugins, TimeProvider clock)
{
    private static readonly Text Asked = new("asked at each file", "demandé à chaque fichier");

    public async Task ProposeAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        var file = await FindAsync(context, vault.Store);
        var wanted = context.Query("type");
        if (wanted is not null && engine.Teacher.FindType(wanted) is null)
        {
            throw QueryReading.Wrong("type", "Give a record type that a table can fill, or leave it out.", "Donnez un type de donnée qu'un tableau peut remplir, ou rien.");
        }

        await NoteAsync(context, vault.Store);
        var (table, why) = await engine.Teacher.LookAsync(vault.Store, file, wanted, context.RequestAborted);
        if (table is null)
        {
            throw new ProblemException(TeachingProblems.NoTable(why!));
        }

        var language = Languages.Of(context);
        await context.WriteJsonAsync(new TableAnswer(table.Proposal.Lesson, [.. table.Proposal.Doubts.Select(doubt => doubt.In(language))], table.HeaderAt, table.Rows, TargetsOf(table.Proposal.Lesson.Type)), HubJson.Default.TableAnswer);
    }

    public async Task PreviewAsync(HttpContext context)
    {
        var lesson = await ReadAsync(context);
        await using var vault = await door.OpenAsync(context);
        var file = await FindAsync(context, vault.Store);
        await NoteAsync(context, vault.Store);
        var language = Languages.Of(context);
        var preview = await OrRefused(() => engine.Teacher.PreviewAsync(vault.Store, file, lesson, Asked.In(language), context.RequestAborted));
        await context.WriteJsonAsync(
            new TableTrial(
                [.. preview.Records.Select(record => new TriedRecord(record.Type, record.At, record.Data))],
                [.. preview.Rejects.Select(reject => new TriedReject(reject.Type, reject.At, reject.Reason.In(language)))],
                preview.Kept,
                preview.Rejected,
                preview.HasMore,
                preview.Ended?.In(language)),
            HubJson.Default.TableTrial);
    }

    /// <summary>Installs it, and reads the file with it.</summary>
    public async Task TeachAsync(HttpContext context)
    {
        var lesson = await ReadAsync(context);
        await using var vault = await door.OpenAsync(context);
        var file = await FindAsync(context, vault.Store);
        var plugin = await OrRefused(() => engine.Teacher.InstallAsync(lesson));
        var run = await reading.BeginAsync(vault.Store, file, plugin.Id, context.GetVisit().Actor, context.RequestAborted);
        await context.WriteJsonAsync(new TaughtAnswer(plugin.Id, plugin.Version, run.Id), HubJson.Default.TaughtAnswer, StatusCodes.Status201Created);
    }

    /// <summary>A plug-in without code, as the file that another hub installs.</summary>
    public async Task PackageAsync(HttpContext context)
    {
        if (plugins.Find((string)context.Request.RouteValues["id"]!) is not { Manifest.Runtime: "table" } plugin)
        {
            throw new ProblemException(Problems.NotFound);
        }

        using var package = new MemoryStream();
        PluginPackage.Pack(plugin.Folder, package);
        Attachments.Prepare(context, plugin.Id + PluginPackage.Extension, "application/octet-stream");
        await context.Response.Body.WriteAsync(package.GetBuffer().AsMemory(0, (int)package.Length), context.RequestAborted);
    }

    private async Task<TableLesson> ReadAsync(HttpContext context)
    {
        var lesson = await context.ReadJsonAsync(HubJson.Default.TableLesson);
        return engine.Teacher.FaultsOf(lesson) is [var fault, ..] ? throw QueryReading.Wrong(fault.Field, fault.Message.En, fault.Message.Fr) : lesson;
    }

    private IReadOnlyList<string> TargetsOf(string type) => engine.Teacher.FindType(type)!.Targets;

    private static async Task<T> OrRefused<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (PluginRefusedException refused)
        {
            throw new ProblemException(PluginProblems.Refused(refused));
        }
    }

    private ValueTask NoteAsync(HttpContext context, IVaultStore store) => store.AppendJournalAsync([new(0, clock.GetUtcNow(), context.GetVisit().Actor, "file", null, Purposes.Api, 1)]);

    private static async ValueTask<KeptFile> FindAsync(HttpContext context, IVaultStore store) =>
        await store.FindFileAsync((string)context.Request.RouteValues["hash"]!) ?? throw new ProblemException(Problems.NotFound);
}

/// <param name="Targets">What a column may become.</param>
internal sealed record TableAnswer(TableLesson Lesson, IReadOnlyList<string> Doubts, int HeaderAt, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<string> Targets);

internal sealed record TableTrial(IReadOnlyList<TriedRecord> Records, IReadOnlyList<TriedReject> Rejects, int Kept, int Rejected, bool HasMore, string? Ended);

internal sealed record TriedRecord(string Type, string? At, JsonElement Data);

internal sealed record TriedReject(string Type, string? At, string Reason);

internal sealed record TaughtAnswer(string Plugin, string Version, string Run);

internal static class TeachingProblems
{
    public static Problem NoTable(Text why) => new(422, "no-table", new("No table to teach", "Aucun tableau à apprendre"), why);
}

internal static class TeachingRoutes
{
    public static void MapTeaching(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/files/{hash}/table", app.With<TeachingApi>((api, context) => api.ProposeAsync(context))).Needs(Access.Export);
        app.MapPost("/api/files/{hash}/table/preview", app.With<TeachingApi>((api, context) => api.PreviewAsync(context))).Needs(Access.Export);
        app.MapPost("/api/files/{hash}/table", app.With<TeachingApi>((api, context) => api.TeachAsync(context))).Needs(Access.FreshAdminSession);
        app.MapGet("/api/plugins/{id}/package", app.With<TeachingApi>((api, context) => api.PackageAsync(context))).Needs(Access.SignedIn);
    }
}
