using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Core.Exports;
using Hub.Core.Runs;
using Hub.Front;
using Hub.Sdk;
using Hub.Vaults;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Taking everything away, and erasing.</summary>
internal sealed class LeavePages(PageDoor door, ExportRuns exports, RunEngine engine, Closing closing, PublicAddress address)
{
    private const int MostExports = 5;

    public async Task ShowAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        await AnswerAsync(context, open, new FormModel(), StatusCodes.Status200OK);
    }

    public async Task ExportAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var run = await exports.BeginExportAsync(open.Store, open.Actor);
        await engine.Queue.EnqueueAsync(open.Store.VaultId, run.Id);
        await PageDoor.GoAsync(context, "/settings/leave");
    }

    public async Task EraseAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var account = context.GetVisit().Account;
        var model = new FormModel { ["name"] = form["name"] };
        if (AccountName.Fold(form["name"]) != account.Id)
        {
            model.Fail("name", new Text("This is not the name of the vault. Nothing was erased.", "Ce n'est pas le nom du coffre. Rien n'a été effacé."));
        }

        if (model.Errors.Count > 0)
        {
            await using var open = await door.OpenAsync(context);
            await AnswerAsync(context, open, model, StatusCodes.Status422UnprocessableEntity);
            return;
        }

        var receipt = await closing.EraseAsync(account);
        SessionCookie.Clear(context, address);
        var page = new PageContext(PageDoor.LanguageOf(context), TimeZoneInfo.Utc) { Now = door.Now, IsAnswer = true };
        await context.AnswerAsync<Pages.Receipt>(page, new ReceiptModel(receipt.Account, Lines(receipt, page)));
    }

    private static IReadOnlyList<string> Lines(Receipt receipt, PageContext page) =>
    [
        page.L($"Erased on {page.Format.Moment(receipt.At)} (UTC).", $"Effacé le {page.Format.Moment(receipt.At)} (UTC)."),
        .. receipt.Vaults.Select(vault => page.L($"Vault {vault.Id}: {page.Format.Number(vault.Records)} records and {page.Format.Number(vault.Files)} files, with its journal and permissions.", $"Coffre {vault.Id} : {page.Format.Number(vault.Records)} données et {page.Format.Number(vault.Files)} fichiers, avec son journal d'accès et ses autorisations.")),
        .. receipt.Vaults.SelectMany(vault => vault.Types).Select(type => page.L($"{type.Type}: {page.Format.Number(type.Count)}", $"{type.Type} : {page.Format.Number(type.Count)}")),
        .. receipt.Vaults.Select(vault => page.L($"SHA-256 of its records and files: {vault.Sha256}", $"SHA-256 de ses données et fichiers : {vault.Sha256}")),
        .. receipt.Remains is { } remains ? [page.L(remains)] : Array.Empty<string>(),
    ];

    private static async Task AnswerAsync(HttpContext context, OpenPage open, FormModel form, int status)
    {
        var page = open.Page;
        var past = (await open.Store.RunsAsync()).Where(run => run.Kind == RunKind.Export).Take(MostExports).ToList();
        await context.AnswerAsync<Pages.Leave>(page, new LeaveModel
        {
            Name = page.Vault ?? "",
            Records = page.Format.Number((await open.Store.CoverageAsync()).Sum(item => item.Count)),
            Files = page.Format.Number((await open.Store.FilesAsync()).Count),
            Running = past.FirstOrDefault(run => !run.IsOver),
            Exports = [.. past.Where(run => run.IsOver).Select(run => new ExportView(
                page.L($"Archive of {page.Format.Moment(run.Created)}", $"Archive du {page.Format.Moment(run.Created)}"), page.L(Kinds.Word(run.State)), run.State == RunState.Succeeded && page.Now - run.Created < ExportRuns.LivesFor ? "/api/exports/" + run.Id : null))],
            Form = form,
        }, status);
    }
}

internal static class SettingsRoutes
{
    public static void MapSettings(this IEndpointRouteBuilder app)
    {
        app.MapGet("/journal", app.With<JournalPages>((pages, context) => pages.ListAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapGet("/settings", app.With<SettingsPages>((pages, context) => pages.ShowAsync(context))).Needs(Access.Session);
        app.MapPost("/settings", app.With<SettingsPages>((pages, context) => pages.SaveAsync(context))).Needs(Access.Session);
        app.MapGet("/settings/profile", app.With<SettingsPages>((pages, context) => pages.ProfileAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/settings/profile", app.With<SettingsPages>((pages, context) => pages.SaveProfileAsync(context))).Needs(Access.Session);
        app.MapGet("/settings/security", app.With<SecurityPages>((pages, context) => pages.ShowAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapPost("/settings/security/passphrase", app.With<SecurityPages>((pages, context) => pages.ChangeAsync(context))).Needs(Access.FreshSession).In(VaultUse.Account);
        app.MapPost("/settings/security/codes", app.With<SecurityPages>((pages, context) => pages.CodesAsync(context))).Needs(Access.FreshSession).In(VaultUse.Account);
        app.MapGet("/settings/passkeys", app.With<PasskeyPages>((pages, context) => pages.ListAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapPost("/settings/passkeys", app.With<PasskeyPages>((pages, context) => pages.MakeAsync(context))).Needs(Access.FreshSession).In(VaultUse.Account);
        app.MapPost("/settings/passkeys/remove", app.With<PasskeyPages>((pages, context) => pages.RemoveAsync(context))).Needs(Access.FreshSession).In(VaultUse.Account);
        app.MapGet("/settings/code", app.With<SecondStepPages>((pages, context) => pages.ShowAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapPost("/settings/code", app.With<SecondStepPages>((pages, context) => pages.BeginAsync(context))).Needs(Access.FreshSession).In(VaultUse.Account);
        app.MapPost("/settings/code/confirm", app.With<SecondStepPages>((pages, context) => pages.ConfirmAsync(context))).Needs(Access.FreshSession).In(VaultUse.Account);
        app.MapPost("/settings/code/remove", app.With<SecondStepPages>((pages, context) => pages.RemoveAsync(context))).Needs(Access.FreshSession).In(VaultUse.Account);
        app.MapGet("/settings/sessions", app.With<SessionPages>((pages, context) => pages.ListAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapPost("/settings/sessions/end", app.With<SessionPages>((pages, context) => pages.EndAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapPost("/settings/sessions/end-others", app.With<SessionPages>((pages, context) => pages.EndOthersAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapGet("/settings/tokens", app.With<SecurityPages>((pages, context) => pages.TokensAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapPost("/settings/tokens", app.With<SecurityPages>((pages, context) => pages.AddTokenAsync(context))).Needs(Access.FreshSession).In(VaultUse.Account);
        app.MapPost("/settings/tokens/remove", app.With<SecurityPages>((pages, context) => pages.RemoveTokenAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapGet("/settings/notices", app.With<NoticePages>((pages, context) => pages.ShowAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapPost("/settings/notices", app.With<NoticePages>((pages, context) => pages.SaveAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapPost("/settings/notices/test", app.With<NoticePages>((pages, context) => pages.TestAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapGet("/settings/leave", app.With<LeavePages>((pages, context) => pages.ShowAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/settings/export", app.With<LeavePages>((pages, context) => pages.ExportAsync(context))).Needs(Access.Session);
        app.MapPost("/settings/erase", app.With<LeavePages>((pages, context) => pages.EraseAsync(context))).Needs(Access.FreshSession).In(VaultUse.Owns);
    }
}
