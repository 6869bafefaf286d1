namespace Hub.Core.Records;

/// <summary>A text that whatever matches a regular expression holds: where it is missing, the engine has nothing to look for, and need not be made. It is what stands outside groups and classes.</summary>
internal sealed class RequiredText
{
    // Without regard to case a regular expression takes the Kelvin sign for a k, and a comparison does not; an i is a matter of languages.
    private const string CasedInManyWays = "kKiI";
    private const string PlainEscapes = "sSdDwWbBrnt";

    private readonly string _pattern;
    private readonly bool _ignoresCase;
    private string _longest = "";
    private string _run = "";
    private int _at;
    private int _depth;

    private RequiredText(string pattern, int begin)
    {
        _pattern = pattern;
        _at = begin;
        _ignoresCase = pattern.AsSpan(0, begin).Contains('i');
    }

    /// <summary>Null where there is none, or where that is not sure.</summary>
    /// <param name="pattern">One that the engine takes.</param>
    public static RequiredText? Of(string pattern)
    {
        var text = new RequiredText(pattern, EndOfOptions(pattern));
        while (text._at < pattern.Length)
        {
            if (!text.TryStep(pattern[text._at]))
            {
                return null;
            }
        }

        text.End();
        return text._longest.Length > 0 ? text : null;
    }

    public bool IsIn(string text) => text.Contains(_longest, _ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    public override string ToString() => _longest;

    /// <summary>Behind a (?i) at the beginning.</summary>
    private static int EndOfOptions(string pattern) =>
        pattern.StartsWith("(?", StringComparison.Ordinal) && pattern.IndexOf(')', StringComparison.Ordinal) is var close and > 2 && pattern.AsSpan(2, close - 2).Trim("ims").IsEmpty ? close + 1 : 0;

    private bool TryStep(char next)
    {
        switch (next)
        {
            case '|' when _depth == 0:
                return false;
            case '(':
                return TryOpen();
            case ')':
                _depth--;
                break;
            case '[':
                return TrySkipClass();
            case '{':
                return TrySkipCount();
            case '\\':
                return TryEscape();
            case '*' or '?':
                End(mayBeMissing: true);
                break;
            case '+' or '^' or '$' or '.':
                End();
                break;
            default:
                Add(next);
                break;
        }

        _at++;
        return true;
    }

    /// <summary>Other groups than (…) and (?:…) may change what the rest means.</summary>
    private bool TryOpen()
    {
        End();
        _depth++;
        var isPlain = _pattern.AsSpan(_at).StartsWith("(?:");
        _at += isPlain ? 3 : 1;
        return isPlain || _pattern[_at] != '?';
    }

    private bool TrySkipClass()
    {
        End();
        for (_at += _pattern.AsSpan(_at).StartsWith("[^") ? 2 : 1; _at < _pattern.Length && _pattern[_at] != '['; _at++)
        {
            if (_pattern[_at] == ']')
            {
                _at++;
                return _pattern[_at - 2] is not ('[' or '^'); // where it is a letter of the class
            }

            _at += _pattern[_at] == '\\' ? 1 : 0;
        }

        return false;
    }

    private bool TrySkipCount()
    {
        End(mayBeMissing: true);
        var begin = _at + 1;
        _at = _pattern.IndexOf('}', begin) + 1;
        return _at > begin && !_pattern.AsSpan(begin, _at - 1 - begin).ContainsAnyExcept("0123456789,");
    }

    private bool TryEscape()
    {
        var escaped = _pattern[_at + 1];
        _at += 2;
        if (!char.IsAsciiLetterOrDigit(escaped))
        {
            Add(escaped);
            return true;
        }

        End();
        return PlainEscapes.Contains(escaped, StringComparison.Ordinal);
    }

    private void Add(char letter)
    {
        if (_depth > 0)
        {
            return;
        }

        if (_ignoresCase && (!char.IsAscii(letter) || CasedInManyWays.Contains(letter, StringComparison.Ordinal)))
        {
            End();
            return;
        }

        _run += letter;
    }

    private void End(bool mayBeMissing = false)
    {
        if (_depth > 0)
        {
            return;
        }

        var run = mayBeMissing && _run.Length > 0 ? _run[..^1] : _run;
        _longest = run.Length > _longest.Length ? run : _longest;
        _run = "";
    }
}
