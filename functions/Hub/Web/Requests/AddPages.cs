using Hub.Accounts;
using Hub.Core.Runs;
using Hub.Front;
using Hub.Sdk;
using Hub.Vaults;
using Hub.Web.Pages;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Adding data: the holder, the file, what it holds, and then the run.</summary>
internal sealed class AddPages(PageDoor door, Catalogue catalogue, LookedUploads looked, RunEngine engine)
{
    private static readonly TimeSpan WorthWaiting = TimeSpan.FromSeconds(3);

    public Task ListAsync(HttpContext context) => AnswerAsync(context, null, StatusCodes.Status200OK);

    public async Task HolderAsync(HttpContext context)
    {
        var page = door.Of(context);
        var holder = catalogue.Holders(page).FirstOrDefault(holder => holder.Id == (string)context.Request.RouteValues["holder"]!) ?? throw new ProblemException(Problems.NotFound);
        await context.AnswerAsync<AddHolder>(page, new AddHolderModel(holder));
    }

    /// <summary>Takes the files in, beside the vault, and looks at them.</summary>
    public async Task LookAsync(HttpContext context)
    {
        var taken = await looked.TakeAsync(context);
        if (taken.Count == 0)
        {
            await AnswerAsync(context, new FormModel().Fail("files", new Text("Choose a file first.", "Choisissez d'abord un fichier.")), StatusCodes.Status422UnprocessableEntity);
            return;
        }

        await using var open = await door.OpenAsync(context);
        var run = await engine.Imports.BeginAsync(open.Store, await looked.ItemsAsync(taken), null, dryRun: true, open.Actor, context.RequestAborted);
        await LookedUploads.RememberAsync(open.Store, run.Id, taken);
        await engine.Queue.EnqueueAsync(open.Store.VaultId, run.Id, here: true);
        await WaitAsync(run.Id);
        await PageDoor.GoAsync(context, "/add/preview/" + run.Id);
    }

    public async Task PreviewAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var run = await FindAsync(context, open);
        await context.AnswerAsync<AddPreview>(open.Page, Previews.Of(run, run.Preview is null ? null : catalogue.Name(run.Plugin, open.Page) ?? open.Page.L("Several connectors", "Plusieurs connecteurs"), catalogue, open.Page));
    }

    public async Task KeepAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var look = await FindAsync(context, open);
        var taken = await looked.FindAsync(open.Store, look.Id);
        if (taken.Count == 0)
        {
            await PageDoor.GoAsync(context, "/add");
            return;
        }

        var run = await engine.Imports.BeginAsync(open.Store, await looked.ItemsAsync(taken), null, dryRun: false, open.Actor, context.RequestAborted);
        await engine.Queue.EnqueueAsync(open.Store.VaultId, run.Id);
        await looked.ForgetAsync(open.Store, look.Id, taken);
        await WaitAsync(run.Id);
        var teaches = (await context.Request.ReadFormAsync(context.RequestAborted))["teach"] == "yes";
        await PageDoor.GoAsync(context, teaches && run.File is { } kept ? "/teach/" + kept : "/runs/" + run.Id);
    }

    public async Task DiscardAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var look = await FindAsync(context, open);
        await looked.ForgetAsync(open.Store, look.Id, await looked.FindAsync(open.Store, look.Id));
        await PageDoor.GoAsync(context, "/add");
    }

    private static async ValueTask<Run> FindAsync(HttpContext context, OpenPage open) =>
        await open.Store.FindRunAsync((string)context.Request.RouteValues["run"]!) is { Kind: RunKind.Import, DryRun: true } run ? run : throw new ProblemException(Problems.NotFound);

    /// <summary>Most files are read at once; then the next page shows the result and not a progress bar.</summary>
    private async Task WaitAsync(string run) => await Task.WhenAny(engine.Queue.WaitAsync(run), Task.Delay(WorthWaiting));

    private async Task AnswerAsync(HttpContext context, FormModel? form, int status)
    {
        var page = door.Of(context);
        var all = catalogue.Holders(page);
        var (domain, country) = (context.Query("domain"), context.Query("country"));
        await context.AnswerAsync<Add>(page, new AddModel
        {
            Holders = [.. all.Where(holder => (domain is null || holder.Domain == domain) && (country is null || holder.Country == country || holder.Country == "ZZ"))],
            Domains = [new ChoiceModel("", page.L("Everything", "Tout")), .. Domains.All.Where(known => all.Any(holder => holder.Domain == known.Id)).Select(known => new ChoiceModel(known.Id, page.L(known.Label)))],
            Countries = [new ChoiceModel("", page.L("All countries", "Tous les pays")), .. all.Select(holder => holder.Country).Where(code => code != "ZZ").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(code => new ChoiceModel(code, Countries.Name(code, page)))],
            Domain = domain,
            Country = country,
            Extensions = catalogue.Extensions,
            Form = form,
        }, status);
    }
}

internal static class AddRoutes
{
    public static void MapAdd(this IEndpointRouteBuilder app)
    {
        app.MapGet("/add", app.With<AddPages>((pages, context) => pages.ListAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/add", app.With<AddPages>((pages, context) => pages.LookAsync(context))).Needs(Access.Session);
        app.MapGet("/add/{holder}", app.With<AddPages>((pages, context) => pages.HolderAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapGet("/add/preview/{run}", app.With<AddPages>((pages, context) => pages.PreviewAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/add/preview/{run}", app.With<AddPages>((pages, context) => pages.KeepAsync(context))).Needs(Access.Session);
        app.MapPost("/add/preview/{run}/discard", app.With<AddPages>((pages, context) => pages.DiscardAsync(context))).Needs(Access.Session);
    }
}
