using System.Text;

namespace Hub.Runner.Scripts;

/// <summary>Splits a table of text into rows and cells as RFC 4180 writes them. A quoted cell may hold separators and line ends; a lone quote within a cell stands for itself.</summary>
internal sealed class RowReader(TextReader text, char separator, char quote)
{
    private readonly StringBuilder _cell = new();
    private readonly List<string> _cells = [];
    private int _line = 1;

    /// <summary>The line on which the row begins, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The next row that is not empty; null at the end.</summary>
    public IReadOnlyList<string>? Next()
    {
        while (text.Peek() >= 0)
        {
            Line = _line;
            ReadRow();
            if (_cells is not [""])
            {
                return _cells;
            }
        }

        return null;
    }

    /// <summary>The separator of a heading: whichever of semicolon, tab and comma it holds most of.</summary>
    public static char FindSeparator(string? heading) => heading is null ? ';' : ";\t,".MaxBy(candidate => heading.Count(c => c == candidate));

    private void ReadRow()
    {
        _cells.Clear();
        while (true)
        {
            var end = ReadCell();
            _cells.Add(_cell.ToString());
            _cell.Clear();
            if (end != separator)
            {
                return;
            }
        }
    }

    // Returns what ended the cell: the separator, a line end, or -1.
    private int ReadCell()
    {
        if (text.Peek() == quote)
        {
            _ = text.Read();
            ReadQuoted();
        }

        while (true)
        {
            var c = text.Read();
            if (c == '\r')
            {
                if (text.Peek() == '\n')
                {
                    _ = text.Read();
                }

                c = '\n';
            }

            if (c == '\n')
            {
                _line++;
                return c;
            }

            if (c < 0 || c == separator)
            {
                return c;
            }

            _cell.Append((char)c);
        }
    }

    private void ReadQuoted()
    {
        for (var c = text.Read(); c >= 0; c = text.Read())
        {
            if (c == quote)
            {
                if (text.Peek() != quote)
                {
                    return;
                }

                _ = text.Read();
            }
            else if (c == '\n')
            {
                _line++;
            }

            _cell.Append((char)c);
        }
    }
}
