using System.Text.Json;
using Hub.Core.Runs;
using Hub.Core.Vaults;

namespace Hub.Core.Exports;

/// <summary>A record of which the archive tells something else than stands here, as it is kept for the person.</summary>
/// <param name="What"><c>content</c>, <c>withdrawnHere</c> or <c>goneThere</c>.</param>
/// <param name="Newer"><c>here</c> or <c>archive</c>; null when nothing says so.</param>
public sealed record RestoreConflict(string Type, string Id, string What, string? Newer, ConflictSide Here, ConflictSide Archive)
{
    public static RestoreConflict Of(RecordConflict conflict)
    {
        var (here, there) = (conflict.Here, conflict.Write.Provenance!);
        return new(
            conflict.Write.Type.Name, conflict.Write.Id.ToString(), JsonNamingPolicy.CamelCase.ConvertName(conflict.Kind.ToString()), NewerOf(here, there), ConflictSide.Of(here), ConflictSide.Of(there));
    }

    /// <summary>By when the holder made what each was read from, where both say so; else by when each came.</summary>
    private static string? NewerOf(Provenance here, Provenance there) =>
        here.IsOlderThan(there) ? "archive" : there.IsOlderThan(here) ? "here"
        : here.FetchedAt < there.FetchedAt ? "archive" : here.FetchedAt > there.FetchedAt ? "here" : null;
}

/// <param name="Produced">When the holder made what it was read from, where it says so.</param>
public sealed record ConflictSide(string Source, DateTimeOffset FetchedAt, string? Produced)
{
    public static ConflictSide Of(Provenance provenance) => new(provenance.Source, provenance.FetchedAt, provenance.Produced);
}

/// <summary>The conflicts of a restore: how many stands in the run, of very many the first are kept.</summary>
public static class RestoreConflicts
{
    public const int Most = 1000;

    private const string Kind = "run-conflicts";

    public static async ValueTask<IReadOnlyList<RestoreConflict>> ConflictsOfAsync(this IVaultStore store, string run) =>
        await store.FindDocumentAsync(Kind, run) is { } body ? JsonSerializer.Deserialize(body, RunJson.Default.IReadOnlyListRestoreConflict) ?? [] : [];

    internal static ValueTask<bool> DeleteConflictsAsync(this IVaultStore store, string run) => store.DeleteDocumentAsync(Kind, run);

    internal static DocumentWrite ToDocument(string run, IReadOnlyList<RestoreConflict> conflicts) => new(Kind, run, JsonSerializer.SerializeToUtf8Bytes(conflicts, RunJson.Default.IReadOnlyListRestoreConflict));
}
