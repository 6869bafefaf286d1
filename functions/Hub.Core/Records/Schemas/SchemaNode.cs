namespace Hub.Core.Records;

[Flags]
internal enum SchemaTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    String = 16,
    Array = 32,
    Object = 64,
    All = 127,
}

internal enum SchemaFormat
{
    None,
    Date,
    DateTime,
    PartialDate,
    PartialDateTime,
    Uri,
}

/// <summary>A member that a schema names: under properties, as required, or both.</summary>
internal sealed class SchemaProperty(byte[] name)
{
    public byte[] Name { get; } = name;

    public SchemaNode? Schema { get; set; }

    public bool IsRequired { get; set; }
}

/// <summary>A limit of a number, beside the text in which the schema gives it.</summary>
internal sealed record NumberLimit(ExactNumber Value, string Text);

/// <summary>One schema, compiled: what is absent is null or the widest value.</summary>
internal sealed class SchemaNode
{
    public bool IsNever { get; set; }

    public SchemaNode? Reference { get; set; }

    public SchemaTypes Types { get; set; } = SchemaTypes.All;

    public SchemaValues? Values { get; set; }

    /// <summary>In the order of their names' UTF-8 bytes, as canonical members are, so that both lists are walked together.</summary>
    public SchemaProperty[] Properties { get; set; } = [];

    public bool HasObjectRules { get; set; }

    public SchemaNode? Additional { get; set; }

    public int MinProperties { get; set; }

    public int MaxProperties { get; set; } = int.MaxValue;

    public SchemaNode? Items { get; set; }

    public int MinItems { get; set; }

    public int MaxItems { get; set; } = int.MaxValue;

    public int MinLength { get; set; }

    public int MaxLength { get; set; } = int.MaxValue;

    public SchemaPattern? Pattern { get; set; }

    public SchemaFormat Format { get; set; }

    public NumberLimit? Minimum { get; set; }

    public NumberLimit? Maximum { get; set; }

    public NumberLimit? Above { get; set; }

    public NumberLimit? Below { get; set; }

    public bool HasNumberLimits => Minimum is not null || Maximum is not null || Above is not null || Below is not null;

    public SchemaProperty? FindProperty(string name) => Array.Find(Properties, property => property.Name.AsSpan().SequenceEqual(System.Text.Encoding.UTF8.GetBytes(name)));
}
