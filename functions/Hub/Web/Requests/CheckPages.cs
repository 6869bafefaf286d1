using Hub.Accounts;
using Hub.Checks;
using Hub.Core.Accounts;
using Hub.Core.Checks;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Vaults;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>For who runs the hub: what the last check found, in kinds and numbers, and putting it right. No vault is opened for the page, so that it is there when one is damaged.</summary>
internal sealed class CheckPages(PageDoor door, CheckDesk desk, IHubStore hub, AccountBook accounts, HubOptions options)
{
    private static readonly TimeSpan WorthWaiting = TimeSpan.FromSeconds(3);

    public async Task ShowAsync(HttpContext context)
    {
        var page = door.Of(context);
        var report = await CheckReport.FindAsync(hub);
        var names = (await accounts.ListAsync()).SelectMany(account => account.Vaults.Select(vault => (vault, account.Name))).DistinctBy(pair => pair.vault).ToDictionary(pair => pair.vault, pair => pair.Name, StringComparer.Ordinal);
        var backup = report?.Items.Any(item => item.Mended is null && Findings.Of(item.Kind).FromBackup) == true ? page.L(await NewestBackup.TellAsync(options, context.RequestAborted)) : null;
        await context.AnswerAsync<Pages.Check>(page, new CheckModel
        {
            At = report is null ? null : page.Format.Moment(report.At),
            Vaults = report?.Vaults ?? 0,
            Cards = report is null ? [] : [.. report.Items.OrderBy(item => item.Mended is not null).Select(item => Card(item, names, backup, page))],
            IsAtWork = desk.IsAtWork,
            Begun = await CheckReport.FindBegunAsync(hub) is { } begun ? page.Format.Moment(begun.At) : null,
        });
    }

    public async Task CheckAsync(HttpContext context) => await GoOnAsync(context, desk.CheckAsync());

    public async Task MendAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var vault = form["place"].ToString() is { Length: > 0 } named ? named : null;
        if (!Enum.TryParse<FindingKind>(form["kind"], out var kind) || await CheckReport.FindAsync(hub) is not { } report || !report.Items.Any(item => item.Vault == vault && item.Kind == kind))
        {
            throw new ProblemException(Problems.NotFound);
        }

        await GoOnAsync(context, desk.MendAsync(vault, kind, context.GetVisit().Actor));
    }

    /// <summary>Most hubs are looked through at once; then the next page shows the result.</summary>
    private static async Task GoOnAsync(HttpContext context, Task work)
    {
        await Task.WhenAny(work, Task.Delay(WorthWaiting));
        await PageDoor.GoAsync(context, "/settings/check");
    }

    private static CheckCard Card(CheckItem item, IReadOnlyDictionary<string, string> names, string? backup, PageContext page)
    {
        var rule = Findings.Of(item.Kind);
        var isMended = item.Mended is not null;
        return new CheckCard(
            item.Vault is null ? page.L("The hub itself", "Le hub lui-même") : names.TryGetValue(item.Vault, out var name) ? page.L($"Vault of {name}", $"Coffre de {name}") : page.L("A vault", "Un coffre"),
            item.Vault,
            item.Kind.ToString(),
            page.L(rule.What),
            page.Format.Number(item.Count),
            isMended ? null : rule.Mends is { } mends ? page.L(mends) : null,
            isMended ? null : rule.ToDo is { } toDo ? page.L(toDo) : null,
            isMended || !rule.FromBackup ? null : backup,
            item.Mended is { } at ? page.L($"Repaired on {page.Format.Moment(at)} (UTC)", $"Réparé le {page.Format.Moment(at)} (UTC)") : null);
    }
}

internal static class CheckRoutes
{
    public static void MapCheckPages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/settings/check", app.With<CheckPages>((pages, context) => pages.ShowAsync(context))).Needs(Access.AdminSession).In(VaultUse.Account);
        app.MapPost("/settings/check", app.With<CheckPages>((pages, context) => pages.CheckAsync(context))).Needs(Access.AdminSession).In(VaultUse.Account);
        app.MapPost("/settings/check/repair", app.With<CheckPages>((pages, context) => pages.MendAsync(context))).Needs(Access.FreshAdminSession).In(VaultUse.Account);
    }
}
