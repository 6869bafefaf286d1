using System.Text;

namespace Hub.Core.Records;

/// <summary>A JSON document as its bytes and a flat list of tokens. Reused from record to record, so that reading one allocates nothing.</summary>
internal sealed class Tape
{
    private const int LongestNameInPath = 64;
    private const int KeptBytes = 64 * 1024;

    public Token[] Tokens = new Token[64];
    public int Count;
    public byte[] Text = new byte[1024];
    public int Length;
    public byte[] Aside = [];
    public int AsideLength;

    public ReadOnlySpan<byte> Written => Text.AsSpan(0, Length);

    /// <summary>A string's or name's plain text, a number's digits, a container's bytes.</summary>
    public ReadOnlySpan<byte> Value(int index)
    {
        ref readonly var token = ref Tokens[index];
        return (token.IsAside ? Aside : Text).AsSpan(token.Start, token.Length);
    }

    public void Clear(int capacity)
    {
        Count = 0;
        Length = 0;
        AsideLength = 0;
        // What one giant needed is not kept for the many small ones that follow.
        if (Text.Length > KeptBytes && capacity <= KeptBytes)
            (Text, Aside, Tokens) = (new byte[KeptBytes], [], new Token[64]);
        if (Text.Length < capacity)
            Text = new byte[Math.Max(capacity, Text.Length * 2)];
    }

    public int Add(JsonKind kind, int start, int length)
    {
        if (Count == Tokens.Length)
            Array.Resize(ref Tokens, Count * 2);
        Tokens[Count] = new Token { Kind = kind, Start = start, Length = length, Next = Count + 1 };
        return Count++;
    }

    /// <summary>The JSON pointer of a value, for a message. Names that are long are cut: they may be content.</summary>
    public string PathOf(int target)
    {
        var path = new StringBuilder();
        var at = 0;
        while (at != target)
        {
            var child = at + 1;
            var isObject = Tokens[at].Kind == JsonKind.Object;
            for (var index = 0; ; index++)
            {
                var value = isObject ? child + 1 : child;
                if (target < Tokens[value].Next)
                {
                    path.Append('/').Append(isObject ? Pointer(Value(child)) : index);
                    if (target == child)
                        return path.ToString();
                    at = value;
                    break;
                }

                child = Tokens[value].Next;
            }
        }

        return path.ToString();
    }

    public static string Pointer(ReadOnlySpan<byte> name)
    {
        var text = Encoding.UTF8.GetString(name.Length > LongestNameInPath * 4 ? name[..(LongestNameInPath * 4)] : name);
        if (text.Length > LongestNameInPath)
            text = string.Concat(text.AsSpan(0, LongestNameInPath), "…");
        return text.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
    }
}
