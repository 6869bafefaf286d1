namespace Hub.Runner.Scripts;

/// <summary>
/// Looks how deep the brackets of a script are nested before the engine's parser, which calls itself for each, sees it. Knows just enough of
/// the language to pass over texts, comments and patterns.
/// </summary>
internal ref struct NestingScan(ReadOnlySpan<char> script)
{
    private const int Deepest = 500;

    // What stands before a slash that begins a pattern; after anything else it divides.
    private const string BeforePattern = "(,=:[!&|?{};+-*%~^<>";

    private readonly ReadOnlySpan<char> _script = script;
    private int _at;
    private char _before = ';';

    /// <summary>Where it is nested too deeply, or -1.</summary>
    public int Find()
    {
        var depth = 0;
        for (; _at < _script.Length; _at++)
        {
            var c = _script[_at];
            switch (c)
            {
                case '(' or '[' or '{':
                    if (++depth > Deepest)
                    {
                        return _at;
                    }

                    break;
                case ')' or ']' or '}':
                    depth--;
                    break;
                case '"' or '\'' or '`':
                    PassText(c);
                    break;
                case '/' when Next is '/' or '*':
                    PassComment();
                    continue;
                case '/' when BeforePattern.Contains(_before) || EndsInReturn():
                    PassPattern();
                    break;
            }

            if (!char.IsWhiteSpace(c))
            {
                _before = c;
            }
        }

        return -1;
    }

    private readonly char Next => _at + 1 < _script.Length ? _script[_at + 1] : '\0';

    private void PassText(char quote)
    {
        for (_at++; _at < _script.Length && _script[_at] != quote && (quote == '`' || _script[_at] != '\n'); _at++)
        {
            if (_script[_at] == '\\')
            {
                _at++;
            }
        }
    }

    private void PassComment()
    {
        var (end, length) = Next == '/' ? ("\n", 0) : ("*/", 1);
        var found = _script[(_at + 2)..].IndexOf(end);
        _at = found < 0 ? _script.Length : _at + 2 + found + length;
    }

    private void PassPattern()
    {
        var inClass = false;
        for (_at++; _at < _script.Length && _script[_at] != '\n' && (inClass || _script[_at] != '/'); _at++)
        {
            switch (_script[_at])
            {
                case '\\': _at++; break;
                case '[': inClass = true; break;
                case ']': inClass = false; break;
            }
        }
    }

    private readonly bool EndsInReturn()
    {
        var before = _script[.._at].TrimEnd();
        return before.EndsWith("return") || before.EndsWith("typeof") || before.EndsWith("case");
    }
}
