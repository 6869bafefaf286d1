using Hub.Accounts;
using Hub.Core.Backups;
using Hub.Core.Demo;
using Hub.Core.Grants;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>The home page: answers, then what wants attention.</summary>
internal sealed class HomePages(PageDoor door, RecordTypes types, Catalogue catalogue, Totals totals, DemoVault demo, IHubStore hub, HubOptions options)
{
    private const int MostAnswers = 6;

    public async Task HomeAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var page = open.Page;
        var coverage = await open.Store.CoverageAsync();
        var runs = await open.Store.LatestRunsAsync();
        var grants = (await open.Store.GrantsAsync()).Where(grant => grant.IsActive(page.Now)).ToList();
        var live = await LiveAsync(open);
        var asking = live.Where(source => source.Question is not null).ToList();
        await context.AnswerAsync<Home>(page, new HomeModel
        {
            Question = asking.Count > 0 ? asking[0].Question : null,
            HasData = coverage.Any(item => item.Count > 0),
            Demo = coverage.Count == 0 && context.GetVisit().Account is { Admin: true, MadeUp: false } ? await demo.FindAsync() is null ? DemoState.Offered : DemoState.There : null,
            Answers = await AnswersAsync(open, coverage),
            Concerns = [.. await BackupAsync(context, page), .. live.Where(source => source.IsConcern || asking.IndexOf(source) > 0).Select(source => Concerns.Of(source.Item, page)), .. Concerns.Of(runs, live.Select(source => source.Item.Id).ToHashSet(StringComparer.Ordinal), page)],
            Live = [.. live.Where(source => !source.IsConcern && source.Question is null).Select(source => source.Item)],
            Sources = Freshness.Of(coverage, types, catalogue, page),
            News = [.. runs.Where(run => !run.DryRun).Take(HomeModel.MostNews).Select(run => RunView.Of(run, catalogue.Name(run.Plugin, page), page))],
            Start = coverage.Count > 0 ? [] : [.. catalogue.Holders(page).DistinctBy(holder => holder.Plugin).Take(3)],
            Offers = [.. catalogue.Applications.Where(application => grants.TrueForAll(grant => grant.Plugin != application.Id)).Select(application => ServicePages.View(application, false, coverage, page)).Where(service => service.Needs is null)],
        });
    }

    private async ValueTask<IEnumerable<Concern>> BackupAsync(HttpContext context, PageContext page) =>
        context.GetVisit().Account.Admin && options.Backup is not null && Concerns.Of(await BackupState.GetAsync(hub), page) is { } concern ? [concern] : [];

    public Task MoreAsync(HttpContext context) => context.AnswerAsync<More>(door.Of(context));

    /// <summary>The language that a visitor chose, kept with the account or, before signing in, in the browser.</summary>
    public static async Task LanguageAsync(AccountBookAccess accounts, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var language = form["language"] == "fr" ? "fr" : "en";
        if (context.FindVisit() is { IsSession: true } visit)
        {
            await accounts.SetLanguageAsync(visit.Account.Id, language);
        }
        else
        {
            PageDoor.Remember(context, language);
        }

        await PageDoor.GoAsync(context, form["back"].ToString());
    }

    private async ValueTask<IReadOnlyList<Answer>> AnswersAsync(OpenPage open, IReadOnlyList<Coverage> coverage)
    {
        var answers = new List<Answer>();
        foreach (var item in coverage.GroupBy(item => item.Type, StringComparer.Ordinal).OrderBy(item => Order(item.Key)))
        {
            if (answers.Count >= MostAnswers || types.Find(item.Key) is not { Chart.Kind: "bars", Time: not null } type)
            {
                continue;
            }

            var (first, last) = DataPages.Span([.. item], open.Page.Format.Zone);
            var rows = await totals.ByMonthAsync(open.Store, type, open.Page.Format.Zone);
            open.NoteRead("aggregate", type.Name, rows.Sum(row => row.Count));
            answers.AddRange(Answers.Of(type, rows, first, last, open.Page));
        }

        return answers;
    }

    private async ValueTask<IReadOnlyList<LiveSource>> LiveAsync(OpenPage open)
    {
        var live = new List<LiveSource>();
        foreach (var source in await open.Store.SourcesAsync())
        {
            var (last, plugin) = (await open.Store.LastSyncAsync(source.Id), catalogue.Find(source.Plugin));
            var item = SourceItems.Of(source, last, plugin, open.Page);
            var question = last is { State: RunState.Waiting, Question: { } asked } && !source.IsOver(open.Page.Now) ? new OpenQuestion(last.Id, asked, item.Name) : null;
            live.Add(new LiveSource(item, question, question is null && SourceHealth.Of(source, last, plugin?.Manifest, open.Page.Now).IsConcern()));
        }

        return live;
    }

    /// <param name="IsConcern">Somebody has to look at it.</param>
    private sealed record LiveSource(SourceItem Item, OpenQuestion? Question, bool IsConcern);

    private int Order(string type)
    {
        var domain = types.Find(type)?.Domain;
        return Domains.All.TakeWhile(known => known.Id != domain).Count();
    }
}

/// <summary>The one change to an account that the language form makes.</summary>
internal sealed class AccountBookAccess(Core.Accounts.AccountBook accounts)
{
    public async ValueTask SetLanguageAsync(string account, string language) => await accounts.ChangeAsync(account, changed => changed with { Language = language });
}

internal static class HomeRoutes
{
    public static void MapHome(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", app.With<HomePages>((pages, context) => pages.HomeAsync(context))).Needs(Access.Session);
        app.MapGet("/more", app.With<HomePages>((pages, context) => pages.MoreAsync(context))).Needs(Access.Session);
        app.MapPost("/language", app.With<AccountBookAccess>(HomePages.LanguageAsync)).Needs(Access.Open);
    }
}
