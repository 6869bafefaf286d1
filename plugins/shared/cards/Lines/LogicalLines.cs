using System.Text;

namespace Hub.Plugins.Cards.Lines;

/// <summary>Puts folded lines together again, whichever way they end; a line that has no end is kept up to a length.</summary>
/// <param name="text">Read forward only.</param>
internal sealed class LogicalLines(TextReader text)
{
    private const int Longest = 8 * 1024 * 1024;
    private const string SoftBreak = "QUOTED-PRINTABLE";

    private readonly char[] _buffer = new char[16 * 1024];
    private readonly StringBuilder _line = new();
    private int _at;
    private int _count;

    /// <summary>Each line with the number at which it begins; empty ones are left out.</summary>
    public IEnumerable<(string Line, int At)> Read()
    {
        var (number, begun) = (1, 1);
        bool? isQuoted = null;
        for (var letter = Take(); letter >= 0; letter = Take())
        {
            if (letter is not ('\r' or '\n'))
            {
                if (_line.Length < Longest)
                {
                    _line.Append((char)letter);
                }

                continue;
            }

            number += End(letter);
            // The soft break of version 2.1: the line ends in "=", and before its value it says that it is quoted-printable. A space behind it belongs to the value.
            if (_line is [.., '='] && (isQuoted ??= IsQuoted()) is true)
            {
                _line.Length--;
                continue;
            }

            // Some programs leave blank lines, even within a fold.
            while (Peek() is '\r' or '\n')
            {
                number += End(Take());
            }

            if (_line.Length > 0 && Peek() is ' ' or '\t')
            {
                Take();
                continue;
            }

            if (_line.Length > 0)
            {
                yield return (_line.ToString(), begun);
            }

            _line.Clear();
            (begun, isQuoted) = (number, null);
        }

        if (_line.Length > 0)
        {
            yield return (_line.ToString(), begun);
        }
    }

    private bool IsQuoted() => _line.ToString() is var line && line.IndexOf(':') is var colon and > 0 && line.AsSpan(0, colon).Contains(SoftBreak, StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes what is left of the end of a line.</summary>
    private int End(int letter)
    {
        if (letter == '\r' && Peek() == '\n')
        {
            Take();
        }

        return 1;
    }

    private int Take() => Fill() ? _buffer[_at++] : -1;

    private int Peek() => Fill() ? _buffer[_at] : -1;

    private bool Fill()
    {
        if (_at == _count)
        {
            (_at, _count) = (0, text.Read(_buffer, 0, _buffer.Length));
        }

        return _at < _count;
    }
}
