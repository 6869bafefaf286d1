using System.Text;
using Hub.Sdk;

namespace Hub.Plugins.Linky;

/// <summary>Reads lines of bounded length, and tells whether the last one was ended.</summary>
internal sealed class LineReader(TextReader reader)
{
    private const int Longest = 64 * 1024;
    private readonly char[] _buffer = new char[32 * 1024];
    private readonly StringBuilder _long = new();
    private int _at, _end;

    /// <summary>The number of the line that was read last.</summary>
    public int Number { get; private set; }

    /// <summary>Whether a line end stood behind the line that was read last.</summary>
    public bool Ended { get; private set; } = true;

    public string? Next()
    {
        _long.Clear();
        while (Fill())
        {
            var rest = _buffer.AsSpan(_at, _end - _at);
            var stop = rest.IndexOf('\n');
            var part = stop < 0 ? rest : rest[..stop];
            _at += stop < 0 ? rest.Length : stop + 1;
            if (stop >= 0)
            {
                Number++;
                Ended = true;
                return _long.Length == 0 ? part.TrimEnd('\r').ToString() : _long.Append(part).ToString().TrimEnd('\r');
            }

            if (_long.Append(part).Length > Longest)
            {
                throw new RunException(Outcome.NotMyFile, new Text($"Line {Number + 1} is longer than any meter file's.", $"La ligne {Number + 1} est plus longue que celles d'un fichier de compteur."));
            }
        }

        if (_long.Length == 0)
        {
            return null;
        }

        Number++;
        Ended = false;
        return _long.ToString();
    }

    private bool Fill()
    {
        if (_at == _end)
        {
            _at = 0;
            _end = reader.Read(_buffer);
        }

        return _at < _end;
    }
}
