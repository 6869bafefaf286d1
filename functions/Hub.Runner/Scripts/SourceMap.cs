using System.Text.Json;

namespace Hub.Runner.Scripts;

/// <summary>A source map, version 3: which line of the author's source a line of the script was made from.</summary>
internal sealed class SourceMap
{
    private const string Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private readonly string[] _sources;
    private readonly string[] _lines;

    private SourceMap(JsonElement map)
    {
        _sources = [.. map.GetProperty("sources").EnumerateArray().Select(source => Name(source.GetString()))];
        _lines = map.GetProperty("mappings").GetString()!.Split(';');
    }

    /// <summary>Null when there is none that can be used.</summary>
    public static SourceMap? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            return json.IsEmpty ? null : new SourceMap(JsonElement.Parse(json.Span));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Then the place in the script itself must do.
            return null;
        }
    }

    /// <summary>The place that the nearest mapping at or before leads to; all numbers begin at 0.</summary>
    public (string Source, int Line, int Column)? Find(int line, int column)
    {
        (string, int, int)? found = null;
        var (source, sourceLine, sourceColumn) = (0, 0, 0);
        for (var at = 0; at <= line && at < _lines.Length; at++)
        {
            var generated = 0;
            foreach (var segment in _lines[at].Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                var rest = segment.AsSpan();
                generated += Next(ref rest);
                if (rest.IsEmpty)
                {
                    continue;
                }

                source += Next(ref rest);
                sourceLine += Next(ref rest);
                sourceColumn += Next(ref rest);
                if (at == line && generated <= column && (uint)source < (uint)_sources.Length)
                {
                    found = (_sources[source], sourceLine, sourceColumn);
                }
            }
        }

        return found;
    }

    // Base 64 digits of five bits, the lowest first; a sixth bit says that more follow, the lowest bit of the whole is the sign.
    private static int Next(ref ReadOnlySpan<char> rest)
    {
        var (value, shift) = (0, 0);
        while (!rest.IsEmpty)
        {
            var digit = Digits.IndexOf(rest[0], StringComparison.Ordinal);
            rest = rest[1..];
            value |= (digit & 31) << shift;
            shift += 5;
            if ((digit & 32) == 0)
            {
                break;
            }
        }

        return (value & 1) == 0 ? value >> 1 : -(value >> 1);
    }

    // A sentence shows it, so it is kept to what names of files are made of.
    private static string Name(string? source) =>
        string.Concat((source ?? "").Replace("../", "", StringComparison.Ordinal).TakeLast(100).Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '-' or '_'));
}
