using System.Collections.Concurrent;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>A file that a person hands over.</summary>
/// <param name="Name">As their device names it; only its last part is kept.</param>
/// <param name="Open">Opens it from its beginning; called again for a second pass.</param>
public sealed record ImportItem(string Name, long Length, Func<Stream> Open);

/// <summary>Begins imports: keeps the files in the vault first, then queues the run, so that nothing handed over is lost.</summary>
public sealed class Imports(WorkList list, TimeProvider clock)
{
    private const int LongestName = 200;

    /// <summary>A dry run keeps nothing in the vault, so its files are reached through here as long as this process lives.</summary>
    private readonly ConcurrentDictionary<string, IReadOnlyList<ImportItem>> _looked = new(StringComparer.Ordinal);

    /// <summary>Makes the run, queued. Several files become one run with parts.</summary>
    public async Task<Run> BeginAsync(IVaultStore store, IReadOnlyList<ImportItem> items, string? plugin, bool dryRun, string actor, CancellationToken cancellationToken = default)
    {
        var run = new Run { Id = RunStore.NewId(clock), Kind = RunKind.Import, Plugin = plugin, DryRun = dryRun, Actor = actor, Created = clock.GetUtcNow() };
        if (dryRun)
        {
            _looked[run.Id] = items;
            run = run with { FileName = CleanName(items[0].Name), Parts = items.Count == 1 ? [] : PartIds(run, items.Count) };
            await list.AddAsync(store.VaultId, run.Id);
            await store.SaveRunAsync(run);
            return run;
        }

        if (items.Count == 1)
        {
            run = await KeepAsync(store, run, items[0], cancellationToken);
        }
        else
        {
            run = run with { Parts = PartIds(run, items.Count) };
            for (var i = 0; i < items.Count; i++)
            {
                await store.SaveRunAsync(await KeepAsync(store, run with { Id = run.Parts[i], Parts = [] }, items[i], cancellationToken));
            }
        }

        await list.AddAsync(store.VaultId, run.Id);
        await store.SaveRunAsync(run);
        return run;
    }

    internal IReadOnlyList<ImportItem>? Looked(string runId) => _looked.GetValueOrDefault(runId);

    internal void Forget(string runId) => _looked.TryRemove(runId, out _);

    internal static IReadOnlyList<string> PartIds(Run run, int count) => [.. Enumerable.Range(0, count).Select(i => PartId(run, i))];

    /// <param name="number">From 0.</param>
    internal static string PartId(Run run, int number) => $"{run.Id}-{number + 1:00000}";

    internal async Task<Run> KeepAsync(IVaultStore store, Run run, ImportItem item, CancellationToken cancellationToken)
    {
        await using var content = item.Open();
        var name = CleanName(item.Name);
        var kept = await store.KeepFileAsync(content, name, MediaTypes.Of(name), clock.GetUtcNow(), cancellationToken);
        return run with { File = kept.Hash, FileName = name };
    }

    /// <summary>The last part of whatever path a device or an archive says, without control characters: a name is shown, never opened.</summary>
    internal static string CleanName(string name)
    {
        var last = name.Split('/', '\\')[^1];
        var clean = new string([.. last.Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]).Trim();
        return clean.Length == 0 ? "file" : clean.Length > LongestName ? clean[^LongestName..] : clean;
    }
}

/// <summary>What a name's ending says about a kept file. Downloads never trust it: anything a browser would run goes out as octet-stream.</summary>
public static class MediaTypes
{
    private static readonly Dictionary<string, string> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".csv"] = "text/csv",
        [".txt"] = "text/plain",
        [".json"] = "application/json",
        [".ndjson"] = "application/x-ndjson",
        [".xml"] = "application/xml",
        [".ofx"] = "application/x-ofx",
        [".qfx"] = "application/x-ofx",
        [".pdf"] = "application/pdf",
        [".zip"] = "application/zip",
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
    };

    public static string Of(string name) => ByExtension.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream");
}
