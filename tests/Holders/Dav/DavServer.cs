using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Holders.Dav.DavNames;

namespace Holders.Dav;

/// <summary>A server of calendars and address books as the standards describe it: RFC 4791, 6352, 6578, 6764.</summary>
public sealed class DavServer : Holder
{
    private readonly List<DavCollection> _collections;

    public DavServer() => _collections = [Calendar, Contacts];

    public string User { get; set; } = "lea";

    public string Password { get; set; } = "agenda-Carnet:9!";

    public DavCollection Calendar { get; } = DavData.Calendar();

    public DavCollection Contacts { get; } = DavData.Contacts();

    /// <summary>How many changes one reply tells at most.</summary>
    public int MostChanges { get; set; } = 1000;

    /// <summary>Whether it knows sync tokens at all.</summary>
    public bool KnowsSync { get; set; } = true;

    /// <summary>Whether a list of a collection breaks off after its first item, and says so.</summary>
    public bool CutsLists { get; set; }

    /// <summary>Deletes a collection with all that it holds.</summary>
    public void Delete(DavCollection collection) => _collections.Remove(collection);

    protected override void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/.well-known/caldav", ["GET", "PROPFIND"], () => Results.Redirect("/dav/", permanent: true, preserveMethod: true));
        routes.MapMethods("/.well-known/carddav", ["GET", "PROPFIND"], () => Results.Redirect("/dav/", permanent: true, preserveMethod: true));
        routes.MapMethods("/dav/{**path}", ["PROPFIND", "REPORT", "GET"], EnterAsync);
    }

    private async Task EnterAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));
        if (context.Request.Headers.Authorization != expected || Faults.Strike(FaultKind.LoginRefused, path) is not null)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"dav\"";
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (Faults.Strike(FaultKind.ConsentExpired, path) is not null)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (Faults.Strike(FaultKind.LayoutChanged, path) is not null)
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<!doctype html><html><body>Welcome to our new web mail</body></html>");
        }
        else
        {
            await AnswerAsync(context, path);
        }
    }

    private Task AnswerAsync(HttpContext context, string path) => (context.Request.Method, path.Split('/', StringSplitOptions.RemoveEmptyEntries)) switch
    {
        ("PROPFIND", ["dav"]) => WriteAsync(context, [Response(path, new XElement(D + "current-user-principal", Href($"/dav/principals/{User}/")))]),
        ("PROPFIND", ["dav", "principals", var user]) when user == User => WriteAsync(context, [Response(
            path,
            new XElement(C + "calendar-home-set", Href($"/dav/calendars/{User}/")),
            new XElement(Card + "addressbook-home-set", Href($"/dav/contacts/{User}/")))]),
        ("PROPFIND", ["dav", var home, var user]) when user == User => WriteAsync(context, [
            Response(path, new XElement(D + "resourcetype", new XElement(D + "collection"))),
            .. _collections.Where(collection => Home(collection) == home).Select(Describe)]),
        ("PROPFIND", ["dav", _, _, var name]) when Find(name) is { } collection => WriteAsync(context, [
            Describe(collection), .. collection.Items.Take(CutsLists ? 1 : int.MaxValue).Select(item => Response(AddressOf(collection, item), new XElement(D + "getetag", collection.Find(item)!.Value.Tag))),
            .. CutsLists ? [Cut(path)] : Array.Empty<XElement>()]),
        ("REPORT", ["dav", _, _, var name]) when Find(name) is { } collection => ReportAsync(context, collection),
        ("GET", ["dav", _, _, var name, var item]) when Find(name)?.Find(item) is { } found => context.Response.WriteAsync(found.Text),
        _ => NotFoundAsync(context),
    };

    private async Task ReportAsync(HttpContext context, DavCollection collection)
    {
        var asked = (await XDocument.LoadAsync(context.Request.Body, LoadOptions.None, context.RequestAborted)).Root!;
        if (asked.Name != D + "sync-collection")
        {
            await WriteAsync(context, [.. Shuffle(context, asked.Elements(D + "href").Select(href => Answer(collection, href.Value)))]);
            return;
        }

        if (Faults.Strike(FaultKind.TokenDies, context.Request.Path.Value!) is not null)
        {
            collection.ForgetTokens();
        }

        if (!KnowsSync || collection.Since(asked.Element(D + "sync-token")!.Value, MostChanges) is not { } changes)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.ContentType = "application/xml; charset=utf-8";
            await context.Response.WriteAsync(new XElement(D + "error", new XElement(D + (KnowsSync ? "valid-sync-token" : "supported-report"))).ToString());
            return;
        }

        var answers = changes.Items.Select(change => change.IsGone
            ? Gone(AddressOf(collection, change.Item))
            : Response(AddressOf(collection, change.Item), new XElement(D + "getetag", collection.Find(change.Item)!.Value.Tag)));
        await WriteAsync(context, [
            .. Shuffle(context, answers),
            .. changes.IsCut ? [Cut(context.Request.Path.Value!)] : Array.Empty<XElement>(),
            new XElement(D + "sync-token", changes.Token)]);
    }

    private IEnumerable<XElement> Shuffle(HttpContext context, IEnumerable<XElement> answers)
    {
        var list = answers.ToList();
        if (Faults.Strike(FaultKind.PagesReordered, context.Request.Path.Value!) is not null)
        {
            list.Reverse();
        }

        return Faults.Strike(FaultKind.PagesDuplicated, context.Request.Path.Value!) is null ? list : [.. list, .. list.TakeLast(2).Select(item => new XElement(item))];
    }

    private XElement Answer(DavCollection collection, string href)
    {
        if (collection.Find(Uri.UnescapeDataString(href.Split('/')[^1])) is not { } found)
        {
            return Gone(href);
        }

        return Response(href, new XElement(D + "getetag", found.Tag), new XElement(collection.IsCalendar ? C + "calendar-data" : Card + "address-data", found.Text));
    }

    private XElement Describe(DavCollection collection) => Response(
        AddressOf(collection, ""),
        new XElement(D + "resourcetype", new XElement(D + "collection"), new XElement(collection.IsCalendar ? C + "calendar" : Card + "addressbook")),
        new XElement(D + "displayname", collection.Title),
        KnowsSync ? new XElement(D + "sync-token", collection.Token) : null);

    private string AddressOf(DavCollection collection, string item) => $"/dav/{Home(collection)}/{User}/{collection.Name}/{Uri.EscapeDataString(item)}";

    private static string Home(DavCollection collection) => collection.IsCalendar ? "calendars" : "contacts";

    private DavCollection? Find(string name) => _collections.Find(collection => collection.Name == name);

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpContext context, IEnumerable<XElement> answers)
    {
        context.Response.StatusCode = StatusCodes.Status207MultiStatus;
        context.Response.ContentType = "application/xml; charset=utf-8";
        var document = new XElement(D + "multistatus", new XAttribute(XNamespace.Xmlns + "d", D), new XAttribute(XNamespace.Xmlns + "cal", C), new XAttribute(XNamespace.Xmlns + "card", Card), answers);
        return context.Response.WriteAsync("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + document.ToString(SaveOptions.DisableFormatting));
    }
}
