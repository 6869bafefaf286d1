using System.Xml;
using System.Xml.Linq;

namespace Hub.Plugins.Ccda.Reading;

/// <summary>Reads a document piece by piece: no more than one section's text and one entry are held.</summary>
internal sealed class ClinicalReader : IDisposable
{
    private const int LargestText = 16 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        // A clinical document has no document type: whoever brings one wants something else.
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private readonly XmlReader _reader;
    private int _sections;

    public ClinicalReader(Stream stream)
    {
        // Programs that put documents together forget to declare the usual prefixes.
        var prefixes = new XmlNamespaceManager(new NameTable());
        prefixes.AddNamespace("xsi", "http://www.w3.org/2001/XMLSchema-instance");
        prefixes.AddNamespace("sdtc", "urn:hl7-org:sdtc");
        prefixes.AddNamespace("voc", "urn:hl7-org:v3/voc");
        prefixes.AddNamespace("cda", Trees.Clinical);
        _reader = XmlReader.Create(stream, Settings, new XmlParserContext(null, prefixes, null, XmlSpace.None));
    }

    /// <summary>The line at which the reader stands.</summary>
    public int Line => ((IXmlLineInfo)_reader).LineNumber;

    /// <summary>The name of the root, or null when it is of no clinical document or of a piece of one.</summary>
    public string? FindRoot()
    {
        try
        {
            return _reader.MoveToContent() == XmlNodeType.Element && _reader.NamespaceURI is Trees.Clinical or "" ? _reader.LocalName : null;
        }
        catch (XmlException)
        {
            // No XML, or XML that the settings refuse: not a clinical document either way.
            return null;
        }
    }

    public IEnumerable<Part> Read()
    {
        foreach (var name in Children())
        {
            if (name != "component")
            {
                if (Trees.Read(_reader) is { } member)
                {
                    yield return new HeaderPart(member);
                }

                continue;
            }

            foreach (var part in Bodies())
            {
                yield return part;
            }
        }
    }

    public void Dispose() => _reader.Dispose();

    private IEnumerable<Part> Bodies()
    {
        foreach (var body in Children())
        {
            if (body == "nonXMLBody")
            {
                foreach (var part in Unstructured())
                {
                    yield return part;
                }
            }
            else if (body == "structuredBody")
            {
                foreach (var part in Children().SelectMany(name => Components(name)))
                {
                    yield return part;
                }
            }
            else
            {
                Trees.Read(_reader);
            }
        }
    }

    private IEnumerable<Part> Components(string name)
    {
        if (name != "component")
        {
            Trees.Read(_reader);
            yield break;
        }

        foreach (var inner in Children())
        {
            if (inner != "section")
            {
                Trees.Read(_reader);
                continue;
            }

            foreach (var part in Section())
            {
                yield return part;
            }
        }
    }

    private IEnumerable<Part> Section()
    {
        var section = new Section(++_sections, _reader.GetAttribute("nullFlavor"));
        var isTold = false;
        foreach (var name in Children())
        {
            if (!isTold && name is "entry" or "component")
            {
                isTold = true;
                yield return new SectionPart(section);
            }

            switch (name)
            {
                case "entry":
                    section.Entries++;
                    yield return new EntryPart(section, Trees.Read(_reader));
                    break;
                case "component":
                    foreach (var part in Components(name))
                    {
                        yield return part;
                    }

                    break;
                default:
                    Take(section, name, Trees.Read(_reader, LargestText, isNarrative: true));
                    break;
            }
        }

        if (!isTold)
        {
            yield return new SectionPart(section);
        }
    }

    private static void Take(Section section, string name, XElement? member)
    {
        switch (name)
        {
            case "code": section.Code ??= member; break;
            case "title": section.Title ??= member is null ? null : Narrative.Line(member); break;
            case "text": section.Text ??= member; break;
        }
    }

    private IEnumerable<Part> Unstructured()
    {
        foreach (var name in Children())
        {
            if (name == "text")
            {
                yield return UnstructuredBody.Read(_reader);
            }
            else
            {
                Trees.Read(_reader);
            }
        }
    }

    /// <summary>Stops at each child of the element on which the reader stands; whoever is told of one reads it to its end.</summary>
    private IEnumerable<string> Children()
    {
        Trees.CheckDepth(_reader);
        var depth = _reader.Depth;
        var isEmpty = _reader.IsEmptyElement;
        _reader.Read();
        while (!isEmpty && _reader.Depth > depth)
        {
            if (_reader.NodeType == XmlNodeType.Element)
            {
                yield return _reader.NamespaceURI is Trees.Clinical or "" ? _reader.LocalName : "";
            }
            else
            {
                _reader.Read();
            }
        }

        if (!isEmpty)
        {
            _reader.Read();
        }
    }
}
