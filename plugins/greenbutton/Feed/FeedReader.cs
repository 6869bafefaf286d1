using System.Text;
using System.Xml;
using Hub.Sdk;

namespace Hub.Plugins.GreenButton.Feed;

/// <summary>Walks an Atom feed of ESPI resources: each reading as it comes, and each entry when it ends. Nothing else is held.</summary>
internal sealed class FeedReader(ImportFile file, Encoding encoding) : IDisposable
{
    private const string Espi = "http://naesb.org/espi";
    private readonly ImportXml _xml = new(file, encoding);
    private readonly List<string> _path = [];
    private readonly StringBuilder _text = new();
    private Entry? _entry;
    private int _entryDepth, _resourceDepth;
    private Resource? _resource;
    private ReadingElement? _reading;
    private bool _isLeaf;
    private int _entries, _nth;

    /// <summary>Whether an element of ESPI was seen.</summary>
    public bool IsEspi { get; private set; }

    public bool HasRoot { get; private set; }

    public int Line => _xml.Line;

    /// <exception cref="XmlException">The file breaks off or is damaged.</exception>
    public IEnumerable<FeedPart> Read()
    {
        while (_xml.Next())
        {
            var node = _xml.Node;
            FeedPart? part = null;
            switch (node.NodeType)
            {
                case XmlNodeType.Element:
                    var isEmpty = node.IsEmptyElement;
                    Open(node);
                    part = isEmpty ? Close() : null;
                    break;
                case XmlNodeType.EndElement:
                    part = Close();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when _entry is not null && _text.Length < 4096:
                    _text.Append(node.Value);
                    break;
            }

            if (part is { } found)
            {
                yield return found;
            }
        }
    }

    /// <summary>Hands over the entry in which the file broke off: it may have said enough.</summary>
    public void Current(Action<Entry> take)
    {
        if (_entry is not null)
        {
            take(_entry);
        }
    }

    public void Dispose() => _xml.Dispose();

    private void Open(XmlReader node)
    {
        var name = node.LocalName;
        HasRoot = true;
        IsEspi |= node.NamespaceURI == Espi;
        _path.Add(name);
        _text.Clear();
        _isLeaf = true;
        if (_entry is null)
        {
            if (name == "entry")
            {
                (_entry, _entryDepth, _nth) = (new Entry(_entries++), _path.Count, 0);
            }
        }
        else if (_reading is not null || _resource is not null)
        {
            return;
        }
        else if (_path.Count == _entryDepth + 1)
        {
            if (name == "link")
            {
                _entry.Link(node.GetAttribute("rel"), node.GetAttribute("href"));
            }
        }
        else if (name == "IntervalReading")
        {
            _reading = new ReadingElement($"entry {_entry.Number + 1}, reading {++_nth}");
        }
        else if (name is "UsagePoint" or "MeterReading" or "ReadingType" or "LocalTimeParameters")
        {
            (_resource, _resourceDepth) = (new Resource(name), _path.Count);
            _entry.Resources.Add(_resource);
        }
        else if (name == "IntervalBlock")
        {
            _entry.HasBlocks = true;
        }
    }

    private FeedPart? Close()
    {
        var (name, isLeaf) = (_path[^1], _isLeaf);
        _isLeaf = false;
        if (_entry is null)
        {
            _path.RemoveAt(_path.Count - 1);
            return null;
        }

        FeedPart? part = null;
        if (_reading is { } reading)
        {
            part = CloseInReading(reading, name);
        }
        else if (_resource is { } resource)
        {
            CloseInResource(resource, isLeaf);
        }
        else if (_path.Count == _entryDepth + 1 && name == "id")
        {
            _entry.Id ??= Text();
        }
        else if (_path.Count == _entryDepth)
        {
            part = new FeedPart(_entry, null);
            _entry = null;
        }

        _path.RemoveAt(_path.Count - 1);
        return part;
    }

    private FeedPart? CloseInReading(ReadingElement reading, string name)
    {
        switch (name)
        {
            case "start": reading.Start = Text(); break;
            case "duration": reading.Duration = Text(); break;
            case "value": reading.Value = Text(); break;
            case "cost": reading.Cost = Text(); break;
            case "quality" when reading.Quality.Count < 10: reading.Quality.Add(Text()); break;
            case "IntervalReading":
                _reading = null;
                return new FeedPart(_entry!, reading);
        }

        return null;
    }

    private void CloseInResource(Resource resource, bool isLeaf)
    {
        if (_path.Count == _resourceDepth)
        {
            _resource = null;
        }
        else if (isLeaf)
        {
            resource.Add(string.Join('/', _path.Skip(_resourceDepth)), Text());
        }
    }

    private string Text() => _text.ToString().Trim();
}

/// <param name="Entry">The entry that it stands in.</param>
/// <param name="Reading">A reading; null when the entry ended.</param>
internal readonly record struct FeedPart(Entry Entry, ReadingElement? Reading);

/// <summary>One reading as the file writes it.</summary>
/// <param name="at">Where it stands.</param>
internal sealed class ReadingElement(string at)
{
    public string At => at;

    public string? Start { get; set; }

    public string? Duration { get; set; }

    public string? Value { get; set; }

    public string? Cost { get; set; }

    public List<string> Quality { get; } = [];
}
