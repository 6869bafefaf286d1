namespace Hub.Core.Records;

/// <summary>A schema that cannot be compiled.</summary>
public class SchemaException : Exception
{
    public SchemaException(string message)
        : base(message)
    {
    }

    public SchemaException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>A schema uses a keyword that validation does not honour: it would promise more than it holds, so it is refused.</summary>
public sealed class UnsupportedKeywordException(string keyword) : SchemaException($"The keyword '{keyword}' is not honoured here; see the list in sdk/records/README.md.")
{
    public string Keyword { get; } = keyword;
}
