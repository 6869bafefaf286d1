using System.Text;

namespace Hub.Sdk;

/// <summary>
/// Reads lines of bounded length, whatever ends them (LF, CR LF or CR): a file of one endless line needs no more memory than another.
/// What is longer than the bound is cut, and <see cref="Cut"/> says so.
/// </summary>
/// <param name="reader">The text.</param>
/// <param name="longest">The most characters of a line that are kept.</param>
public sealed class LineReader(TextReader reader, int longest = 64 * 1024)
{
    private readonly char[] _buffer = new char[32 * 1024];
    private readonly StringBuilder _parts = new();
    private int _at, _end;
    private bool _afterReturn;

    /// <summary>The number of the line that was read last.</summary>
    public int Number { get; private set; }

    /// <summary>Whether a line end stood behind the line that was read last; false when the text may break off within it.</summary>
    public bool Ended { get; private set; } = true;

    /// <summary>Whether the line that was read last was longer than the bound.</summary>
    public bool Cut { get; private set; }

    /// <summary>The next line without its end; null when there is none.</summary>
    public string? Next()
    {
        _parts.Clear();
        (Cut, Ended) = (false, false);
        var any = false;
        while (Fill())
        {
            any = true;
            var rest = _buffer.AsSpan(_at, _end - _at);
            var stop = rest.IndexOfAny('\n', '\r');
            var part = stop < 0 ? rest : rest[..stop];
            _at += stop < 0 ? rest.Length : stop + 1;
            if (stop >= 0)
            {
                _afterReturn = rest[stop] == '\r';
                Number++;
                Ended = true;
                return _parts.Length == 0 && part.Length <= longest ? part.ToString() : Take(part);
            }

            Keep(part);
        }

        Number += any ? 1 : 0;
        return any ? _parts.ToString() : null;
    }

    private string Take(ReadOnlySpan<char> part)
    {
        Keep(part);
        return _parts.ToString();
    }

    private void Keep(ReadOnlySpan<char> part)
    {
        var room = longest - _parts.Length;
        Cut |= part.Length > room;
        _parts.Append(part[..Math.Min(room, part.Length)]);
    }

    /// <summary>Whether there is more, past the LF of a CR LF.</summary>
    private bool Fill()
    {
        while (true)
        {
            if (_at == _end)
            {
                _at = 0;
                _end = reader.Read(_buffer);
                if (_end == 0)
                {
                    return false;
                }
            }

            if (!_afterReturn || _buffer[_at] != '\n')
            {
                _afterReturn = false;
                return true;
            }

            (_at, _afterReturn) = (_at + 1, false);
        }
    }
}
