using System.Net;
using System.Text;
using Hub.Sdk;

namespace Hub.Plugins.Ofx;

/// <summary>
/// Cuts OFX into tags and texts, as a stream. One reader for both languages: SGML (version 1), whose leaves are not closed, and XML (version 2).
/// Document types are refused and only the entities of HTML exist, so nothing expands.
/// </summary>
internal sealed class OfxTokenizer(TextReader reader)
{
    private const int LongestTag = 1024, LongestText = 64 * 1024;
    private readonly char[] _buffer = new char[32 * 1024];
    private readonly StringBuilder _tag = new(), _raw = new(), _text = new();
    private int _at, _end;
    private OfxToken? _pending;

    public int Line { get; private set; } = 1;

    /// <summary>Whether the text ended inside a tag.</summary>
    public bool BrokeOff { get; private set; }

    public OfxToken? Next()
    {
        if (_pending is null)
        {
            ReadText(keep: false);
        }

        if (_pending is not { } token)
        {
            return null;
        }

        _pending = null;
        return token.Closes ? token : token with { Text = ReadText(keep: token.Name.Length > 0) };
    }

    /// <summary>Reads up to the next tag, which is then pending, or to the end.</summary>
    private string ReadText(bool keep)
    {
        _raw.Clear();
        _text.Clear();
        for (var c = Peek(); c >= 0 && _pending is null; c = Peek())
        {
            Take();
            if (c == '<')
            {
                ReadMarkup();
            }
            else if (keep && _raw.Length < LongestText)
            {
                _raw.Append((char)c);
            }
        }

        if (!keep)
        {
            return "";
        }

        Flush();
        return _text.ToString().Trim();
    }

    private void ReadMarkup()
    {
        switch (Peek())
        {
            case '!':
                ReadDeclaration();
                break;
            case '?':
                SkipPast(">");
                break;
            case int c when c == '/' || char.IsAsciiLetter((char)c):
                ReadTag();
                break;
            default: // a "<" in a label that the bank forgot to escape
                Keep("<");
                break;
        }
    }

    private void ReadTag()
    {
        var line = Line;
        _tag.Clear();
        int c;
        while ((c = Peek()) >= 0 && c != '<' && c != '>' && _tag.Length < LongestTag)
        {
            _tag.Append((char)Take());
        }

        BrokeOff |= c < 0;
        var tag = _tag.ToString();
        var name = Name(tag);
        if (c != '>' || name.IsEmpty)
        {
            Keep("<" + tag);
            return;
        }

        Take();
        _pending = new OfxToken(OfxTags.Find(name), "", tag[0] == '/', line);
        if (tag[^1] == '/')
        {
            // An empty element says nothing: as if it were not there.
            _pending = null;
        }
    }

    private static ReadOnlySpan<char> Name(string tag)
    {
        var name = tag.AsSpan().Trim('/');
        var space = name.IndexOfAny(" \t\r\n");
        name = space < 0 ? name : name[..space];
        var prefix = name.IndexOf(':');
        name = name[(prefix + 1)..];
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                return default;
            }
        }

        return name;
    }

    private void ReadDeclaration()
    {
        Take();
        if (Peek() == '-')
        {
            SkipPast("-->");
        }
        else if (Peek() == '[')
        {
            Flush();
            ReadCharacterData();
        }
        else if (char.IsAsciiLetter((char)Math.Max(0, Peek())))
        {
            throw new RunException(Outcome.NotMyFile, new Text(
                "This file declares a document type (DTD), which no bank's OFX does and which can be used for attacks; it was not read. Download the statement again from your bank.",
                "Ce fichier déclare un type de document (DTD), ce qu'aucun fichier OFX de banque ne fait et qui peut servir à une attaque\u202f; il n'a pas été lu. Téléchargez de nouveau le relevé auprès de votre banque."));
        }
        else
        {
            Keep("<!");
        }
    }

    private void ReadCharacterData()
    {
        const string Start = "[CDATA[", Stop = "]]>";
        var matched = 0;
        while (matched < Start.Length && Peek() == Start[matched])
        {
            Take();
            matched++;
        }

        if (matched < Start.Length)
        {
            SkipPast(">");
            return;
        }

        for (var tail = 0; Peek() >= 0;)
        {
            var c = (char)Take();
            tail = c == Stop[tail] ? tail + 1 : c == ']' ? tail : 0;
            if (tail == Stop.Length)
            {
                _text.Length = Math.Max(0, _text.Length - 2);
                return;
            }

            if (_text.Length < LongestText)
            {
                _text.Append(c);
            }
        }

        BrokeOff = true;
    }

    private void SkipPast(string stop)
    {
        for (var matched = 0; Peek() >= 0;)
        {
            var c = (char)Take();
            matched = c == stop[matched] ? matched + 1 : c == stop[0] ? Math.Max(1, Math.Min(matched, stop.Length - 1)) : 0;
            if (matched == stop.Length)
            {
                return;
            }
        }

        BrokeOff = true;
    }

    private void Keep(string literal)
    {
        if (_raw.Length < LongestText)
        {
            _raw.Append(literal);
        }
    }

    // Only text is decoded: in character data "&amp;" means itself.
    private void Flush()
    {
        if (_raw.Length > 0)
        {
            var raw = _raw.ToString();
            _text.Append(raw.Contains('&') ? WebUtility.HtmlDecode(raw) : raw);
            _raw.Clear();
        }
    }

    private int Peek()
    {
        if (_at == _end)
        {
            _at = 0;
            _end = reader.Read(_buffer);
        }

        return _at < _end ? _buffer[_at] : -1;
    }

    private int Take()
    {
        var c = Peek();
        _at++;
        Line += c == '\n' ? 1 : 0;
        return c;
    }
}
