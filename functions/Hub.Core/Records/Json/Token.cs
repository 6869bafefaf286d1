namespace Hub.Core.Records;

internal enum JsonKind : byte
{
    Null,
    False,
    True,
    Number,
    String,
    Array,
    Object,
    Name,
}

/// <summary>One value (or member name) of a document laid out flat; an object is followed by name, value, name, value…</summary>
internal struct Token
{
    /// <summary>Where the value begins: a string without its quotes, a container with its brackets.</summary>
    public int Start;
    public int Length;

    /// <summary>The token after this value and all that it holds.</summary>
    public int Next;
    public JsonKind Kind;

    /// <summary>The string was written with escapes: its plain text lies in <see cref="Tape.Aside"/>.</summary>
    public bool IsAside;
}
