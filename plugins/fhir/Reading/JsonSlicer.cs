namespace Hub.Plugins.Fhir.Reading;

/// <summary>
/// Cuts a stream of JSON values into pieces small enough to hold: each element of a top-level object's <c>entry</c> array, then that object
/// without them. It follows brackets and strings only, so that a piece that is not JSON, or nests without end, costs that piece and not its neighbours.
/// </summary>
internal sealed class JsonSlicer(Stream stream)
{
    private const int MaxEntry = 16 * 1024 * 1024;
    private readonly byte[] _chunk = new byte[64 * 1024];
    private readonly SliceBuffer _value = new(Sdk.ImportFile.MaxDocument);
    private readonly SliceBuffer _entry = new(MaxEntry);
    private readonly byte[] _open = new byte[4];
    private readonly List<byte> _key = [];
    private int _depth;
    private bool _inString, _escaped, _expectsKey, _readsKey, _inEntries, _stray;
    private long _read;
    private int _entries, _values;

    /// <summary>How many bytes were understood.</summary>
    public long Position { get; private set; }

    /// <summary>Where the text stops being JSON, or null.</summary>
    public long? DamagedAt { get; private set; }

    /// <summary>Whether the file ends inside a value.</summary>
    public bool BreaksOff => _depth > 0 || _inString;

    /// <summary>How many top-level values were begun.</summary>
    public int Values => _values;

    /// <summary>How many entries were begun in the current top-level value.</summary>
    public int Entries => _entries;

    public IEnumerable<Slice> Read()
    {
        while (DamagedAt is null)
        {
            var count = stream.Read(_chunk);
            if (count == 0)
            {
                yield break;
            }

            var first = _read == 0 && count >= 3 && _chunk is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
            for (var at = first; at < count && DamagedAt is null;)
            {
                var slice = Step(_chunk.AsSpan(0, count), ref at);
                if (slice is { } found)
                {
                    yield return found;
                }
            }

            _read += count;
            Position = _read;
        }

        Position = DamagedAt.Value;
    }

    private Slice? Step(ReadOnlySpan<byte> chunk, ref int at)
    {
        if (_inString)
        {
            at += Text(chunk[at..]);
            return null;
        }

        var b = chunk[at];
        var here = chunk.Slice(at++, 1);
        switch (b)
        {
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                if (_depth > (_inEntries ? 2 : 0))
                {
                    Keep(here);
                }

                return null;
            case (byte)'"' when _depth > 0:
                (_inString, _readsKey) = (true, _depth == 1 && _expectsKey);
                _key.Clear();
                Keep(here);
                return null;
            case (byte)'{' or (byte)'[':
                Open(b, here);
                return null;
            case (byte)'}' or (byte)']' when _depth > 0:
                return Close(b, here, _read + at - 1);
            case (byte)',' when _depth == 2 && _inEntries:
                return Stray();
            case (byte)',' or (byte)':' when _depth > 0:
                _expectsKey = b == ',' && _depth == 1 && _open[0] == '{';
                Keep(here);
                return null;
            default:
                if (_depth == 0)
                {
                    DamagedAt = _read + at - 1;
                }

                Keep(here);
                return null;
        }
    }

    private int Text(ReadOnlySpan<byte> rest)
    {
        if (_escaped)
        {
            _escaped = false;
            Keep(rest[..1]);
            return 1;
        }

        var stop = rest.IndexOfAny((byte)'"', (byte)'\\');
        var length = stop < 0 ? rest.Length : stop + 1;
        if (_readsKey && _key.Count < 16)
        {
            _key.AddRange(rest[..(stop < 0 ? rest.Length : stop)]);
        }

        if (stop >= 0)
        {
            _escaped = rest[stop] == '\\';
            _inString = _escaped;
        }

        Keep(rest[..length]);
        return length;
    }

    private void Open(byte bracket, ReadOnlySpan<byte> here)
    {
        _depth++;
        if (_depth <= _open.Length)
        {
            _open[_depth - 1] = bracket;
        }

        if (_depth == 1)
        {
            (_values, _entries, _expectsKey) = (_values + 1, 0, bracket == '{');
        }
        else if (_depth == 2)
        {
            _inEntries = bracket == '[' && _open[0] == '{' && System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_key).SequenceEqual("entry"u8);
            _stray = false;
        }
        else if (_depth == 3 && _inEntries)
        {
            _entries++;
        }

        (_inEntries && _depth > 2 ? _entry : _value).Nests(_inEntries ? _depth - 2 : _depth);
        Keep(here);
    }

    private Slice? Close(byte bracket, ReadOnlySpan<byte> here, long position)
    {
        if (_depth <= _open.Length && _open[_depth - 1] != bracket - 2)
        {
            DamagedAt = position;
            return null;
        }

        Slice? stray = _depth == 2 && _inEntries ? Stray() : null;
        Keep(here);
        _depth--;
        if (_depth == 2 && _inEntries)
        {
            return _entry.Take($"/entry/{_entries - 1}", isEntry: true);
        }

        _inEntries &= _depth > 1;
        return _depth == 0 ? _value.Take(_values == 1 ? "/" : $"value {_values}", isEntry: false) : stray;
    }

    /// <summary>An entry that is no object, such as <c>null</c>.</summary>
    private Slice? Stray()
    {
        var found = _stray;
        _stray = false;
        return found ? new Slice(default, $"/entry/{_entries++}", IsEntry: true, Depth: 0, TooLarge: false) : null;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_inEntries && _depth > 2)
        {
            _entry.Add(bytes);
        }
        else if (_inEntries && bytes[0] is not ((byte)'[' or (byte)']'))
        {
            _stray = true;
        }
        else
        {
            _value.Add(bytes);
        }
    }
}
