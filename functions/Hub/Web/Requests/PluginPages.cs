using Hub.Accounts;
using Hub.Core.Egress;
using Hub.Core.Plugins.Installing;
using Hub.Core.Plugins.Running;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Front;
using Hub.Vaults;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>The catalogue of plug-ins, and each one's page: who made it, what it asks for, what holds it, what it did.</summary>
internal sealed class PluginPages(PageDoor door, PluginCatalogue plugins, InstalledPlugins installed, RecordTypes types, LedgerPages ledger, RunnerLimits limits, HubOptions options)
{
    private const int FewRuns = 5;
    private const long MB = 1024 * 1024;

    public Task ListAsync(HttpContext context) => ListAsync(context, new FormModel(), StatusCodes.Status200OK);

    public async Task ListAsync(HttpContext context, FormModel form, int status)
    {
        await using var open = await door.OpenAsync(context);
        var (page, isAdmin) = (open.Page, context.GetVisit().Account.Admin);
        var sources = (await open.Store.SourcesAsync()).ToLookup(source => source.Plugin, StringComparer.Ordinal);
        var waiting = installed.AllWaiting().Select(update => update.Manifest.Id).ToHashSet(StringComparer.Ordinal);
        await context.AnswerAsync<Pages.Plugins>(page, new PluginsModel(
            [.. plugins.All.OrderBy(plugin => plugin.Manifest.Name.In(page.Language), StringComparer.CurrentCulture).Select(plugin => Item(plugin, sources[plugin.Id].Count(), waiting.Contains(plugin.Id), page))],
            isAdmin ? [.. plugins.Broken.Select(broken => (broken.Folder, broken.Reason))] : [],
            isAdmin)
        { Form = form }, status);
    }

    public async Task GetAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var (plugin, page) = (FindPlugin(context), open.Page);
        var (manifest, isAdmin) = (plugin.Manifest, context.GetVisit().Account.Admin);
        var sources = new List<SourceItem>();
        foreach (var source in (await open.Store.SourcesAsync()).Where(source => source.Plugin == plugin.Id))
        {
            sources.Add(SourceItems.Of(source, await open.Store.LastSyncAsync(source.Id), plugin, page));
        }

        await context.AnswerAsync<Pages.PluginPage>(page, new PluginPageModel
        {
            Id = plugin.Id,
            Name = manifest.Name.In(page.Language),
            Summary = manifest.Summary.In(page.Language),
            Facts = PluginWords.Facts(manifest, page),
            Asks = AsksViews.Of(manifest, plugin.Settings, types, page),
            Fence = PluginWords.Fence(manifest, page),
            Limits = Limits(manifest, page),
            Sources = sources,
            Runs = [.. (await open.Store.LatestRunsAsync()).Where(run => run.Plugin == plugin.Id && !run.DryRun).Take(FewRuns).Select(run => RunView.Of(run, null, page))],
            Calls = await ledger.LatestAsync(open, plugin.Id),
            FilesOfOther = manifest.Accepts.Count > 0 ? (await KeptImports.ListAsync(open.Store)).All.Count(file => file.WasReadByOther(plugin)) : 0,
            Waiting = installed.FindWaiting(plugin.Id) is { } waiting ? Update(waiting, plugin, isAdmin, page) : null,
            CanRemove = isAdmin && installed.Holds(plugin),
            CanConnect = manifest.Syncs,
            IsTable = manifest.Runtime == "table",
            Said = context.Query("said") switch
            {
                "updated" => page.L("Updated.", "Mis à jour."),
                "installed" => page.L("Installed.", "Installé."),
                _ => null,
            },
        });
    }

    /// <summary>What an update may do from now on counts for everybody here, so it needs a fresh sign-in.</summary>
    public async Task AcceptAsync(HttpContext context)
    {
        var plugin = FindPlugin(context);
        if (installed.FindWaiting(plugin.Id) is not { Manifest.IsFenced: true })
        {
            throw new ProblemException(Problems.NotFound);
        }

        await ChangeAsync(context, () => installed.AcceptAsync(plugin.Id), $"/plugins/{plugin.Id}?said=updated");
    }

    public Task RefuseAsync(HttpContext context)
    {
        var plugin = FindPlugin(context);
        return ChangeAsync(context, () => installed.RefuseAsync(plugin.Id), $"/plugins/{plugin.Id}");
    }

    public Task RemoveAsync(HttpContext context)
    {
        var plugin = FindPlugin(context);
        return ChangeAsync(context, () => installed.RemoveAsync(plugin.Id), "/plugins");
    }

    private static async Task ChangeAsync(HttpContext context, Func<Task<bool>> change, string next)
    {
        try
        {
            await PageDoor.GoAsync(context, await change() ? next : throw new ProblemException(Problems.NotFound));
        }
        catch (PluginRefusedException refused)
        {
            throw new ProblemException(Hub.Plugins.PluginProblems.Refused(refused));
        }
    }

    private Plugin FindPlugin(HttpContext context) => plugins.Find((string)context.Request.RouteValues["id"]!) ?? throw new ProblemException(Problems.NotFound);

    private PluginItem Item(Plugin plugin, int sources, bool waits, PageContext page)
    {
        var manifest = plugin.Manifest;
        var kind = manifest.Kind == PluginKind.Application ? page.L("Service", "Service") : page.L("Connector", "Connecteur");
        var origin = installed.Holds(plugin) ? page.L("installed here", "installé ici")
            : options.MorePlugins.Any(plugin.LiesIn) ? page.L("from a folder of the hub's command line", "d'un dossier de la ligne de commande du hub")
            : page.L("comes with the hub", "livré avec le hub");
        return new PluginItem(
            plugin.Id,
            PluginWords.IconOf(manifest),
            manifest.Name.In(page.Language),
            manifest.Summary.In(page.Language),
            $"{kind} · {manifest.Version} · {manifest.Publisher} · {origin}",
            waits ? page.L("An update waits", "Une mise à jour attend") : sources == 0 ? null : sources == 1 ? page.L("1 source", "1 source") : page.L($"{sources} sources", $"{sources} sources"),
            waits);
    }

    private WaitingUpdate Update(WaitingPlugin waiting, Plugin plugin, bool isAdmin, PageContext page)
    {
        var (difference, isScript) = (waiting.Difference, waiting.Manifest.IsFenced);
        return new WaitingUpdate(
            waiting.Manifest.Version,
            AsksViews.Added(difference, plugin.Settings, types, page),
            AsksViews.Dropped(difference, plugin.Settings, types, page),
            isAdmin && isScript,
            isAdmin && isScript ? null
                : isAdmin ? page.L($"As it is not in a sandbox, agree on the command line: hub plugin accept {waiting.Manifest.Id}", $"Comme il n'est pas dans un bac à sable, acceptez en ligne de commande : hub plugin accept {waiting.Manifest.Id}")
                : page.L("The admin of this hub decides.", "L'administrateur de ce hub décide."));
    }

    private IReadOnlyList<(string Label, string Value)> Limits(PluginManifest manifest, PageContext page)
    {
        List<(string, string)> lines =
        [
            (page.L("Memory", "Mémoire"), page.L($"{page.Format.Number(limits.Memory / MB)} MB", $"{page.Format.Number(limits.Memory / MB)} Mo")),
            (page.L("Time for one run", "Durée d'une collecte"), page.Format.Duration((long)limits.Time.TotalSeconds)),
            (page.L("Records in one run", "Données par collecte"), page.Format.Number(limits.MaxRecords)),
        ];
        if (manifest.Permissions.Any(asked => asked.Host is not null))
        {
            var egress = new EgressLimits();
            lines.Add((page.L("Calls", "Échanges"), page.L(
                $"{egress.CallsPerSecondPerHost} a second to a host, {page.Format.Number(egress.MaxCallsPerRun)} a run, replies of at most {page.Format.Number(egress.MaxReplyBytes / MB)} MB",
                $"{egress.CallsPerSecondPerHost} par seconde vers un hôte, {page.Format.Number(egress.MaxCallsPerRun)} par collecte, réponses d'au plus {page.Format.Number(egress.MaxReplyBytes / MB)} Mo")));
        }

        return lines;
    }
}

internal static class PluginPageRoutes
{
    public static void MapPluginPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/plugins", app.With<PluginPages>((pages, context) => pages.ListAsync(context))).Needs(Access.Session);
        app.MapGet("/plugins/{id}", app.With<PluginPages>((pages, context) => pages.GetAsync(context))).Needs(Access.Session);
        app.MapPost("/plugins/{id}/accept", app.With<PluginPages>((pages, context) => pages.AcceptAsync(context))).Needs(Access.FreshAdminSession);
        app.MapPost("/plugins/{id}/refuse", app.With<PluginPages>((pages, context) => pages.RefuseAsync(context))).Needs(Access.AdminSession);
        app.MapPost("/plugins/{id}/remove", app.With<PluginPages>((pages, context) => pages.RemoveAsync(context))).Needs(Access.FreshAdminSession);
        app.MapGet("/ledger", app.With<LedgerPages>((pages, context) => pages.MonthAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapGet("/ledger/{plugin}/{place:int}", app.With<LedgerPages>((pages, context) => pages.CallsAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
    }
}
