using System.Xml.Linq;

namespace Hub.Plugins.Caldav.Dav;

/// <summary>The names of the protocol (RFC 4918, 4791, 6352, 6578).</summary>
internal static class DavNames
{
    public static readonly XNamespace D = "DAV:";
    public static readonly XNamespace Calendar = "urn:ietf:params:xml:ns:caldav";
    public static readonly XNamespace Card = "urn:ietf:params:xml:ns:carddav";

    /// <summary>Asks for these properties.</summary>
    public static XElement Propfind(params XName[] properties) => new(D + "propfind", Prop(properties));

    public static XElement Prop(params XName[] properties) => new(D + "prop", properties.Select(property => new XElement(property)));
}
