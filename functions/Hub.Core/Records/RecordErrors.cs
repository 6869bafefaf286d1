using Hub.Sdk;

namespace Hub.Core.Records;

/// <summary>What is wrong at one place of a record. The path is a JSON pointer within its data.</summary>
public sealed record RecordError(string Path, Text Message);

/// <summary>Collects what is wrong with a record: the first twenty things, which is more than anyone reads.</summary>
public sealed class RecordErrors
{
    public const int Most = 20;

    private readonly List<RecordError> _items = [];

    public IReadOnlyList<RecordError> Items => _items;

    public int Count => _items.Count;

    public bool IsFull => _items.Count >= Most;

    public void Add(string path, Text message)
    {
        if (!IsFull)
            _items.Add(new(path, message));
    }

    public void Clear() => _items.Clear();
}
