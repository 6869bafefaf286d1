namespace Hub.Core.Records;

/// <summary>A record type that cannot be used, and why.</summary>
public sealed class RecordTypeException(string name, string why, Exception? inner = null) : Exception($"The record type {name} cannot be used: {why}", inner)
{
    public string Name { get; } = name;

    public string Why { get; } = why;
}
