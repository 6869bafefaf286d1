using Hub.Core.Plugins.Types;

namespace Hub.Core.Plugins;

/// <summary>
/// The plug-ins in the folders that the hub was given, read anew when a manifest or an entry appears, changes or goes: a plug-in deleted from
/// disk is gone from the hub. A broken one is set aside with its reason. Where two have one id, the earlier folder's counts.
/// </summary>
/// <param name="log">Is told what changed since the first look, a line each.</param>
public sealed class PluginCatalogue(IReadOnlyList<string> folders, PluginFolder reader, Action<string>? log = null)
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, string> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);
    private string? _seen;
    private IReadOnlyList<Plugin> _all = [];
    private IReadOnlyList<BrokenPlugin> _broken = [];

    public IReadOnlyList<Plugin> All
    {
        get
        {
            Refresh();
            return _all;
        }
    }

    public IReadOnlyList<BrokenPlugin> Broken
    {
        get
        {
            Refresh();
            return _broken;
        }
    }

    public Plugin? Find(string id) => All.FirstOrDefault(plugin => plugin.Id == id);

    /// <summary>The connectors whose content tests the beginning of a file passes, those of earlier folders first.</summary>
    public IReadOnlyList<Plugin> Recognise(string head) => [.. All.Where(plugin => plugin.Accepts(head)).OrderBy(plugin => folders.TakeWhile(folder => !plugin.LiesIn(folder)).Count())];

    private void Refresh()
    {
        if (_turn.IsHeldByCurrentThread)
        {
            return; // a folder is being read, and looks whether a type is known
        }

        var manifests = folders.Where(Directory.Exists).SelectMany(ManifestsOf).ToList();
        lock (_turn)
        {
            if (StateOf(manifests) == _seen)
            {
                return;
            }

            var all = new List<Plugin>();
            var broken = new List<BrokenPlugin>();
            foreach (var file in manifests)
            {
                Take(file, all, broken);
            }

            reader.Publish(all);
            if (broken.Count > 0 && all.Exists(plugin => plugin.Types.Count > 0))
            {
                // One that reads the types of another may have been looked at first.
                var again = manifests.Where(file => broken.Exists(plugin => plugin.Folder == file.Directory!.Name) && !all.Exists(plugin => plugin.Folder == file.Directory!.FullName)).ToList();
                broken.Clear();
                again.ForEach(file => Take(file, all, broken));
                reader.Publish(all);
            }

            var isFirst = _seen is null;
            (_all, _broken, _seen) = ([.. all.OrderBy(plugin => plugin.Id, StringComparer.Ordinal)], broken, StateOf(manifests));
            Tell(manifests, isFirst ? null : log);
        }
    }

    /// <summary>An author who saves a file sees that the hub has it, or why not.</summary>
    private void Tell(List<FileInfo> manifests, Action<string>? log)
    {
        foreach (var gone in _told.Keys.Except(manifests.Select(file => file.FullName), StringComparer.Ordinal).ToList())
        {
            _told.Remove(gone);
            log?.Invoke($"{new FileInfo(gone).Directory!.Name} is gone");
        }

        foreach (var file in manifests)
        {
            var (folder, state) = (file.Directory!, StateOf([file]));
            var isKnown = _told.TryGetValue(file.FullName, out var before);
            if (before == state)
            {
                continue;
            }

            _told[file.FullName] = state;
            log?.Invoke(_all.FirstOrDefault(plugin => plugin.Folder == folder.FullName) is { } plugin
                ? $"{plugin.Id} was {(isKnown ? "reloaded" : "added")}: {plugin.Manifest.Version}"
                : $"{folder.Name} cannot be used: {_broken.First(broken => broken.Folder == folder.Name).Reason}");
        }
    }

    /// <summary>An author may name the folder of one plug-in instead of one that holds several.</summary>
    private static IEnumerable<FileInfo> ManifestsOf(string folder)
    {
        var own = new FileInfo(Path.Combine(folder, PluginFolder.ManifestName));
        return own.Exists
            ? [own]
            : Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Select(inner => new FileInfo(Path.Combine(inner, PluginFolder.ManifestName))).Where(file => file.Exists);
    }

    private void Take(FileInfo file, List<Plugin> all, List<BrokenPlugin> broken)
    {
        var folder = file.Directory!;
        if (reader.Load(folder.FullName, folder.Name, out var why) is not { } plugin)
        {
            broken.Add(new BrokenPlugin(folder.Name, why));
            return;
        }

        _entries[file.FullName] = Path.Combine(plugin.Folder, plugin.Manifest.Entry);
        if (all.Exists(other => other.Id == plugin.Id))
        {
            broken.Add(new BrokenPlugin(folder.Name, "another plug-in of this id stands in an earlier folder."));
            return;
        }

        all.Add(plugin);
    }

    /// <summary>The manifests, the code that they name and the record types beside them, by time and size: an author's build changes the code only.</summary>
    private string StateOf(List<FileInfo> manifests) => string.Join('\n', manifests.Select(file => $"{Stamp(file)} {Stamp(new FileInfo(_entries.GetValueOrDefault(file.FullName, "none")))}{TypesBeside(file)}"));

    private static string TypesBeside(FileInfo manifest) => new DirectoryInfo(Path.Combine(manifest.DirectoryName!, PluginTypes.Folder)) is { Exists: true } folder
        ? string.Concat(folder.EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => " " + Stamp(file)))
        : "";

    private static string Stamp(FileInfo file) => file.Exists ? $"{file.FullName}|{file.LastWriteTimeUtc.Ticks}|{file.Length}" : "-";
}

/// <summary>A plug-in that cannot be used, and why.</summary>
public sealed record BrokenPlugin(string Folder, string Reason);
