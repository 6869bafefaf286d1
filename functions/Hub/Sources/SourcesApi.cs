using System.Text.Json;
using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Runs;
using Hub.Vaults;

namespace Hub.Sources;

/// <summary>The sources of a vault, what each brought and how it is; and setting live ones up.</summary>
internal sealed class SourcesApi(VaultDoor door, PluginCatalogue plugins, RunEngine engine, Confirming confirming, TimeProvider clock)
{
    public async Task ListAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        var types = await TypesAsync(context, vault.Store);
        var sources = await vault.Store.SourcesAsync();
        var answers = new List<SourceAnswer>();
        foreach (var source in sources)
        {
            answers.Add(await AnswerAsync(context, vault.Store, source, types));
        }

        var live = sources.Select(source => source.Id).ToHashSet(StringComparer.Ordinal);
        answers.AddRange(types.Where(group => !live.Contains(group.Key)).Select(group => FilesOf(context, group)));
        await context.WriteJsonAsync(new SourceList(answers), HubJson.Default.SourceList);
    }

    public async Task GetAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        var types = await TypesAsync(context, vault.Store);
        var answer = await vault.Store.FindSourceAsync(IdOf(context)) is { } source ? await AnswerAsync(context, vault.Store, source, types)
            : types.FirstOrDefault(group => group.Key == IdOf(context)) is { } files ? FilesOf(context, files)
            : throw new ProblemException(Problems.NotFound);
        await context.WriteJsonAsync(answer, HubJson.Default.SourceAnswer);
    }

    public async Task AddAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.SourceRequest);
        if (plugins.Find(asked.Plugin ?? "") is not { Manifest.Syncs: true } plugin)
        {
            throw new ProblemException(SourceProblems.NoConnector);
        }

        await using var vault = await door.OpenAsync(context);
        var added = Granted(await engine.Sources.AddAsync(vault.Store, plugin, asked.ToWish(context), context.GetVisit().Actor, context.RequestAborted));
        context.Response.Headers.Location = $"{context.Request.PathBase}/api/sources/{added.Id}";
        await context.WriteJsonAsync(await AnswerAsync(context, vault.Store, added, await TypesAsync(context, vault.Store)), HubJson.Default.SourceAnswer, StatusCodes.Status201Created);
    }

    public async Task ChangeAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.SourceRequest);
        await using var vault = await door.OpenAsync(context);
        var source = await FindAsync(context, vault.Store);
        var plugin = plugins.Find(source.Plugin);
        if (asked.Plugin is not null || ((asked.Settings is not null || asked.Allow is not null) && plugin is null))
        {
            throw new ProblemException(SourceProblems.NoConnector);
        }

        var changed = Granted(await engine.Sources.ChangeAsync(vault.Store, source, plugin, asked.ToWish(context), context.GetVisit().Actor, context.RequestAborted));
        await context.WriteJsonAsync(await AnswerAsync(context, vault.Store, changed, await TypesAsync(context, vault.Store)), HubJson.Default.SourceAnswer);
    }

    public async Task RemoveAsync(HttpContext context)
    {
        var data = context.Query("data");
        if (data is not (null or "keep" or "erase"))
        {
            throw QueryReading.Wrong("data", "Give keep or erase.", "Donnez keep ou erase.");
        }

        if (data == "erase")
        {
            await confirming.AskAsync(context);
        }

        await using var vault = await door.OpenAsync(context);
        if (await engine.Sources.RemoveAsync(vault.Store, await FindAsync(context, vault.Store), context.GetVisit().Actor, data == "erase") is { } refusal)
        {
            throw new ProblemException(SourceProblems.Of(refusal));
        }

        await engine.Recomputation.ConsiderAsync(vault.Store.VaultId);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Begins a run now, or names the one that is at work or waits for an answer.</summary>
    public async Task SyncAsync(HttpContext context)
    {
        // What is begun rests on the vault as it is then, so nothing is asked for before.
        await using var vault = await door.OpenAsync(context, fresh: false);
        if (await vault.Store.FindSourceAsync(IdOf(context)) is null)
        {
            await vault.Store.RefreshAsync();
        }

        var source = await FindAsync(context, vault.Store);
        if (source.IsOver(clock.GetUtcNow()))
        {
            throw new ProblemException(SourceProblems.Over);
        }

        try
        {
            var run = await engine.Scheduler.BeginAsync(vault.Store, source, context.GetVisit().Actor);
            await context.WriteJsonAsync(new RunStarted(run.Id), HubJson.Default.RunStarted, StatusCodes.Status202Accepted);
        }
        catch (SourceBusyException)
        {
            throw new ProblemException(Problems.Conflict);
        }
    }

    private static Source Granted(SourceResult result) => result.Source ?? throw new ProblemException(SourceProblems.Of(result.Refusal!));

    private static string IdOf(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static async ValueTask<Source> FindAsync(HttpContext context, IVaultStore store) => await store.FindSourceAsync(IdOf(context)) ?? throw new ProblemException(Problems.NotFound);

    private async ValueTask<SourceAnswer> AnswerAsync(HttpContext context, IVaultStore store, Source source, IEnumerable<IGrouping<string, SourceType>> types)
    {
        var visit = context.GetVisit();
        return SourceAnswer.Of(
            source, await store.LastSyncAsync(source.Id), plugins.Find(source.Plugin)?.Manifest, [.. types.Where(group => group.Key == source.Id).SelectMany(group => group)], visit.IsSession || visit.Scopes.Import, Languages.Of(context), clock.GetUtcNow());
    }

    private SourceAnswer FilesOf(HttpContext context, IGrouping<string, SourceType> files) => SourceAnswer.OfFiles(files.Key, plugins.Find(files.Key), [.. files], Languages.Of(context));

    private static async ValueTask<IReadOnlyList<IGrouping<string, SourceType>>> TypesAsync(HttpContext context, IVaultStore store)
    {
        Scopes scopes = context.GetVisit().Scopes;
        return [.. (await store.CoverageAsync()).Where(covered => scopes.MayRead(covered.Type) && covered.Count > 0).GroupBy(covered => covered.Source, SourceType.Of, StringComparer.Ordinal)];
    }
}

internal sealed record SourceRequest(string? Plugin, JsonElement? Settings, string? Label, string? Schedule, AllowanceWish? Allow, bool? Paused)
{
    public SourceWish ToWish(HttpContext context) => Settings is { ValueKind: not JsonValueKind.Object }
        ? throw QueryReading.Wrong("settings", "Give the settings as a JSON object.", "Donnez les réglages comme un objet JSON.")
        : new SourceWish(Settings, Label, Schedule, Paused, Allow, Languages.Of(context));
}

internal static class SourcesRoutes
{
    public static void MapSources(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/sources", app.With<SourcesApi>((api, context) => api.ListAsync(context))).Needs(Access.Read).In(VaultUse.Keeps);
        app.MapGet("/api/sources/{id}", app.With<SourcesApi>((api, context) => api.GetAsync(context))).Needs(Access.Read).In(VaultUse.Keeps);
        app.MapPost("/api/sources", app.With<SourcesApi>((api, context) => api.AddAsync(context))).Needs(Access.Session);
        app.MapPatch("/api/sources/{id}", app.With<SourcesApi>((api, context) => api.ChangeAsync(context))).Needs(Access.Session);
        app.MapDelete("/api/sources/{id}", app.With<SourcesApi>((api, context) => api.RemoveAsync(context))).Needs(Access.Session);
        app.MapPost("/api/sources/{id}/sync", app.With<SourcesApi>((api, context) => api.SyncAsync(context))).Needs(Access.Import);
    }
}
