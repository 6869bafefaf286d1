using System.Text;
using Hub.Sdk;

namespace Hub.Wire.Tables;

/// <summary>One row: its cells without quotes, and the line on which it begins.</summary>
/// <param name="IsWhole">A quote is closed, and no bound was exceeded.</param>
/// <param name="Ended">A line end stands behind it.</param>
public sealed record TableRow(IReadOnlyList<string> Cells, int Line, bool IsWhole, bool Ended)
{
    public bool IsBlank => Cells.All(string.IsNullOrWhiteSpace);
}

/// <summary>
/// Reads rows of a separated table (RFC 4180) one after the other. A quote opens only at the beginning of a cell. One that nobody closes costs its own row only: what came after it is read as rows of their own.
/// </summary>
public sealed class TableRows(TextReader text, char delimiter) : ITableRows
{
    private const int MostLines = 100;
    private const int MostCells = 1000;
    private const int Longest = 64 * 1024;
    private readonly LineReader _lines = new(text, Longest);
    private readonly Queue<Line> _again = new();
    private readonly StringBuilder _cell = new();

    /// <summary>The text ended within a quoted cell; the line on which its row began.</summary>
    public int? BrokenAt { get; private set; }

    public string Counts => "line";

    public void Dispose() => text.Dispose();

    public TableRow? Next()
    {
        if (Take() is not { } first)
        {
            return null;
        }

        var lines = new List<Line> { first };
        var length = first.Text.Length;
        while (true)
        {
            var (cells, isOpen) = Split(lines);
            if (!isOpen)
            {
                return new TableRow(cells, first.Number, !lines.Exists(line => line.IsCut), lines[^1].Ended);
            }

            var next = lines.Count < MostLines && length < Longest ? Take() : null;
            if (next is null)
            {
                return GiveUp(lines, lines.Count < MostLines && length < Longest);
            }

            lines.Add(next);
            length += next.Text.Length;
        }
    }

    private TableRow GiveUp(List<Line> lines, bool atEnd)
    {
        if (atEnd)
        {
            BrokenAt ??= lines[0].Number;
        }

        // Those that were given back before stand behind these.
        var later = _again.ToList();
        _again.Clear();
        foreach (var line in lines.Skip(1).Concat(later))
        {
            _again.Enqueue(line);
        }

        return new TableRow([], lines[0].Number, IsWhole: false, lines[0].Ended);
    }

    private Line? Take()
    {
        if (_again.TryDequeue(out var line))
        {
            return line;
        }

        return _lines.Next() is { } next ? new Line(next, _lines.Number, _lines.Cut, _lines.Ended) : null;
    }

    private (List<string> Cells, bool IsOpen) Split(List<Line> lines)
    {
        var cells = new List<string>();
        var (isQuoted, atStart) = (false, true);
        _cell.Clear();
        for (var at = 0; at < lines.Count; at++)
        {
            if (at > 0)
            {
                _cell.Append('\n');
            }

            var line = lines[at].Text;
            for (var i = 0; i < line.Length; i++)
            {
                var c = line[i];
                if (isQuoted && c == '"' && i + 1 < line.Length && line[i + 1] == '"')
                {
                    _cell.Append('"');
                    i++;
                }
                else if (c == '"' && (isQuoted || atStart))
                {
                    (isQuoted, atStart) = (!isQuoted, false);
                }
                else if (c == delimiter && !isQuoted)
                {
                    Close(cells);
                    atStart = true;
                }
                else
                {
                    _cell.Append(c);
                    atStart = false;
                }
            }
        }

        Close(cells);
        return (cells, isQuoted);
    }

    // What stands behind the last cell that counts is read, and not kept.
    private void Close(List<string> cells)
    {
        if (cells.Count <= MostCells)
        {
            cells.Add(_cell.ToString());
        }

        _cell.Clear();
    }

    private sealed record Line(string Text, int Number, bool IsCut, bool Ended);
}
