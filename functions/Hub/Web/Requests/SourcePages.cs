using Hub.Accounts;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Front;
using Hub.Sdk;
using Hub.Sources;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Live sources: the list, one with all that is known of it, and what a person does with it.</summary>
internal sealed class SourcePages(PageDoor door, Catalogue catalogue, RecordTypes types, RunEngine engine, SourceSecrets secrets, Confirming confirming)
{
    private const int FewRuns = 6;
    private static readonly TimeSpan WorthWaiting = TimeSpan.FromSeconds(3);

    public async Task ListAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var page = open.Page;
        var live = new List<SourceItem>();
        foreach (var source in await open.Store.SourcesAsync())
        {
            live.Add(SourceItems.Of(source, await open.Store.LastSyncAsync(source.Id), catalogue.Find(source.Plugin), page));
        }

        var said = context.Query("gone") is null ? null : page.L("Disconnected.", "Déconnectée.");
        await context.AnswerAsync<Pages.Sources>(page, new SourcesModel([.. live.OrderBy(source => source.Name, StringComparer.CurrentCulture)], Freshness.Of(await open.Store.CoverageAsync(), types, catalogue, page), said));
    }

    public async Task GetAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        await ShowAsync(context, open, await FindAsync(context, open), new FormModel { ["data"] = "keep" }, StatusCodes.Status200OK);
    }

    public async Task RunAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var source = await FindAsync(context, open);
        try
        {
            var run = await engine.Scheduler.BeginAsync(open.Store, source, open.Actor);
            await WaitAsync(run.Id);
        }
        catch (SourceBusyException)
        {
            // Another process begins a run at this moment: that is what was asked for.
        }

        await PageDoor.GoAsync(context, "/sources/" + source.Id);
    }

    public Task PauseAsync(HttpContext context) => ChangeAsync(context, new SourceWish(Paused: true), "paused");

    public Task ResumeAsync(HttpContext context) => ChangeAsync(context, new SourceWish(Paused: false), "resumed");

    public async Task ScheduleAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await ChangeAsync(context, new SourceWish(Schedule: form["schedule"].ToString()), "schedule");
    }

    public async Task AskDisconnectAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        await AskAsync(context, open, await FindAsync(context, open), new FormModel { ["data"] = "keep" }, StatusCodes.Status200OK);
    }

    public async Task DisconnectAsync(HttpContext context)
    {
        var typed = await context.Request.ReadFormAsync(context.RequestAborted);
        var erase = typed["data"] == "erase";
        if (erase)
        {
            await confirming.AskAsync(context);
        }

        await using var open = await door.OpenAsync(context);
        var source = await FindAsync(context, open);
        var form = new FormModel { ["data"] = typed["data"], ["name"] = typed["name"] };
        if (erase && !string.Equals(typed["name"].ToString().Trim(), SourceItems.NameOf(source, catalogue.Find(source.Plugin), open.Page), StringComparison.CurrentCultureIgnoreCase))
        {
            form.Fail("name", new Text("This is not the name of the source. Nothing was erased.", "Ce n'est pas le nom de la source. Rien n'a été effacé."));
        }
        else if (await engine.Sources.RemoveAsync(open.Store, source, open.Actor, erase) is { } refusal)
        {
            form.Fail("", SourceProblems.Of(refusal).Detail);
        }
        else if (erase)
        {
            await engine.Recomputation.ConsiderAsync(open.Store.VaultId);
        }

        if (form.Errors.Count > 0)
        {
            await AskAsync(context, open, source, form, StatusCodes.Status422UnprocessableEntity);
            return;
        }

        await PageDoor.GoAsync(context, "/sources?gone=1");
    }

    /// <summary>Most first runs ask or bring something at once; then the next page shows it and not a progress bar.</summary>
    internal async Task WaitAsync(string run) => await Task.WhenAny(engine.Queue.WaitAsync(run), Task.Delay(WorthWaiting));

    internal static async ValueTask<Source> FindAsync(HttpContext context, OpenPage open) =>
        await open.Store.FindSourceAsync((string)context.Request.RouteValues["id"]!) ?? throw new ProblemException(Problems.NotFound);

    /// <summary>The names of the secrets that are there.</summary>
    internal IReadOnlyCollection<string> KeptSecrets(OpenPage open, Source source) => [.. secrets.TryOpen(open.Store.VaultId, source)?.Keys ?? []];

    private async Task ChangeAsync(HttpContext context, SourceWish wish, string done)
    {
        await using var open = await door.OpenAsync(context);
        var source = await FindAsync(context, open);
        var result = await engine.Sources.ChangeAsync(open.Store, source, catalogue.Find(source.Plugin), wish, open.Actor, context.RequestAborted);
        if (result.Refusal is { } refusal)
        {
            await ShowAsync(context, open, source, new FormModel().Fail("", SourceProblems.Of(refusal).Detail), StatusCodes.Status422UnprocessableEntity);
            return;
        }

        await PageDoor.GoAsync(context, $"/sources/{source.Id}?said={done}");
    }

    private async Task ShowAsync(HttpContext context, OpenPage open, Source source, FormModel form, int status)
    {
        var (page, plugin) = (open.Page, catalogue.Find(source.Plugin));
        var runs = new List<Run>();
        foreach (var id in (await open.Store.SourceRunsAsync(source.Id)).Ids)
        {
            if (runs.Count < FewRuns && await open.Store.FindRunAsync(id) is { } run)
            {
                runs.Add(run);
            }
        }

        var last = runs.Count > 0 ? runs[0] : null;
        var coverage = await open.Store.CoverageAsync();
        var kept = KeptSecrets(open, source);
        await context.AnswerAsync<SourcePage>(page, new SourcePageModel
        {
            Source = SourceItems.Of(source, last, plugin, page),
            Plugin = source.Plugin,
            PluginName = catalogue.Name(source.Plugin, page)!,
            HasPlugin = plugin is not null,
            Question = last is { State: RunState.Waiting, Question: { } asked } && !source.IsOver(page.Now) ? new OpenQuestion(last.Id, asked) : null,
            Running = last is { IsOver: false } and not { State: RunState.Waiting } ? last : null,
            Allowed = plugin is null ? null : AllowViews.Facts(source, plugin.Manifest, types, page),
            Settings = plugin is null ? [] : Facts(plugin, source, kept, page),
            Brought = [.. types.All.Select(type => (Type: type, Items: coverage.Where(item => item.Source == source.Id && item.Type == type.Name && item.Count > 0).ToList())).Where(brought => brought.Items.Count > 0).Select(brought => DataPages.Line(brought.Type, brought.Items, page))],
            Runs = [.. runs.Select(run => RunView.Of(run, null, page))],
            SetAside = last is { IsOver: true } ? last.Counts.Rejected : 0,
            Schedules = SourceSchedules.Of(plugin?.Manifest.Schedule, source.Schedule, page),
            Schedule = source.Schedule ?? "",
            IsPaused = source.Paused,
            FetchesAgain = await open.Store.SentBackAsync(source.Id),
            Said = context.Query("said") switch
            {
                "new" => page.L("Connected.", "Connectée."),
                "settings" => page.L("The settings were tried, and saved.", "Les réglages ont été essayés, puis enregistrés."),
                "allowed" => page.L("Saved. It holds from now on.", "Enregistré. Cela vaut à partir de maintenant."),
                "paused" => page.L("Paused.", "Mise en pause."),
                "resumed" => page.L("It goes on.", "Elle reprend."),
                "schedule" => page.L("Saved.", "Enregistré."),
                _ => null,
            },
            Form = form,
        }, status);
    }

    private static IReadOnlyList<(string Label, string Value)> Facts(Plugin plugin, Source source, IReadOnlyCollection<string> kept, PageContext page) =>
    [
        .. plugin.Settings.Fields.Where(field => field.Secret ? kept.Contains(field.Name) : source.Settings.TryGetProperty(field.Name, out _))
            .Select(field => (SettingViews.Label(field, page), field.Secret ? page.L("kept, never shown", "gardé, jamais montré") : SettingViews.Show(field, source.Settings.GetProperty(field.Name), page))),
    ];

    private async Task AskAsync(HttpContext context, OpenPage open, Source source, FormModel form, int status)
    {
        var count = (await open.Store.CoverageAsync()).Where(item => item.Source == source.Id).Sum(item => item.Count);
        await context.AnswerAsync<Disconnect>(open.Page, new DisconnectModel(source.Id, SourceItems.NameOf(source, catalogue.Find(source.Plugin), open.Page), open.Page.Format.Records(count), CanErase: true, form), status);
    }
}
