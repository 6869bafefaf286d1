namespace Hub.Core.Exports;

/// <summary>What a restore says beside the counts of its records; of a dry run, what it would say.</summary>
public sealed record RestoreFacts
{
    internal const int MostUnknown = 100;

    /// <summary>How many of the unchanged the archive tells otherwise: what stands here was kept.</summary>
    public long Conflicts { get; init; }

    /// <summary>Types that this hub does not know, with how many of the rejected are of each; of very many the first.</summary>
    public IReadOnlyList<UnknownType> UnknownTypes { get => field ?? []; init; }

    public long NewFiles { get; init; }

    public long NewFileBytes { get; init; }

    /// <summary>Files that are here already.</summary>
    public long SameFiles { get; init; }

    public long NewSources { get; init; }

    /// <summary>Lines of the archive's journal that are kept as imported.</summary>
    public long JournalLines { get; init; }

    internal RestoreFacts WithUnknown(string type, long count)
    {
        var known = UnknownTypes.ToDictionary(unknown => unknown.Type, unknown => unknown.Count, StringComparer.Ordinal);
        known[type] = known.GetValueOrDefault(type) + count;
        return this with { UnknownTypes = [.. known.Select(unknown => new UnknownType(unknown.Key, unknown.Value)).Take(MostUnknown)] };
    }
}

public sealed record UnknownType(string Type, long Count);
