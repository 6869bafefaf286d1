using System.Xml.Linq;

namespace Holders.Dav;

/// <summary>The names of the protocol, and the elements that every reply is made of.</summary>
internal static class DavNames
{
    public static readonly XNamespace D = "DAV:";
    public static readonly XNamespace C = "urn:ietf:params:xml:ns:caldav";
    public static readonly XNamespace Card = "urn:ietf:params:xml:ns:carddav";

    public static XElement Href(string address) => new(D + "href", address);

    public static XElement Response(string address, params XElement?[] properties) =>
        new(D + "response", Href(address), new XElement(D + "propstat", new XElement(D + "prop", properties), new XElement(D + "status", "HTTP/1.1 200 OK")));

    /// <summary>There is more than what is told here.</summary>
    public static XElement Cut(string address) => new(D + "response", Href(address), new XElement(D + "status", "HTTP/1.1 507 Insufficient Storage"));

    public static XElement Gone(string address) => new(D + "response", Href(address), new XElement(D + "status", "HTTP/1.1 404 Not Found"));
}
