using Hub.Accounts;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Front;
using Hub.Sources;
using Hub.Vaults;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Setting a source up, and its settings again: what is agreed to, the form of the manifest, and what trying it showed.</summary>
internal sealed class SourceForms(PageDoor door, Catalogue catalogue, RecordTypes types, RunEngine engine, SourcePages sources)
{
    private static readonly string[] None = [];

    public async Task NewAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var plugin = FindPlugin(context);
        engine.Expect(plugin); // what is typed here is tried, and a person waits for it
        await context.AnswerAsync<SourceForm>(open.Page, New(plugin, new FormModel(), open.Page));
    }

    public async Task AddAsync(HttpContext context)
    {
        var plugin = FindPlugin(context);
        var typed = await context.Request.ReadFormAsync(context.RequestAborted);
        await using var open = await door.OpenAsync(context);
        var (form, wish) = Read(plugin, typed, None);
        wish = wish with { Allow = AllowTyped.Read(plugin.Manifest, types, typed, form, open.Page), Language = open.Page.Language };
        var result = form.Errors.Count > 0 ? default : await engine.Sources.AddAsync(open.Store, plugin, wish with { Schedule = typed["schedule"].ToString() }, open.Actor, context.RequestAborted);
        if (result.Source is not { } source)
        {
            form["schedule"] = typed["schedule"];
            var model = Refused(New(plugin, form, open.Page, wish.Allow), plugin, result.Refusal, open.Page);
            await context.AnswerAsync<SourceForm>(open.Page, model, StatusCodes.Status422UnprocessableEntity);
            return;
        }

        if (await open.Store.LastSyncAsync(source.Id) is { } run)
        {
            await sources.WaitAsync(run.Id);
        }

        await PageDoor.GoAsync(context, $"/sources/{source.Id}?said=new");
    }

    public async Task EditAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var source = await SourcePages.FindAsync(context, open);
        var plugin = FindPlugin(source);
        var form = SettingsTyped.Shown(plugin.Settings, source.Settings);
        form["label"] = source.Label;
        await context.AnswerAsync<SourceForm>(open.Page, Edit(plugin, source, form, open));
    }

    public async Task SaveAsync(HttpContext context)
    {
        var typed = await context.Request.ReadFormAsync(context.RequestAborted);
        await using var open = await door.OpenAsync(context);
        var source = await SourcePages.FindAsync(context, open);
        var plugin = FindPlugin(source);
        var (form, wish) = Read(plugin, typed, sources.KeptSecrets(open, source));
        var result = form.Errors.Count > 0 ? default : await engine.Sources.ChangeAsync(open.Store, source, plugin, wish, open.Actor, context.RequestAborted);
        if (result.Source is null)
        {
            var model = Refused(Edit(plugin, source, form, open), plugin, result.Refusal, open.Page);
            await context.AnswerAsync<SourceForm>(open.Page, model, StatusCodes.Status422UnprocessableEntity);
            return;
        }

        await PageDoor.GoAsync(context, $"/sources/{source.Id}?said=settings");
    }

    private static (FormModel Form, SourceWish Wish) Read(Plugin plugin, IFormCollection typed, IReadOnlyCollection<string> kept)
    {
        var form = new FormModel { ["label"] = typed["label"] };
        return (form, new SourceWish(SettingsTyped.Read(plugin.Settings, typed, kept, form), typed["label"].ToString()));
    }

    /// <summary>What is wrong with a field stands beside it; what the holder said stands above them all.</summary>
    private static SourceFormModel Refused(SourceFormModel model, Plugin plugin, SourceRefusal? refusal, PageContext page)
    {
        if (refusal is null)
        {
            return model;
        }

        var problem = SourceProblems.Of(refusal);
        switch (refusal.Kind)
        {
            case SourceRefusalKind.BadSettings:
                SettingsTyped.Blame(model.Form, plugin.Settings, refusal.Errors!);
                return model;
            case SourceRefusalKind.BadAllowance:
                AllowTyped.Blame(model.Form, refusal.Errors!);
                return model;
            case SourceRefusalKind.BadLabel or SourceRefusalKind.BadSchedule:
                model.Form.Fail(problem.Field!, problem.Detail);
                return model;
            default:
                return model with { Refusal = page.L(problem.Detail) };
        }
    }

    private Plugin FindPlugin(HttpContext context) =>
        catalogue.Find((string)context.Request.RouteValues["plugin"]!) is { Manifest.Syncs: true } plugin ? plugin : throw new ProblemException(Problems.NotFound);

    private Plugin FindPlugin(Source source) => catalogue.Find(source.Plugin) ?? throw new ProblemException(Problems.NotFound);

    private SourceFormModel New(Plugin plugin, FormModel form, PageContext page, AllowanceWish? allow = null)
    {
        var name = plugin.Manifest.Name.In(page.Language);
        return Form(plugin, None, form, page) with
        {
            Action = "/sources/new/" + plugin.Id,
            Title = page.L($"Connect: {name}", $"Connecter : {name}"),
            Allow = AllowViews.Of(plugin.Manifest, types, allow, [], page),
            Schedules = SourceSchedules.Of(plugin.Manifest.Schedule, null, page),
        };
    }

    private SourceFormModel Edit(Plugin plugin, Source source, FormModel form, OpenPage open) => Form(plugin, sources.KeptSecrets(open, source), form, open.Page) with
    {
        Action = $"/sources/{source.Id}/settings",
        Title = open.Page.L("Settings", "Réglages"),
        Asks = AsksViews.Of(plugin.Manifest, plugin.Settings, types, open.Page, source.Allow),
        Source = source.Id,
        SourceName = SourceItems.NameOf(source, plugin, open.Page),
    };

    private SourceFormModel Form(Plugin plugin, IReadOnlyCollection<string> kept, FormModel form, PageContext page) => new()
    {
        Action = "",
        Title = "",
        Plugin = plugin.Id,
        PluginName = plugin.Manifest.Name.In(page.Language),
        Summary = plugin.Manifest.Summary.In(page.Language),
        Publisher = plugin.Manifest.Publisher,
        Version = plugin.Manifest.Version,
        Fence = PluginWords.Fence(plugin.Manifest, page),
        Asks = AsksViews.Of(plugin.Manifest, plugin.Settings, types, page),
        Settings = SettingViews.Of(plugin.Settings, kept, page),
        Form = form,
    };
}

internal static class SourceRoutes
{
    public static void MapSourcePages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sources", app.With<SourcePages>((pages, context) => pages.ListAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapGet("/sources/new/{plugin}", app.With<SourceForms>((pages, context) => pages.NewAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/sources/new/{plugin}", app.With<SourceForms>((pages, context) => pages.AddAsync(context))).Needs(Access.Session);
        app.MapGet("/sources/{id}", app.With<SourcePages>((pages, context) => pages.GetAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapGet("/sources/{id}/settings", app.With<SourceForms>((pages, context) => pages.EditAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/sources/{id}/settings", app.With<SourceForms>((pages, context) => pages.SaveAsync(context))).Needs(Access.Session);
        app.MapGet("/sources/{id}/allow", app.With<SourceAllowing>((pages, context) => pages.AskAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/sources/{id}/allow", app.With<SourceAllowing>((pages, context) => pages.AllowAsync(context))).Needs(Access.Session);
        app.MapPost("/sources/{id}/run", app.With<SourcePages>((pages, context) => pages.RunAsync(context))).Needs(Access.Session);
        app.MapPost("/sources/{id}/pause", app.With<SourcePages>((pages, context) => pages.PauseAsync(context))).Needs(Access.Session);
        app.MapPost("/sources/{id}/resume", app.With<SourcePages>((pages, context) => pages.ResumeAsync(context))).Needs(Access.Session);
        app.MapPost("/sources/{id}/schedule", app.With<SourcePages>((pages, context) => pages.ScheduleAsync(context))).Needs(Access.Session);
        app.MapGet("/sources/{id}/disconnect", app.With<SourcePages>((pages, context) => pages.AskDisconnectAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/sources/{id}/disconnect", app.With<SourcePages>((pages, context) => pages.DisconnectAsync(context))).Needs(Access.Session);
    }
}
