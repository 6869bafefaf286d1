using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hub.Core.Vaults;

public enum Comparison
{
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Contains,
}

/// <summary>One condition <c>/path:op:value</c> on a record's data.</summary>
public sealed class Condition
{
    private readonly byte[][] _path;
    private readonly byte[] _bytes;
    private readonly decimal? _number;

    private Condition(string path, byte[][] segments, Comparison op, string value)
    {
        Path = path;
        _path = segments;
        Op = op;
        Value = value;
        _bytes = Encoding.UTF8.GetBytes(value);
        _number = decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    public string Path { get; }

    public Comparison Op { get; }

    public string Value { get; }

    /// <summary>The value is all that follows the second colon.</summary>
    public static bool TryParse(string text, out Condition condition)
    {
        condition = null!;
        var first = text.IndexOf(':', StringComparison.Ordinal);
        var second = first < 0 ? -1 : text.IndexOf(':', first + 1);
        if (second < 0 || !text.StartsWith('/') || !text[(first + 1)..second].All(char.IsAsciiLetter) || !Enum.TryParse<Comparison>(text[(first + 1)..second], ignoreCase: true, out var op))
        {
            return false;
        }

        condition = new Condition(text[..first], JsonPath.Parse(text[..first]), op, text[(second + 1)..]);
        return true;
    }

    public bool Holds(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        if (!JsonPath.Seek(ref reader, _path))
        {
            return Op == Comparison.Ne;
        }

        return reader.TokenType switch
        {
            JsonTokenType.String => HoldsText(ref reader),
            JsonTokenType.Number => HoldsNumber(ref reader),
            JsonTokenType.True => HoldsLiteral("true"u8),
            JsonTokenType.False => HoldsLiteral("false"u8),
            JsonTokenType.StartArray when Op is Comparison.Contains => HoldsElement(ref reader),
            _ => Op == Comparison.Ne,
        };
    }

    private bool HoldsLiteral(ReadOnlySpan<byte> literal) => Op switch
    {
        Comparison.Eq => literal.SequenceEqual(_bytes),
        Comparison.Ne => !literal.SequenceEqual(_bytes),
        _ => false,
    };

    private bool HoldsNumber(ref Utf8JsonReader reader)
    {
        if (_number is not { } number || !reader.TryGetDecimal(out var value))
        {
            return Op == Comparison.Ne;
        }

        return HoldsOrder(value.CompareTo(number));
    }

    private bool HoldsText(ref Utf8JsonReader reader)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length + 1);
        var text = buffer.AsSpan(0, reader.CopyString(buffer));
        var holds = Op == Comparison.Contains
            ? Encoding.UTF8.GetString(text).Contains(Value, StringComparison.OrdinalIgnoreCase)
            : HoldsOrder(Compare(text));
        ArrayPool<byte>.Shared.Return(buffer);
        return holds;
    }

    /// <summary>Instants compare as instants, so that offsets do not matter; all else by code points.</summary>
    private int Compare(ReadOnlySpan<byte> text) =>
        text.Length >= 20 && _bytes.Length >= 20 && Records.RecordTime.TryParse(text, out var left) && left.IsInstant && Records.RecordTime.TryParse(_bytes, out var right) && right.IsInstant
            ? left.UnixMilliseconds.CompareTo(right.UnixMilliseconds)
            : text.SequenceCompareTo(_bytes);

    private bool HoldsElement(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var equal = reader.TokenType switch
            {
                JsonTokenType.String => reader.ValueTextEquals(_bytes),
                JsonTokenType.Number => _number is { } number && reader.TryGetDecimal(out var value) && value == number,
                JsonTokenType.True or JsonTokenType.False => reader.ValueSpan.SequenceEqual(_bytes),
                _ => false,
            };
            if (equal)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private bool HoldsOrder(int order) => Op switch
    {
        Comparison.Eq => order == 0,
        Comparison.Ne => order != 0,
        Comparison.Lt => order < 0,
        Comparison.Le => order <= 0,
        Comparison.Gt => order > 0,
        Comparison.Ge => order >= 0,
        _ => false,
    };
}
