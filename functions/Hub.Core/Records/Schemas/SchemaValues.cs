using System.Text;
using System.Text.Json;
using Hub.Sdk;

namespace Hub.Core.Records;

/// <summary>The values of an enum (or the one of a const), compared as JSON values: numbers by value, objects whatever their order.</summary>
internal sealed class SchemaValues
{
    private const int ShortList = 200;

    private readonly List<byte[]> _strings = [];
    private readonly List<Tape> _others = [];

    public SchemaValues(JsonElement[] values)
    {
        var list = new StringBuilder();
        foreach (var value in values)
        {
            Add(value);
            list.Append(list.Length > 0 ? ", " : "").Append(value.ToString());
        }

        Message = values.Length > 0 && list.Length <= ShortList ? RecordMessages.Among(list.ToString()) : RecordMessages.NotAmongValues;
    }

    public Text Message { get; }

    public bool Contain(Tape tape, int token)
    {
        if (tape.Tokens[token].Kind == JsonKind.String)
        {
            var value = tape.Value(token);
            foreach (var allowed in _strings)
            {
                if (value.SequenceEqual(allowed))
                    return true;
            }

            return false;
        }

        foreach (var allowed in _others)
        {
            if (AreEqual(allowed, 0, tape, token))
                return true;
        }

        return false;
    }

    private void Add(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            _strings.Add(Encoding.UTF8.GetBytes(value.GetString()!));
            return;
        }

        // The tape stays, so its scratch is not shared.
        var errors = new RecordErrors();
        _others.Add(new Scratch().Read(Encoding.UTF8.GetBytes(value.GetRawText()), errors)
            ?? throw new SchemaException($"A value of an enum cannot be used: {errors.Items[0].Message.En}"));
    }

    // Both are canonical, so members stand in the same order.
    private static bool AreEqual(Tape left, int leftToken, Tape right, int rightToken)
    {
        ref readonly var one = ref left.Tokens[leftToken];
        ref readonly var other = ref right.Tokens[rightToken];
        var size = one.Next - leftToken;
        if (one.Kind != other.Kind || size != other.Next - rightToken)
            return false;
        for (var index = 0; index < size; index++)
        {
            if (!AreSame(left, leftToken + index, right, rightToken + index))
                return false;
        }

        return true;
    }

    private static bool AreSame(Tape left, int leftToken, Tape right, int rightToken)
    {
        ref readonly var one = ref left.Tokens[leftToken];
        ref readonly var other = ref right.Tokens[rightToken];
        if (one.Kind != other.Kind || one.Next - leftToken != other.Next - rightToken)
            return false;
        return one.Kind switch
        {
            JsonKind.String or JsonKind.Name => left.Value(leftToken).SequenceEqual(right.Value(rightToken)),
            JsonKind.Number => ExactNumber.TryParse(left.Value(leftToken), out var a) && ExactNumber.TryParse(right.Value(rightToken), out var b) && a == b,
            _ => true,
        };
    }
}
