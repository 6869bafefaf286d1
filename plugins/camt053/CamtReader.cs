using System.Text;
using System.Xml;

namespace Hub.Plugins.Camt053;

/// <summary>
/// Reads the blocks of a message one after the other, as a stream. Elements count by their local names, so that neither the version in the namespace
/// nor a namespace at all is needed. Document types are refused and nothing outside of the file is ever opened.
/// </summary>
internal sealed class CamtReader : IDisposable
{
    /// <summary>How many elements of an envelope may come before the message.</summary>
    private const int MostBefore = 1000;
    private const int Deepest = 64, LongestText = 64 * 1024, MostPaths = 10_000;
    private readonly StreamReader _text;
    private readonly XmlReader _xml;
    private readonly CamtBlock[] _blocks = [.. Enum.GetValues<CamtKind>().Select(kind => new CamtBlock(kind))];
    private readonly Dictionary<(string Above, string Name), string> _paths = [];
    private readonly List<(string Path, CamtBlock? Block)> _open = [];
    private readonly StringBuilder _leaf = new();
    private readonly char[] _buffer = new char[4096];
    private bool _named;
    private int _others;

    public CamtReader(StreamReader text)
    {
        _text = text;
        _xml = XmlReader.Create(text, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            CheckCharacters = false,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        });
    }

    /// <summary>The line where the text broke off or stopped being XML; null when it was whole.</summary>
    public int? BrokeOff { get; private set; }

    private CamtBlock? Block => _open.Count == 0 ? null : _open[^1].Block;

    /// <summary>Each block when it opens and when it closes, complete with its leaves. It is filled anew after the next of its kind opens.</summary>
    public IEnumerable<(CamtBlock Block, bool Closed)> Read()
    {
        while (Next())
        {
            var around = Block;
            switch (_xml.NodeType)
            {
                case XmlNodeType.Element:
                    Open(around);
                    if (Block is { } opened && !ReferenceEquals(opened, around))
                    {
                        yield return (opened, false);
                    }

                    if (_xml.IsEmptyElement && Close() is { } empty)
                    {
                        yield return (empty, true);
                    }

                    break;
                case XmlNodeType.EndElement:
                    if (Close() is { } closed)
                    {
                        yield return (closed, true);
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    ReadText();
                    break;
            }
        }

        if (!_named)
        {
            throw CamtFaults.NotCamt();
        }
    }

    public void Dispose()
    {
        _xml.Dispose();
        _text.Dispose();
    }

    private bool Next()
    {
        try
        {
            return BrokeOff is null && _xml.Read();
        }
        catch (XmlException broken)
        {
            BrokeOff = _named ? broken.LineNumber : throw CamtFaults.NotCamt();
            return false;
        }
    }

    private void Open(CamtBlock? around)
    {
        var name = _xml.LocalName;
        _leaf.Clear();
        if (_open.Count >= Deepest)
        {
            throw CamtFaults.TooDeep(((IXmlLineInfo)_xml).LineNumber, Deepest);
        }

        _named |= CamtPaths.IsMessage(name) || CamtPaths.IsNamespace(_xml.NamespaceURI);
        if (!_named && ++_others > MostBefore)
        {
            throw CamtFaults.NotCamt();
        }

        if (_named && CamtPaths.Opens(name, around?.Kind) is { } kind)
        {
            var block = _blocks[(int)kind];
            block.Begin(name, ((IXmlLineInfo)_xml).LineNumber);
            _open.Add(("", block));
            return;
        }

        var path = around is null ? "" : Path(_open[^1].Path, name);
        _open.Add((path, around));
        if (around is not null && _xml.HasAttributes && _xml.GetAttribute("Ccy") is { } currency)
        {
            around.Set(Path(path, "@Ccy"), currency);
        }
    }

    /// <summary>Leaves an element; gives the block that ends with it.</summary>
    private CamtBlock? Close()
    {
        var (path, block) = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        if (block is not null && path.Length > 0)
        {
            if (_leaf.Length > 0)
            {
                block.Set(path, _leaf.ToString().Trim());
                _leaf.Clear();
            }

            return null;
        }

        return block;
    }

    private void ReadText()
    {
        if (Block is null)
        {
            return;
        }

        try
        {
            int read;
            while (_leaf.Length < LongestText && (read = _xml.ReadValueChunk(_buffer, 0, _buffer.Length)) > 0)
            {
                _leaf.Append(_buffer, 0, read);
            }
        }
        catch (XmlException broken)
        {
            // Half a leaf is none.
            BrokeOff = broken.LineNumber;
            _leaf.Clear();
        }
    }

    private string Path(string above, string name)
    {
        if (above.Length == 0)
        {
            return name;
        }

        if (!_paths.TryGetValue((above, name), out var path))
        {
            path = $"{above}/{name}";
            if (_paths.Count < MostPaths)
            {
                _paths.Add((above, name), path);
            }
        }

        return path;
    }
}
