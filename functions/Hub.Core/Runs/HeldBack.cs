using System.Text;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>Which records a run would have brought and the person had deleted, so that its page can offer to take them back. The count stands in the run; of very many the first are kept.</summary>
public static class HeldBack
{
    private const string Kind = "run-held";
    private const int Most = 1000;

    public static async ValueTask<IReadOnlyList<WithheldRecord>> HeldBackAsync(this IVaultStore store, string run) =>
        await store.FindDocumentAsync(Kind, run) is { } body ? [.. Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)] : [];

    internal static ValueTask<bool> DeleteHeldBackAsync(this IVaultStore store, string run) => store.DeleteDocumentAsync(Kind, run);

    internal static DocumentWrite ToDeletion(string run) => new(Kind, run, null);

    /// <summary>With what came now, of very many the first.</summary>
    internal static IReadOnlyList<WithheldRecord> With(this IReadOnlyList<WithheldRecord> before, IReadOnlyList<WithheldRecord> more) =>
        more.Count == 0 || before.Count >= Most ? before : [.. before.Concat(more).Distinct().Take(Most)];

    /// <summary>Nothing when there is nothing more to tell.</summary>
    internal static IEnumerable<DocumentWrite> ToDocuments(string run, IReadOnlyList<WithheldRecord> before, IReadOnlyList<WithheldRecord> more)
    {
        var all = before.With(more);
        if (all.Count > before.Count)
        {
            yield return new DocumentWrite(Kind, run, Encoding.UTF8.GetBytes(string.Join('\n', all.Select(held => $"{held.Type} {held.Id}"))));
        }
    }

    private static WithheldRecord Read(string line) => line.Split(' ') is [var type, var id] && RecordId.TryParse(id, out var parsed) ? new WithheldRecord(type, parsed) : throw new InvalidDataException("A run's list of what was held back is not readable.");
}
