using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Holders.Bank;

/// <summary>A bank that people read with a browser: a form with a token, a session in a cookie, a code by SMS, tables in pages.</summary>
public sealed class DemoBank : Holder
{
    private const int MostTries = 3;
    private readonly ConcurrentDictionary<string, Visit> _visits = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _devices = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _codes = new();

    public DemoBank() => Customer = BankData.Camille(DateOnly.FromDateTime(Clock.GetUtcNow().Date));

    public BankCustomer Customer { get; set; }

    /// <summary>The codes sent by SMS so far.</summary>
    public IReadOnlyList<string> Codes => [.. _codes];

    /// <summary>What tells the visitors that it knows, and their devices, from others.</summary>
    public IReadOnlyList<string> Cookies => [.. _visits.Keys, .. _devices.Keys];

    public int OperationsPerPage { get; set; } = 20;

    /// <summary>Forgets whom it knows: sessions and the devices that gave a code.</summary>
    public void ForgetVisitors()
    {
        _visits.Clear();
        _devices.Clear();
        _codes.Clear();
    }

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => Results.Redirect("/connexion"));
        routes.MapGet("/connexion", context => ShowAsync(context, BankPages.Login(Begin(context).Token, null)));
        routes.MapPost("/connexion", LogInAsync);
        routes.MapGet("/code", AskCodeAsync);
        routes.MapPost("/code", TakeCodeAsync);
        routes.MapGet("/comptes", AccountsAsync);
        routes.MapGet("/comptes/{number}/operations", OperationsAsync);
    }

    protected override string Refusal(int status) => BankPages.Refusal(status);

    private async Task LogInAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (Find(context) is not { } visit || form["jeton"] != visit.Token)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await ShowAsync(context, BankPages.Message("Votre session a expiré, recommencez."));
        }
        else if (Faults.Strike(FaultKind.LoginRefused, "/connexion") is not null || form["identifiant"] != Customer.Login || form["motdepasse"] != Customer.Password)
        {
            await ShowAsync(context, BankPages.Login(visit.Token, "Identifiant ou mot de passe incorrect."));
        }
        else if (Faults.Strike(FaultKind.CodeAsked, "/connexion") is not null && !_devices.ContainsKey(context.Request.Cookies["appareil"] ?? ""))
        {
            visit.Code = RandomNumberGenerator.GetInt32(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture);
            _codes.Enqueue(visit.Code);
            context.Response.Redirect("/code");
        }
        else
        {
            visit.IsKnown = true;
            context.Response.Redirect("/comptes");
        }
    }

    private async Task AskCodeAsync(HttpContext context)
    {
        if (Find(context) is not { Code: not null } visit)
        {
            context.Response.Redirect("/connexion");
            return;
        }

        await ShowAsync(context, BankPages.Code(visit.Token, null));
    }

    private async Task TakeCodeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (Find(context) is not { Code: not null } visit || form["jeton"] != visit.Token)
        {
            context.Response.Redirect("/connexion");
        }
        else if (visit.Tries >= MostTries - 1)
        {
            visit.Code = null;
            await ShowAsync(context, BankPages.Message("Trop d'essais : votre accès est bloqué. Contactez votre agence.", "blocage"));
        }
        else if (form["code"] != visit.Code || Faults.Strike(FaultKind.CodeRefused, "/code") is not null)
        {
            visit.Tries++;
            await ShowAsync(context, BankPages.Code(visit.Token, "Code incorrect."));
        }
        else
        {
            var device = NewSecret();
            _devices[device] = 0;
            context.Response.Cookies.Append("appareil", device, new CookieOptions { HttpOnly = true, MaxAge = TimeSpan.FromDays(90) });
            visit.IsKnown = true;
            context.Response.Redirect("/comptes");
        }
    }

    private async Task AccountsAsync(HttpContext context)
    {
        if (await EnterAsync(context))
        {
            await ShowAsync(context, BankPages.Accounts(Customer.Accounts, Today, Faults.Strike(FaultKind.LayoutChanged, "/comptes") is not null));
        }
    }

    private async Task OperationsAsync(HttpContext context, string number)
    {
        if (!await EnterAsync(context))
        {
            return;
        }

        if (Customer.Accounts.FirstOrDefault(account => account.Number == number) is not { } account)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var path = context.Request.Path.Value!;
        var page = int.TryParse(context.Request.Query["page"], CultureInfo.InvariantCulture, out var asked) ? asked : 1;
        var since = DateOnly.TryParseExact(context.Request.Query["depuis"], "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : DateOnly.MinValue;
        var all = account.Operations.Where(operation => operation.Day >= since).OrderByDescending(operation => operation.Day).ToList();
        if (Faults.Strike(FaultKind.PagesReordered, path) is not null)
        {
            all.Reverse();
        }

        var start = (page - 1) * OperationsPerPage;
        // A line that came in meanwhile shifts the pages: the last lines of one page stand again on the next.
        start -= page > 1 && Faults.Strike(FaultKind.PagesDuplicated, path) is not null ? 3 : 0;
        var shown = all.Skip(start).Take(OperationsPerPage).ToList();
        var next = start + shown.Count < all.Count ? page + 1 : (int?)null;
        await ShowAsync(context, BankPages.Operations(account, shown, since, next, Faults.Strike(FaultKind.LayoutChanged, path) is not null));
    }

    private DateOnly Today => DateOnly.FromDateTime(Now.Date);

    private async Task<bool> EnterAsync(HttpContext context)
    {
        if (Faults.Strike(FaultKind.TokenDies, context.Request.Path.Value!) is not null && Find(context) is { } dying)
        {
            dying.IsKnown = false;
        }

        if (Find(context) is not { IsKnown: true })
        {
            context.Response.Redirect("/connexion");
            return false;
        }

        if (Faults.Strike(FaultKind.ConsentExpired, context.Request.Path.Value!) is not null)
        {
            await ShowAsync(context, BankPages.Message("Votre autorisation d'accès automatique a expiré. Renouvelez-la dans votre espace client.", "autorisation"));
            return false;
        }

        return true;
    }

    private Visit Begin(HttpContext context)
    {
        var id = NewSecret();
        context.Response.Cookies.Append("visite", id, new CookieOptions { HttpOnly = true });
        return _visits[id] = new Visit(NewSecret());
    }

    private Visit? Find(HttpContext context) => _visits.GetValueOrDefault(context.Request.Cookies["visite"] ?? "");

    private static Task ShowAsync(HttpContext context, string page)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(page);
    }

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private sealed class Visit(string token)
    {
        public string Token => token;

        public string? Code { get; set; }

        public int Tries { get; set; }

        public bool IsKnown { get; set; }
    }
}
