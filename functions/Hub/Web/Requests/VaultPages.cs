using System.Globalization;
using Hub.Accounts;
using Hub.Core.Accesses;
using Hub.Core.Accounts;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Sdk;
using Hub.Vaults;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Choosing the vault to look at, and letting others into one's own.</summary>
internal sealed class VaultPages(PageDoor door, AccessBook book, AccessGiving giving, PublicAddress address)
{
    public async Task ChooseAsync(HttpContext context)
    {
        var asked = (await context.Request.ReadFormAsync(context.RequestAborted))["vault"].ToString();
        var account = context.GetVisit().Account;
        if (asked.Length == 0 || account.Vaults.Contains(asked, StringComparer.Ordinal))
        {
            VaultInView.Clear(context, address);
        }
        else if (await book.FindRoleAsync(asked, account.Id) is null)
        {
            throw new ProblemException(Problems.NoSuchVault);
        }
        else
        {
            VaultInView.Set(context, address, asked);
        }

        await PageDoor.GoAsync(context, "/");
    }

    public Task ShowAsync(HttpContext context) => AnswerAsync(context, new FormModel(), new FormModel(), StatusCodes.Status200OK);

    public async Task GiveAsync(HttpContext context)
    {
        var typed = await context.Request.ReadFormAsync(context.RequestAborted);
        var form = new FormModel();
        foreach (var name in new[] { "account", "role", "from", "until" })
        {
            form[name] = typed[name].ToString().Trim();
        }

        var zone = await ZoneAsync(context);
        var from = Day("from", form) is { } first && first > DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(door.Now, zone).DateTime) ? StartOf(first, zone) : (DateTimeOffset?)null;

        // Through the last day: it ends with the midnight after it.
        var until = Day("until", form) is { } last && last < DateOnly.MaxValue ? StartOf(last.AddDays(1), zone) : (DateTimeOffset?)null;
        if (form.Errors.Count == 0)
        {
            var role = form["role"] switch { "reader" => VaultRole.Reader, "keeper" => VaultRole.Keeper, _ => VaultRole.Owner };
            if (AccessesApi.FindRefusal(await giving.GiveAsync(VaultDoor.IdOf(context), form["account"], role, from, until, context.GetVisit().Actor)) is var (field, message))
            {
                form.Fail(field, message);
            }
        }

        await DoneAsync(context, form, new FormModel(), "given");
    }

    public async Task EndAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);

        // One that has ended already is what the person wanted.
        await giving.EndAsync(VaultDoor.IdOf(context), AccountName.Fold(form["account"]) ?? "", context.GetVisit().Actor);
        await PageDoor.GoAsync(context, "/settings/access?said=ended");
    }

    /// <summary>Gives up what another's vault was opened with.</summary>
    public async Task LeaveAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await giving.EndAsync(form["vault"].ToString(), context.GetVisit().Account.Id, context.GetVisit().Actor);
        VaultInView.Clear(context, address);
        await PageDoor.GoAsync(context, "/settings/access?said=left");
    }

    public async Task MakeChildAsync(HttpContext context)
    {
        var typed = await context.Request.ReadFormAsync(context.RequestAborted);
        var form = new FormModel { ["name"] = typed["name"].ToString().Trim(), ["keeper"] = typed["keeper"].ToString().Trim(), ["second"] = typed["second"].ToString().Trim() };
        if (AccountName.Fold(form["name"]) is null)
        {
            form.Fail("name", SessionsApi.ProblemOf(WelcomeOutcome.NotAName).Detail);
        }
        else
        {
            string[] keepers = [.. new[] { form["keeper"]!, form["second"]! }.Where(name => name.Length > 0).Select(name => AccountName.Fold(name) ?? "").Distinct(StringComparer.Ordinal)];
            if (keepers.Length == 0 || AccessesApi.FindRefusal((await giving.MakeChildAsync(form["name"]!, keepers, context.GetVisit().Actor)).Outcome) is not null)
            {
                form.Fail("keeper", AccessesApi.FindRefusal(GivingOutcome.NoSuchAccount)!.Value.Message);
            }
        }

        await DoneAsync(context, new FormModel(), form, "child");
    }

    private async Task DoneAsync(HttpContext context, FormModel form, FormModel child, string said)
    {
        if (form.Errors.Count + child.Errors.Count > 0)
        {
            await AnswerAsync(context, form, child, StatusCodes.Status422UnprocessableEntity);
            return;
        }

        await PageDoor.GoAsync(context, "/settings/access?said=" + said);
    }

    private async Task AnswerAsync(HttpContext context, FormModel form, FormModel child, int status)
    {
        var page = door.Of(context, await ZoneAsync(context));
        var account = context.GetVisit().Account;
        await context.AnswerAsync<Pages.Accesses>(page, new AccessesModel
        {
            Given = context.GetVaultVisit().IsOwn ? [.. (await book.OfVaultAsync(VaultDoor.IdOf(context))).Select(access => new GivenView(access.Account, Under(access, page)))] : [],
            Opened = [.. (await book.OpenedByAsync(account.Id)).Select(opened => new OpenedView(opened.Id, opened.Whose, page.L(Roles.Word(opened.Role)) + " · " + Ends(opened.Until, page)))],
            Children = account.Admin ? await ChildrenAsync(page) : null,
            Form = form,
            ChildForm = child,
            Said = context.Query("said") switch
            {
                "given" => page.L("Access given. It stands in your vault's journal.", "Accès donné. C'est inscrit dans le journal d'accès de votre coffre."),
                "ended" => page.L("Access ended, at once and everywhere.", "Accès terminé, immédiatement et partout."),
                "left" => page.L("You do not open that vault any more.", "Vous n'ouvrez plus ce coffre."),
                "child" => page.L("The vault is made. Its keepers find it in the header of their pages.", "Le coffre est créé. Ses gardiens le trouvent en haut de leurs pages."),
                _ => null,
            },
        }, status);
    }

    private async ValueTask<IReadOnlyList<ChildView>> ChildrenAsync(PageContext page)
    {
        var keepers = (await book.ListAsync()).Where(access => access.Role == VaultRole.Keeper).ToLookup(access => access.Vault, access => access.Account);
        return [.. (await book.ChildrenAsync()).Select(child => new ChildView(child.Name, keepers[child.Id].Any() ? page.L("Kept by ", "Tenu par ") + string.Join(", ", keepers[child.Id]) : page.L("Nobody keeps it: hub vault give", "Personne ne le tient : hub vault give")))];
    }

    /// <summary>Days begin by the clock of the account's own vault.</summary>
    private async ValueTask<TimeZoneInfo> ZoneAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        return open.Page.Format.Zone;
    }

    private static string Under(VaultAccess access, PageContext page) => string.Join(" · ", new[]
    {
        page.L(Roles.Word(access.Role)),
        access.From > page.Now ? page.L($"from {page.Format.Moment(access.From)}", $"à partir du {page.Format.Moment(access.From)}") : null,
        Ends(access.Until, page),
    }.OfType<string>());

    private static string Ends(DateTimeOffset? until, PageContext page) => until is { } end ? page.L($"until {page.Format.Moment(end)}", $"jusqu'au {page.Format.Moment(end)}") : page.L("until it is ended", "jusqu'à ce qu'on y mette fin");

    private static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone) => DateTimeOffset.FromUnixTimeMilliseconds(Zones.StartOfDay(day.ToDateTime(TimeOnly.MinValue), zone));

    private static DateOnly? Day(string name, FormModel form)
    {
        if (form[name] is not { Length: > 0 } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        form.Fail(name, new Text("Give a date, or leave it empty.", "Donnez une date, ou laissez vide."));
        return null;
    }
}

internal static class VaultRoutes
{
    public static void MapVaultPages(this IEndpointRouteBuilder app)
    {
        app.MapPost("/vault", app.With<VaultPages>((pages, context) => pages.ChooseAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapGet("/settings/access", app.With<VaultPages>((pages, context) => pages.ShowAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapPost("/settings/access", app.With<VaultPages>((pages, context) => pages.GiveAsync(context))).Needs(Access.FreshSession).In(VaultUse.Owns);
        app.MapPost("/settings/access/end", app.With<VaultPages>((pages, context) => pages.EndAsync(context))).Needs(Access.Session).In(VaultUse.Owns);
        app.MapPost("/settings/access/leave", app.With<VaultPages>((pages, context) => pages.LeaveAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapPost("/settings/vaults", app.With<VaultPages>((pages, context) => pages.MakeChildAsync(context))).Needs(Access.FreshAdminSession).In(VaultUse.Account);
    }
}
