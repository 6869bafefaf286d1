using System.Text.Json;
using Hub.Accounts;
using Hub.Core.Grants;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Sdk;
using Hub.Vaults;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Applications: the catalogue, consent, and what they found.</summary>
internal sealed class ServicePages(PageDoor door, Catalogue catalogue, RecordTypes types, Core.Grants.Consent consent)
{
    public async Task ListAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var coverage = await open.Store.CoverageAsync();
        var granted = (await open.Store.GrantsAsync()).Where(grant => grant.IsActive(open.Page.Now)).Select(grant => grant.Plugin).ToHashSet(StringComparer.Ordinal);
        await context.AnswerAsync<Services>(open.Page, new ServicesModel([.. catalogue.Applications.Select(plugin => View(plugin, granted.Contains(plugin.Id), coverage, open.Page))]));
    }

    public async Task ConsentAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        await AskAsync(context, open, FindPlugin(context), new FormModel(), StatusCodes.Status200OK);
    }

    public async Task AllowAsync(HttpContext context)
    {
        var plugin = FindPlugin(context);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await using var open = await door.OpenAsync(context);
        var from = form["from"].ToString() is { Length: > 0 } day ? day : null;
        var model = new FormModel { ["from"] = from, ["until"] = form["until"] };
        if (from is not null && !DateOnly.TryParseExact(from, "yyyy-MM-dd", out _))
        {
            model.Fail("from", new Text("Give a date, or leave it empty.", "Donnez une date, ou laissez vide."));
        }

        GrantedType[] chosen = [.. Core.Grants.Consent.AskedBy(plugin.Manifest).Where(asked => form["type"].Contains(asked.Type, StringComparer.Ordinal)).Select(asked => asked with { From = from })];
        if (chosen.Length == 0)
        {
            model.Fail("type", new Text("Choose at least one kind of data, or go back: without any, the service has nothing to compute.", "Choisissez au moins une sorte de données, ou revenez en arrière : sans données, le service n'a rien à calculer."));
        }

        if (chosen.Length > 0 && plugin.Manifest.Permissions.FirstOrDefault(asked => asked is { Read: not null, Optional: false } && chosen.All(choice => choice.Type != asked.Read)) is { } needed)
        {
            var label = catalogue.TypeLabel(needed.Read!, open.Page);
            model.Fail("type", new Text($"The service cannot compute without “{label}”.", $"Le service ne peut rien calculer sans « {label} »."));
        }

        if (model.Errors.Count > 0)
        {
            await AskAsync(context, open, plugin, model, StatusCodes.Status422UnprocessableEntity);
            return;
        }

        DateTimeOffset? expires = form["until"].ToString() switch { "P1M" => open.Page.Now.AddMonths(1), "P1Y" => open.Page.Now.AddYears(1), _ => null };
        await consent.GiveAsync(open.Store, plugin, chosen, Purpose(plugin, open.Page), expires, open.Actor);
        await PageDoor.GoAsync(context, "/services/" + plugin.Id);
    }

    public async Task ServiceAsync(HttpContext context)
    {
        var plugin = FindPlugin(context);
        await using var open = await door.OpenAsync(context);
        if (await open.Store.FindActiveGrantAsync(plugin.Id, open.Page.Now) is not { } grant)
        {
            await PageDoor.GoAsync(context, $"/services/{plugin.Id}/consent");
            return;
        }

        var insights = await open.Store.InsightsAsync(plugin.Id);
        var since = grant.AskedSince(plugin.Manifest);
        open.NoteRead("insights", plugin.Id, insights.Count);
        await context.AnswerAsync<Service>(open.Page, new ServicePageModel
        {
            Service = View(plugin, true, [], open.Page),
            Insights = [.. insights.Select(kept => Show(kept, open.Page)).OfType<InsightView>()],
            Run = (await open.Store.LatestRunsAsync()).FirstOrDefault(run => run.Kind == RunKind.Compute && run.Plugin == plugin.Id),
            Grant = Say(grant, open.Page),
            GrantId = grant.Id,
            Asked = since.Count == 0 ? [] : Ask(since, await open.Store.CoverageAsync(), open.Page),
        });
    }

    public async Task RevokeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await using var open = await door.OpenAsync(context);
        if (await open.Store.FindGrantAsync(form["grant"].ToString()) is { Revoked: null } grant)
        {
            await consent.WithdrawAsync(open.Store, grant, open.Actor);
        }

        await PageDoor.GoAsync(context, "/services");
    }

    public static ServiceView View(Plugin plugin, bool isGranted, IReadOnlyList<Coverage> coverage, PageContext page)
    {
        var manifest = plugin.Manifest;
        var lacks = !isGranted && manifest.Permissions.Where(asked => asked.Read is not null).All(asked => coverage.All(item => item.Type != asked.Read || item.Count == 0));
        return new ServiceView(plugin.Id, manifest.Name.In(page.Language), manifest.Summary.In(page.Language), manifest.Publisher, isGranted, lacks ? page.L("You have no data for it yet.", "Vous n'avez pas encore de données pour lui.") : null);
    }

    private Plugin FindPlugin(HttpContext context) =>
        catalogue.Find((string)context.Request.RouteValues["id"]!) is { Manifest.Kind: PluginKind.Application } plugin ? plugin : throw new ProblemException(Problems.NotFound);

    private static string Purpose(Plugin plugin, PageContext page) => (plugin.Manifest.Purpose ?? plugin.Manifest.Summary).In(page.Language);

    private async Task AskAsync(HttpContext context, OpenPage open, Plugin plugin, FormModel form, int status)
    {
        var page = open.Page;
        var coverage = await open.Store.CoverageAsync();
        var manifest = plugin.Manifest;
        await context.AnswerAsync<Pages.Consent>(page, new ConsentModel
        {
            Id = plugin.Id,
            Name = manifest.Name.In(page.Language),
            Summary = manifest.Summary.In(page.Language),
            Publisher = manifest.Publisher,
            Version = manifest.Version,
            Purpose = Purpose(plugin, page),
            Reads = Ask(manifest.Permissions.Where(asked => asked.Read is not null), coverage, page),
            Hosts = [.. manifest.Permissions.Where(asked => asked.Host is not null).Select(asked => (asked.Host!, asked.Reason.In(page.Language)))],
            Form = form,
        }, status);
    }

    private IReadOnlyList<AskedType> Ask(IEnumerable<Permission> asks, IReadOnlyList<Coverage> coverage, PageContext page) =>
        [.. asks.Select(asked => new AskedType(asked.Read!, catalogue.TypeLabel(asked.Read!, page), asked.Reason.In(page.Language), FieldLabels(asked, page), coverage.Where(item => item.Type == asked.Read).Sum(item => item.Count), asked.Optional))];

    private IReadOnlyList<string> FieldLabels(Permission asked, PageContext page) =>
        [.. (asked.Fields ?? []).Select(field => types.Find(asked.Read!)?.Field(field) is { } known ? page.L(known.Label) : field)];

    /// <summary>An insight that an older application left in another shape is passed over: the next computation replaces it.</summary>
    private InsightView? Show(KeptInsight kept, PageContext page)
    {
        try
        {
            var insight = kept.Insight.Deserialize(WebJson.Default.Insight)!;
            return InsightViews.Of(insight, types.Find(insight.Basis.Type), kept.Computed, page);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Say(Grant grant, PageContext page)
    {
        var what = string.Join(", ", grant.Types.Select(type => catalogue.TypeLabel(type.Type, page)));
        var from = grant.Types[0].From is { } since ? page.L($" since {page.Format.Partial(since)}", $" depuis le {page.Format.Partial(since)}") : "";
        var until = grant.Expires is { } expires ? page.L($"until {page.Format.Date(expires)}", $"jusqu'au {page.Format.Date(expires)}") : page.L("until you take it back", "jusqu'à ce que vous le retiriez");
        return page.L($"Since {page.Format.Date(grant.Created)} it may read “{what}”{from}, {until}. Purpose: {grant.Purpose}", $"Depuis le {page.Format.Date(grant.Created)}, il peut lire « {what} »{from}, {until}. Finalité : {grant.Purpose}");
    }
}

internal static class ServiceRoutes
{
    public static void MapServices(this IEndpointRouteBuilder app)
    {
        app.MapGet("/services", app.With<ServicePages>((pages, context) => pages.ListAsync(context))).Needs(Access.Session);
        app.MapGet("/services/{id}", app.With<ServicePages>((pages, context) => pages.ServiceAsync(context))).Needs(Access.Session);
        app.MapGet("/services/{id}/consent", app.With<ServicePages>((pages, context) => pages.ConsentAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/services/{id}/consent", app.With<ServicePages>((pages, context) => pages.AllowAsync(context))).Needs(Access.Session);
        app.MapPost("/services/{id}/revoke", app.With<ServicePages>((pages, context) => pages.RevokeAsync(context))).Needs(Access.Session);
    }
}
