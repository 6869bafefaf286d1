namespace Hub.Core.Plugins.Installing;

/// <summary>Keeps this process's folder of installed plug-ins equal to the shelf: the shelf changes first, and the folder follows. One caller at a time.</summary>
internal sealed class ShelfFollower(PluginShelf shelf, InstallFolder folder, TimeProvider clock, Action<string>? log)
{
    private readonly Dictionary<string, ShelvedPlugin> _here = new(StringComparer.Ordinal);
    private long? _looked;

    public PluginShelf Shelf => shelf;

    public bool IsDue => _looked is not { } looked || clock.GetElapsedTime(looked) >= InstalledPlugins.LooksEvery;

    public async Task FollowAsync()
    {
        var there = await shelf.ListAsync();
        foreach (var (id, plugin) in there.Where(plugin => InstallFolder.IsName(plugin.Key)))
        {
            Bring(id, plugin);
        }

        foreach (var id in _here.Keys.Except(there.Keys, StringComparer.Ordinal).ToList())
        {
            folder.Remove(id);
            _here.Remove(id);
        }

        _looked = clock.GetTimestamp();
    }

    /// <summary>What is in the folder when the second step fails is forgotten, so that the next look brings what the shelf holds.</summary>
    public async ValueTask ChangeAsync(string id, Func<ShelvedPlugin?, ShelvedPlugin> change, Action follow)
    {
        var before = _here.GetValueOrDefault(id);
        var now = change(before);
        await shelf.PutAsync(id, before, now);
        _here.Remove(id);
        follow();
        _here[id] = now;
    }

    public async ValueTask RemoveAsync(string id)
    {
        if (_here.TryGetValue(id, out var before))
        {
            await shelf.RemoveAsync(id, before);
        }
    }

    private void Bring(string id, ShelvedPlugin plugin)
    {
        var here = _here.GetValueOrDefault(id);
        try
        {
            Bring(id, plugin.Current, here?.Current, waits: false);
            Bring(id, plugin.Waiting, here?.Waiting, waits: true);
            _here[id] = plugin;
        }
        catch (FileNotFoundException)
        {
            // Another version took its place since the list was made: the next look sees which.
        }
        catch (PluginRefusedException refused)
        {
            log?.Invoke($"The installed plug-in {id} cannot be brought here: {refused.Reason.En}");
            if (refused.Reason != InstallMessages.InUse)
            {
                // It would be refused again: it is not fetched every minute.
                _here[id] = plugin;
            }
        }
    }

    private void Bring(string id, string? package, string? here, bool waits)
    {
        if (package == here)
        {
            return;
        }

        if (package is null)
        {
            folder.Refuse(id);
            return;
        }

        using var content = shelf.Open(package);
        using var staged = folder.Stage(into => PluginPackage.Unpack(content, into));
        folder.Put(staged.Folder, id, waits);
    }
}
