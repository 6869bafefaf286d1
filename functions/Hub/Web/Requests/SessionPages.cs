using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Front;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Where the person is signed in, and signing out there.</summary>
internal sealed class SessionPages(PageDoor pages, Door door, Sessions sessions)
{
    public async Task ListAsync(HttpContext context)
    {
        await using var open = await pages.OpenAsync(context);
        var (page, visit) = (open.Page, context.GetVisit());
        var list = await sessions.ListAsync(visit.Account.Id);
        var said = context.Query("said") switch
        {
            "ended" => page.L("That browser is signed out.", "Ce navigateur est déconnecté."),
            "others" => page.L("All other browsers are signed out.", "Tous les autres navigateurs sont déconnectés."),
            _ => null,
        };
        await context.AnswerAsync<Pages.Sessions>(page, new SessionsModel([.. list.OrderByDescending(found => found.Id == visit.Session).Select(found => View(found.Id, found.Session, found.Id == visit.Session, page))], said));
    }

    public async Task EndAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var isOwn = form["id"] == context.GetVisit().Session;

        // One that is over already is what the person wanted.
        await door.EndAsync(context, form["id"].ToString());
        await PageDoor.GoAsync(context, isOwn ? "/sign-in?out=1" : "/settings/sessions?said=ended");
    }

    public async Task EndOthersAsync(HttpContext context)
    {
        await door.EndOthersAsync(context);
        await PageDoor.GoAsync(context, "/settings/sessions?said=others");
    }

    private static SessionView View(string id, Session session, bool current, PageContext page)
    {
        var since = page.L($"signed in on {page.Format.Moment(session.Created)}", $"connecté le {page.Format.Moment(session.Created)}");
        var seen = page.L($"last used on {page.Format.Moment(session.Seen)} or within the hour after", $"utilisé le {page.Format.Moment(session.Seen)} ou dans l'heure qui a suivi");
        return new SessionView(id, Name(session, page), current ? since : $"{since} · {seen}", current);
    }

    private static string Name(Session session, PageContext page) => session switch
    {
        { Browser: { } browser, System: { } system } => page.L($"{browser} on {system}", $"{browser} sur {system}"),
        { Browser: { } browser } => browser,
        { System: { } system } => page.L($"A browser on {system}", $"Un navigateur sur {system}"),
        _ => page.L("An unnamed browser or program", "Un navigateur ou programme sans nom"),
    };
}
