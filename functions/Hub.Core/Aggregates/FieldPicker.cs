using System.Text;
using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Aggregates;

/// <summary>Picks a few fields of a record in one pass over its bytes. Top-level fields cost one comparison each; deeper ones a walk.</summary>
internal sealed class FieldPicker
{
    private readonly byte[][] _names;
    private readonly byte[][]?[] _paths;
    private readonly (int Start, int Length, JsonTokenType Kind)[] _found;

    public FieldPicker(IReadOnlyList<string?> pointers)
    {
        _names = new byte[pointers.Count][];
        _paths = new byte[pointers.Count][][];
        _found = new (int, int, JsonTokenType)[pointers.Count];
        for (var i = 0; i < pointers.Count; i++)
        {
            var path = pointers[i] is null ? [] : JsonPath.Parse(pointers[i]!);
            _names[i] = path.Length == 1 ? path[0] : [];
            _paths[i] = path.Length > 1 ? path : null;
        }
    }

    public void Pick(ReadOnlySpan<byte> data)
    {
        Array.Clear(_found);
        var reader = new Utf8JsonReader(data);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = IndexOf(ref reader);
            reader.Read();
            if (field >= 0)
            {
                Keep(field, ref reader);
            }

            reader.Skip();
        }

        for (var i = 0; i < _paths.Length; i++)
        {
            if (_paths[i] is { } path)
            {
                var walk = new Utf8JsonReader(data);
                if (JsonPath.Seek(ref walk, path))
                {
                    Keep(i, ref walk);
                }
            }
        }
    }

    public bool Has(int field) => _found[field].Kind is not (JsonTokenType.None or JsonTokenType.Null);

    public bool IsNumber(int field) => _found[field].Kind == JsonTokenType.Number;

    /// <summary>The token as written, a string without its quotes.</summary>
    public ReadOnlySpan<byte> Raw(int field, ReadOnlySpan<byte> data) => data.Slice(_found[field].Start, _found[field].Length);

    public string? Text(int field, ReadOnlySpan<byte> data) => _found[field].Kind switch
    {
        JsonTokenType.String => Unescape(Raw(field, data)),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(Raw(field, data)),
        _ => null,
    };

    private static string Unescape(ReadOnlySpan<byte> raw)
    {
        if (!raw.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(raw);
        }

        var quoted = new byte[raw.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        raw.CopyTo(quoted.AsSpan(1));
        var reader = new Utf8JsonReader(quoted);
        reader.Read();
        return reader.GetString()!;
    }

    private int IndexOf(ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        for (var i = 0; i < _names.Length; i++)
        {
            if (reader.ValueIsEscaped ? _names[i].Length > 0 && reader.ValueTextEquals(_names[i]) : name.SequenceEqual(_names[i]) && !name.IsEmpty)
            {
                return i;
            }
        }

        return -1;
    }

    private void Keep(int field, ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            return;
        }

        var quote = reader.TokenType == JsonTokenType.String ? 1 : 0;
        _found[field] = ((int)reader.TokenStartIndex + quote, reader.ValueSpan.Length, reader.TokenType);
        for (var other = field + 1; other < _names.Length; other++)
        {
            // The same field may be asked for twice, as value and as group.
            if (_names[field].Length > 0 && _names[other].AsSpan().SequenceEqual(_names[field]))
            {
                _found[other] = _found[field];
            }
        }
    }
}
