using System.Text;
using System.Xml;
using System.Xml.Linq;
using Hub.Sdk;

namespace Hub.Plugins.Ccda.Reading;

/// <summary>Takes one element out of the stream, as a tree. Names lose the namespace of clinical documents, so that paths stay readable; what is of another keeps it and is found by nobody.</summary>
internal static class Trees
{
    public const string Clinical = "urn:hl7-org:v3";

    /// <summary>Real documents stay under 30.</summary>
    private const int Deepest = 100;

    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>The element on which the reader stands, or null when it holds more text than the limit. The reader then stands behind it.</summary>
    public static XElement? Read(XmlReader reader, int mostCharacters = 4 * 1024 * 1024, bool isNarrative = false)
    {
        var top = reader.Depth;
        var root = Element(reader);
        var current = root;
        long characters = 0;
        var isOpen = !reader.IsEmptyElement;
        while (isOpen)
        {
            reader.Read();
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    CheckDepth(reader);
                    var child = Element(reader);
                    characters += child.Attributes().Sum(attribute => (long)attribute.Value.Length) + 20;
                    if (characters <= mostCharacters)
                    {
                        current.Add(child);
                    }

                    // An element that was not added leads nowhere: its own are not added either.
                    current = reader.IsEmptyElement || characters > mostCharacters ? current : child;
                    break;
                case XmlNodeType.Whitespace when isNarrative && current.HasElements:
                    current.Add(new XText(" "));
                    characters++;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    var text = Chunks.Read(reader, (int)Math.Clamp(mostCharacters - characters, 0, int.MaxValue), out var length);
                    characters += length;
                    current.Add(characters <= mostCharacters ? new XText(text) : null);
                    break;
                case XmlNodeType.EndElement when reader.Depth == top:
                    isOpen = false;
                    break;
                case XmlNodeType.EndElement when characters <= mostCharacters:
                    current = current.Parent!;
                    break;
            }
        }

        reader.Read();
        return characters > mostCharacters ? null : root;
    }

    public static void CheckDepth(XmlReader reader)
    {
        if (reader.Depth > Deepest)
        {
            throw new RunException(Outcome.LimitExceeded, Says.TooDeep);
        }
    }

    private static XElement Element(XmlReader reader)
    {
        var element = new XElement(reader.NamespaceURI is Clinical or "" ? reader.LocalName : XName.Get(reader.LocalName, reader.NamespaceURI));
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.NamespaceURI.Length == 0)
            {
                element.SetAttributeValue(reader.LocalName, reader.Value);
            }
            else if (reader.NamespaceURI == Instance && reader.LocalName == "type")
            {
                element.SetAttributeValue("xsi-type", reader.Value[(reader.Value.IndexOf(':') + 1)..]);
            }
        }

        reader.MoveToElement();
        return element;
    }
}

/// <summary>Reads a text that may be of any length.</summary>
internal static class Chunks
{
    /// <summary>At most so many characters of the text on which the reader stands; the rest is only counted.</summary>
    public static string Read(XmlReader reader, int most, out long length)
    {
        var text = new StringBuilder();
        length = 0;
        var buffer = new char[4096];
        for (var count = reader.ReadValueChunk(buffer, 0, buffer.Length); count > 0; count = reader.ReadValueChunk(buffer, 0, buffer.Length))
        {
            text.Append(buffer, 0, Math.Min(count, Math.Max(0, most - text.Length)));
            length += count;
        }

        return text.ToString();
    }
}
