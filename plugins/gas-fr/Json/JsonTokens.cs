using System.Text;
using System.Text.Json;
using Hub.Sdk;

namespace Hub.Plugins.GasFr.Json;

/// <summary>The tokens of a JSON stream one by one, several values in a row or one; nothing behind them is held.</summary>
internal sealed class JsonTokens(Stream stream)
{
    private const int LongestToken = 1024 * 1024;
    private byte[] _buffer = new byte[64 * 1024];
    private int _start, _end;
    private bool _begun, _isLast;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 64, AllowMultipleValues = true, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });

    public JsonTokenType Kind { get; private set; }

    /// <summary>The text of a name, a string or a number; empty for others.</summary>
    public string Text { get; private set; } = "";

    /// <summary>From 1.</summary>
    public long Line { get; private set; } = 1;

    /// <exception cref="JsonException">The text breaks off or is no JSON.</exception>
    public bool Next()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isLast, _state);
            var found = Read(ref reader);
            Line += _buffer.AsSpan(_start, (int)reader.BytesConsumed).Count((byte)'\n');
            _start += (int)reader.BytesConsumed;
            _state = reader.CurrentState;
            if (found)
            {
                return true;
            }

            if (_isLast)
            {
                return reader.CurrentDepth == 0 ? false : throw new JsonException("It ends inside a value.");
            }

            Fill();
        }
    }

    private bool Read(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return false;
        }

        Kind = reader.TokenType;
        try
        {
            Text = Kind is JsonTokenType.PropertyName or JsonTokenType.String ? reader.GetString()! : Kind == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : "";
        }
        catch (InvalidOperationException notText)
        {
            throw new JsonException("A string is no text.", notText);
        }

        return true;
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LongestToken)
            {
                throw new RunException(Outcome.LimitExceeded, Says.TooLarge);
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var isFirst = _end == 0 && !_begun;
        var read = isFirst ? stream.ReadAtLeast(_buffer, 3, throwOnEndOfStream: false) : stream.Read(_buffer, _end, _buffer.Length - _end);
        _begun = true;
        _end += read;
        _isLast = read == 0;
        if (isFirst && _buffer.AsSpan(0, _end).StartsWith(Encoding.UTF8.Preamble))
        {
            _start = Encoding.UTF8.Preamble.Length;
        }
    }
}
