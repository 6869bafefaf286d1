namespace Hub.Core.Records;

/// <summary>The record types that the hub knows: the shared ones, and those that plug-ins brought, also of plug-ins that are gone.</summary>
public sealed class RecordTypes
{
    private readonly Lock _turn = new();
    private volatile Known _known;

    private RecordTypes(IEnumerable<RecordType> types, IReadOnlySet<string> shared)
    {
        _known = new Known(types);
        Shared = shared;
    }

    public IReadOnlyList<RecordType> All
    {
        get
        {
            Renew?.Invoke();
            return _known.All;
        }
    }

    /// <summary>What is known at this moment, whatever plug-ins may have come since.</summary>
    public IReadOnlyList<RecordType> Now => _known.All;

    /// <summary>The names of those that no plug-in brought.</summary>
    public IReadOnlySet<string> Shared { get; }

    /// <summary>Called where a type is looked for that is not known yet: a plug-in may have come that brings it.</summary>
    public Action? Renew { get; set; }

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

        return new(types.Values, types.Keys.ToHashSet(StringComparer.Ordinal));
    }

    public RecordType? Find(string name)
    {
        if (_known.Find(name) is { } known)
            return known;
        Renew?.Invoke();
        return _known.Find(name);
    }

    public RecordType Get(string name) => Find(name) ?? throw new KeyNotFoundException($"There is no record type named {name}.");

    /// <summary>Takes types of a plug-in in, in the place of earlier versions of them. A name that is shared by now stays what is shared.</summary>
    public void Adopt(IEnumerable<RecordType> types)
    {
        lock (_turn)
        {
            _known = new Known(Joined(types));
        }
    }

    /// <summary>These and others, for a look at a plug-in that is not in use.</summary>
    public RecordTypes With(IReadOnlyList<RecordType> types) => types.Count == 0 ? this : new(Joined(types), Shared) { Renew = Renew };

    private IEnumerable<RecordType> Joined(IEnumerable<RecordType> types)
    {
        var byName = _known.All.ToDictionary(type => type.Name, StringComparer.Ordinal);
        foreach (var type in types.Where(type => !Shared.Contains(type.Name)))
            byName[type.Name] = type;
        return byName.Values;
    }

    /// <summary>What is known at one moment, in order.</summary>
    private sealed class Known
    {
        private readonly Dictionary<string, RecordType> _byName;

        public Known(IEnumerable<RecordType> types)
        {
            All = [.. types.OrderBy(type => type.Name, StringComparer.Ordinal)];
            _byName = All.ToDictionary(type => type.Name, StringComparer.Ordinal);
        }

        public IReadOnlyList<RecordType> All { get; }

        public RecordType? Find(string name) => _byName.GetValueOrDefault(name);
    }
}
