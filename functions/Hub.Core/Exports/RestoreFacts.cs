namespace Hub.Core.Exports;

/// <summary>What a restore says beside the counts of its records; of a dry run, what it would say.</summary>
public sealed record RestoreFacts
{
    internal const int MostUnknown = 100;

    /// <summary>How many of the unchanged the archive tells otherwise: what stands here was kept.</summary>
    public long Conflicts { get; init; }

    /// <summary>Types that this hub does not know, or not in the archive's version, with how many of the rejected are of each; of very many the first.</summary>
    public IReadOnlyList<UnknownType> UnknownTypes { get => field ?? []; init; }

    public long NewFiles { get; init; }

    public long NewFileBytes { get; init; }

    /// <summary>Files that are here already.</summary>
    public long SameFiles { get; init; }

    public long NewSources { get; init; }

    /// <summary>Lines of the archive's journal that are kept as imported.</summary>
    public long JournalLines { get; init; }

    internal RestoreFacts WithUnknown(string type, int? version, long count)
    {
        var before = UnknownTypes.FirstOrDefault(unknown => unknown.Type == type);
        var now = new UnknownType(type, (before?.Count ?? 0) + count, version);
        return this with { UnknownTypes = [.. (before is null ? UnknownTypes.Append(now) : UnknownTypes.Select(unknown => unknown == before ? now : unknown)).Take(MostUnknown)] };
    }
}

/// <param name="Version">Of a type that this hub knows: the later version that the archive has it in.</param>
public sealed record UnknownType(string Type, long Count, int? Version = null);
