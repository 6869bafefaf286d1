namespace Hub.Core.Records;

/// <summary>The record types that the hub knows: the shared ones and those of plug-ins.</summary>
public sealed class RecordTypes
{
    private readonly Dictionary<string, RecordType> _byName;

    private RecordTypes(IEnumerable<RecordType> types)
    {
        All = [.. types.OrderBy(type => type.Name, StringComparer.Ordinal)];
        _byName = All.ToDictionary(type => type.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<RecordType> All { get; }

    /// <summary>Reads NAME.json files; throws <see cref="RecordTypeException"/> at the first that cannot be used.</summary>
    public static RecordTypes Load(IEnumerable<string> files)
    {
        var types = new Dictionary<string, RecordType>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (!types.TryAdd(name, RecordTypeReader.Read(name, File.ReadAllBytes(file))))
                throw new RecordTypeException(name, "it is there twice.");
        }

        return new(types.Values);
    }

    public RecordType? Find(string name) => _byName.GetValueOrDefault(name);

    public RecordType Get(string name) => Find(name) ?? throw new KeyNotFoundException($"There is no record type named {name}.");
}
