using System.Xml.Linq;
using static Hub.Plugins.Caldav.Dav.DavNames;

namespace Hub.Plugins.Caldav.Dav;

/// <summary>What the server says of one address.</summary>
/// <param name="Address">The address.</param>
/// <param name="Status">What it says of the address itself, or null.</param>
/// <param name="Properties">The properties that it gives.</param>
internal sealed record DavAnswer(Uri Address, int? Status, IReadOnlyDictionary<XName, XElement> Properties)
{
    public bool IsGone => Status is 404 or 410;

    public XElement? Find(XName property) => Properties.GetValueOrDefault(property);

    /// <summary>The address within a property such as current-user-principal, or null.</summary>
    public Uri? Link(XName property) => Find(property)?.Element(D + "href")?.Value.Trim() is { Length: > 0 } href && Uri.TryCreate(Address, href, out var link) ? link : null;

    public bool Is(XName kind) => Find(D + "resourcetype")?.Element(kind) is not null;

    public static IReadOnlyList<DavAnswer> Read(XElement multistatus, Uri from) =>
        [.. multistatus.Elements(D + "response").SelectMany(response => response.Elements(D + "href").Select(href => Read(response, href.Value.Trim(), from))).OfType<DavAnswer>()];

    private static DavAnswer? Read(XElement response, string href, Uri from)
    {
        if (!Uri.TryCreate(from, href, out var address))
        {
            return null;
        }

        var given = response.Elements(D + "propstat").Where(stat => StatusOf(stat) is 200 or null).Elements(D + "prop").Elements();
        return new DavAnswer(address, StatusOf(response), given.GroupBy(property => property.Name).ToDictionary(group => group.Key, group => group.First()));
    }

    // HTTP/1.1 404 Not Found
    private static int? StatusOf(XElement of) => of.Element(D + "status")?.Value.Split(' ') is [_, var code, ..] && int.TryParse(code, out var status) ? status : null;
}
