namespace Hub.Core.Checks;

/// <summary>What a check found of one kind.</summary>
/// <param name="Count">How many; where something stands in the way of counting, at least so many.</param>
/// <param name="Evidence">The first of them, for who has the disk: it may name types, ids and hashes, and is kept nowhere.</param>
/// <param name="Mended">Whether it was put right.</param>
public sealed record Finding(FindingKind Kind, long Count, IReadOnlyList<string> Evidence, bool Mended = false);

/// <summary>Findings while they are looked for.</summary>
public sealed class FindingList
{
    private const int MostEvidence = 100;

    private readonly SortedDictionary<FindingKind, (long Count, List<string> Evidence)> _found = [];
    private readonly HashSet<FindingKind> _mended = [];

    public bool IsEmpty => _found.Count == 0;

    public bool Has(FindingKind kind) => _found.ContainsKey(kind);

    public long CountOf(FindingKind kind) => _found.TryGetValue(kind, out var found) ? found.Count : 0;

    public bool IsMended(FindingKind kind) => _mended.Contains(kind);

    public void Add(FindingKind kind, string evidence)
    {
        var (count, told) = _found.TryGetValue(kind, out var found) ? found : (0, []);
        if (told.Count < MostEvidence)
        {
            told.Add(evidence);
        }

        _found[kind] = (count + 1, told);
    }

    public void Mended(FindingKind kind) => _mended.Add(kind);

    public IReadOnlyList<Finding> ToList() => [.. _found.Select(found => new Finding(found.Key, found.Value.Count, found.Value.Evidence, _mended.Contains(found.Key)))];
}
