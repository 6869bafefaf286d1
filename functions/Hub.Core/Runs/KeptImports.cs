using Hub.Core.Files;
using Hub.Core.Plugins;
using Hub.Core.Sources;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>The files that stand in a vault because somebody added them, in the order in which they were added last: a later one has the last word on what both tell.</summary>
public sealed class KeptImports
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    private KeptImports(IReadOnlyList<KeptImport> all)
    {
        All = all;
        for (var i = 0; i < all.Count; i++)
        {
            _places.Add(all[i].File.Hash, i);
        }
    }

    public IReadOnlyList<KeptImport> All { get; }

    public static async ValueTask<KeptImports> ListAsync(IVaultStore store)
    {
        var readings = (await store.ReadingsAsync()).ToLookup(run => run.File!, StringComparer.Ordinal);
        var replies = (await store.SourceFilesAsync()).Select(file => file.Hash).ToHashSet(StringComparer.Ordinal);
        var found = new List<(string Order, KeptImport Import)>();
        foreach (var file in await store.FilesAsync())
        {
            var imports = readings[file.Hash].Where(run => run.Kind == RunKind.Import).ToList();
            if (imports.Exists(run => run.Parts.Count > 0))
            {
                // An archive: its members are files of their own.
                continue;
            }

            var standing = imports.Exists(run => run.UndoneBy is not null)
                ? imports.FindAll(run => run.UndoneBy is null && run.Counts.Created + run.Counts.Updated > 0)
                : imports;
            if (standing.Count > 0)
            {
                var last = standing.Concat(readings[file.Hash].Where(run => run.Kind == RunKind.Reparse)).Where(IsWhole).MaxBy(run => run.Id, StringComparer.Ordinal);
                found.Add((standing.MaxBy(run => run.Id, StringComparer.Ordinal)!.Id, new KeptImport(file, last?.Plugin, last?.Version)));
            }
            else if (imports.Count == 0 && !replies.Contains(file.Hash))
            {
                // It came with a restore, which brings no runs.
                found.Add(("", new KeptImport(file, null, null)));
            }
        }

        return new KeptImports([.. found.OrderBy(one => one.Order, StringComparer.Ordinal).ThenBy(one => one.Import.File.At).ThenBy(one => one.Import.File.Hash, StringComparer.Ordinal).Select(one => one.Import)]);
    }

    public KeptImport? Find(string hash) => _places.TryGetValue(hash, out var place) ? All[place] : null;

    /// <summary>Whether what stands there is the word of a file that was added later.</summary>
    internal bool IsOfLater(StoredRecord there, string hash) =>
        there.Provenance.Raw is { } raw && raw != hash && _places.TryGetValue(raw, out var other) && _places.TryGetValue(hash, out var mine) && other > mine;

    /// <summary>A connector read it, and that stands. A file that nobody could read is a document and nothing more.</summary>
    private static bool IsWhole(Run run) => run.UndoneBy is null && run.Plugin is not null && run.Source == run.Plugin;
}

/// <param name="ReadBy">The connector that read it last; null when none did, or nobody knows.</param>
/// <param name="Version">Which of its versions that was.</param>
public sealed record KeptImport(KeptFile File, string? ReadBy, string? Version)
{
    /// <summary>That connector read it when it was another version than it is now.</summary>
    public bool WasReadByOther(Plugin plugin) => ReadBy == plugin.Id && Version != plugin.Manifest.Version;

    /// <summary>Who may read it today: its records belong to the connector that read it, so only that one; and where none did, whoever recognises it.</summary>
    internal async ValueTask<IReadOnlyList<Plugin>> ReadersAsync(IVaultStore store, PluginCatalogue plugins, CancellationToken cancellationToken)
    {
        if (ReadBy is not null)
        {
            return plugins.Find(ReadBy) is { Manifest.Kind: PluginKind.Connector } before ? [before] : [];
        }

        await using var content = await store.OpenFileAsync(File.Hash);
        return plugins.Recognise(await FileHead.ReadAsync(content, cancellationToken));
    }
}
