namespace Hub.Core.Records;

/// <summary>
/// Writes a tape as canonical JSON: members in the order of their names' UTF-8 bytes, no white space, numbers exactly as written, strings with the fewest escapes.
/// Two texts that say the same in the same digits are then the same bytes. The new tape's tokens point into the new text.
/// </summary>
internal sealed class CanonicalWriter
{
    // More members than this are sorted by the library, so that an object of 100,000 is not quadratic.
    private const int FewMembers = 24;

    private readonly Comparison<int> _byName;
    private int[] _names = new int[64];
    private int _nameCount;
    private bool _isWhole;
    private Tape _from = new();
    private Tape _to = new();
    private RecordErrors _errors = new();

    public CanonicalWriter() => _byName = ByName;

    /// <summary>False when an object names a member twice.</summary>
    public bool Write(Tape from, Tape to, RecordErrors errors)
    {
        (_from, _to, _errors, _nameCount) = (from, to, errors, 0);
        _isWhole = true;
        to.Clear(from.Length);
        WriteValue(0);
        // Plain texts of escaped strings need no copy: they move house with their tokens.
        (to.Aside, from.Aside) = (from.Aside, to.Aside);
        to.AsideLength = from.AsideLength;
        return _isWhole;
    }

    private void WriteValue(int token)
    {
        switch (_from.Tokens[token].Kind)
        {
            case JsonKind.Object:
                WriteObject(token);
                break;
            case JsonKind.Array:
                WriteArray(token);
                break;
            case JsonKind.String:
                WriteString(token, JsonKind.String);
                break;
            default:
                var value = _from.Value(token);
                value.CopyTo(_to.Text.AsSpan(_to.Length));
                _to.Add(_from.Tokens[token].Kind, _to.Length, value.Length);
                _to.Length += value.Length;
                break;
        }
    }

    private void WriteArray(int token)
    {
        var written = Open(JsonKind.Array, '[');
        var end = _from.Tokens[token].Next;
        for (var item = token + 1; item < end; item = _from.Tokens[item].Next)
        {
            if (item > token + 1)
                Put(',');
            WriteValue(item);
        }

        Close(written, ']');
    }

    private void WriteObject(int token)
    {
        var written = Open(JsonKind.Object, '{');
        var first = _nameCount;
        var end = _from.Tokens[token].Next;
        for (var name = token + 1; name < end; name = _from.Tokens[name + 1].Next)
            PushName(name);
        var last = _nameCount;
        Sort(_names.AsSpan(first, last - first));
        for (var index = first; index < last; index++)
        {
            var name = _names[index];
            if (index > first)
            {
                Put(',');
                if (ByName(_names[index - 1], name) == 0)
                    Refuse(name);
            }

            WriteString(name, JsonKind.Name);
            Put(':');
            WriteValue(name + 1);
        }

        _nameCount = first;
        Close(written, '}');
    }

    private void WriteString(int token, JsonKind kind)
    {
        var plain = _from.Value(token);
        if (_from.Tokens[token].IsAside)
        {
            var written = _to.Add(kind, _from.Tokens[token].Start, plain.Length);
            _to.Tokens[written].IsAside = true;
            _to.Length += JsonText.Escape(plain, _to.Text.AsSpan(_to.Length));
            return;
        }

        _to.Add(kind, _to.Length + 1, plain.Length);
        Put('"');
        plain.CopyTo(_to.Text.AsSpan(_to.Length));
        _to.Length += plain.Length;
        Put('"');
    }

    private void Refuse(int name)
    {
        _isWhole = false;
        // Finding a path walks the document, so it is not done for errors that nobody will read.
        if (!_errors.IsFull)
            _errors.Add(_from.PathOf(name), RecordMessages.DuplicateMember);
    }

    private void Put(char character) => _to.Text[_to.Length++] = (byte)character;

    private int Open(JsonKind kind, char bracket)
    {
        var token = _to.Add(kind, _to.Length, 0);
        Put(bracket);
        return token;
    }

    private void Close(int token, char bracket)
    {
        Put(bracket);
        _to.Tokens[token].Length = _to.Length - _to.Tokens[token].Start;
        _to.Tokens[token].Next = _to.Count;
    }

    private void PushName(int name)
    {
        if (_nameCount == _names.Length)
            Array.Resize(ref _names, _nameCount * 2);
        _names[_nameCount++] = name;
    }

    private void Sort(Span<int> names)
    {
        if (names.Length > FewMembers)
        {
            names.Sort(_byName);
            return;
        }

        for (var index = 1; index < names.Length; index++)
        {
            var name = names[index];
            var at = index;
            for (; at > 0 && ByName(names[at - 1], name) > 0; at--)
                names[at] = names[at - 1];
            names[at] = name;
        }
    }

    private int ByName(int left, int right) => _from.Value(left).SequenceCompareTo(_from.Value(right));
}
