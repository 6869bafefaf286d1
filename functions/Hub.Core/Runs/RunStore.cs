using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.Core.Exports;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>The runs of a vault.</summary>
public static class RunStore
{
    private const string Kind = "run";
    private const string PartKind = "run-part";
    private const int IdDigits = 32;
    private const int TimeDigits = 12;

    /// <summary>As far back as a page of news looks.</summary>
    private const int LatestCount = 200;

    public static async ValueTask<Run?> FindRunAsync(this IVaultStore store, string id) =>
        await store.FindDocumentAsync(KindOf(id), id) is { } body ? Read(body) : null;

    internal static async ValueTask<bool> HasRunAsync(this IVaultStore store, string id) => await store.FindDocumentAsync(KindOf(id), id) is not null;

    /// <summary>Those that can be read, the oldest first.</summary>
    internal static async ValueTask<IReadOnlyList<Run>> ReadableRunsAsync(this IVaultStore store) => [.. (await store.ListDocumentsAsync(Kind)).Select(document => TryRead(document.Body)).OfType<Run>()];

    /// <summary>Newest first: a run's id begins with its time.</summary>
    public static async ValueTask<IReadOnlyList<Run>> RunsAsync(this IVaultStore store) =>
        [.. (await store.ListDocumentsAsync(Kind)).Reverse().Select(document => Read(document.Body))];

    /// <summary>The newest ones.</summary>
    public static async ValueTask<IReadOnlyList<Run>> LatestRunsAsync(this IVaultStore store, int count = LatestCount) =>
        [.. (await store.LatestDocumentsAsync(Kind, count)).Select(document => Read(document.Body))];

    public static ValueTask SaveRunAsync(this IVaultStore store, Run run) => store.PutDocumentAsync(KindOf(run.Id), run.Id, Write(run));

    /// <summary>Whether it stands in the vault just so.</summary>
    internal static async ValueTask<bool> IsSavedAsync(this IVaultStore store, Run run) => await store.FindDocumentAsync(KindOf(run.Id), run.Id) is { } body && body.AsSpan().SequenceEqual(Write(run));

    /// <summary>The run as it stands in the middle of a write.</summary>
    internal static Run? Find(Func<string, string, byte[]?> find, string id) => find(KindOf(id), id) is { } body ? Read(body) : null;

    /// <summary>The files that runs read or made, parts too.</summary>
    internal static async ValueTask<IReadOnlySet<string>> RunFilesAsync(this IVaultStore store)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (var kind in new[] { Kind, PartKind })
        {
            files.UnionWith((await store.ListDocumentsAsync(kind)).Select(document => Read(document.Body).File).OfType<string>());
        }

        return files;
    }

    /// <summary>All runs that read a file which is kept, the first time or again, parts too.</summary>
    internal static async ValueTask<IReadOnlyList<Run>> ReadingsAsync(this IVaultStore store)
    {
        var found = new List<Run>();
        foreach (var kind in new[] { Kind, PartKind })
        {
            found.AddRange((await store.ListDocumentsAsync(kind)).Select(document => Read(document.Body)).Where(run => run is { Kind: RunKind.Import or RunKind.Reparse, DryRun: false, File: not null }));
        }

        return found;
    }

    /// <summary>The imports that read a file, and the runs that read it again, also as a member of an archive, the latest first.</summary>
    internal static async ValueTask<IReadOnlyList<Run>> ReadingsOfAsync(this IVaultStore store, string hash) =>
        [.. (await store.ReadingsAsync()).Where(run => run.File == hash).OrderByDescending(run => run.Id, StringComparer.Ordinal)];

    /// <summary>The first run that read a file, of those that can be read themselves.</summary>
    public static async ValueTask<Run?> FindReadingAsync(this IVaultStore store, string hash)
    {
        foreach (var kind in new[] { Kind, PartKind })
        {
            foreach (var document in await store.ListDocumentsAsync(kind))
            {
                if (document.Body.AsSpan().IndexOf(Encoding.ASCII.GetBytes(hash)) >= 0 && TryRead(document.Body) is { DryRun: false } run && run.File == hash)
                {
                    return run;
                }
            }
        }

        return null;
    }

    /// <summary>The files that imports read which changed something and were not undone.</summary>
    internal static async ValueTask<IReadOnlySet<string>> StandingFilesAsync(this IVaultStore store)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (var kind in new[] { Kind, PartKind })
        {
            files.UnionWith((await store.ListDocumentsAsync(kind)).Select(document => Read(document.Body))
                .Where(run => run is { UndoneBy: null } && (!run.IsOver || (!run.DryRun && run.Counts.Created + run.Counts.Updated > 0))).Select(run => run.File).OfType<string>());
        }

        return files;
    }

    internal static async ValueTask DeleteRunAsync(this IVaultStore store, string id)
    {
        await store.DeleteHeldBackAsync(id);
        await store.DeleteConflictsAsync(id);
        await store.DeleteDocumentAsync(KindOf(id), id);
    }

    /// <summary>The removal of the run as it stands or falls with a batch.</summary>
    internal static IEnumerable<DocumentWrite> ToDeletions(string id) => [new(KindOf(id), id, null), HeldBack.ToDeletion(id)];

    /// <summary>The run as it stands or falls with a batch.</summary>
    public static DocumentWrite ToDocument(Run run) => new(KindOf(run.Id), run.Id, Write(run));

    private static byte[] Write(Run run) => JsonSerializer.SerializeToUtf8Bytes(run, RunJson.Default.Run);

    /// <summary>Time first, so that ids sort as the runs began, then enough chance that nobody guesses one.</summary>
    public static string NewId(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow()).ToString("n");

    /// <summary>When the run of that id was made; null when the id begins with no time.</summary>
    internal static DateTimeOffset? TimeOf(string id) =>
        id.Length >= IdDigits && long.TryParse(id.AsSpan(0, TimeDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var time) && time <= Zones.Highest
            ? DateTimeOffset.FromUnixTimeMilliseconds(time)
            : null;

    /// <summary>Parts of a run are found through it and kept apart, so that an archive of ten thousand files is one line in a list.</summary>
    private static string KindOf(string id) => id.Contains('-', StringComparison.Ordinal) ? PartKind : Kind;

    private static Run? TryRead(byte[] body)
    {
        try
        {
            return Read(body);
        }
        catch (JsonException)
        {
            // Who looks for something wrong comes past what is.
            return null;
        }
    }

    private static Run Read(byte[] body) => JsonSerializer.Deserialize(body, RunJson.Default.Run)!;
}
