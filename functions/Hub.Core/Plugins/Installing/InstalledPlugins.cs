namespace Hub.Core.Plugins.Installing;

/// <summary>How an installation ended.</summary>
public enum InstallState
{
    Installed,
    Updated,

    /// <summary>It asks for more than the version in use was allowed, which goes on until somebody agrees.</summary>
    Waiting,

    Unchanged,
}

/// <param name="Difference">Against the version in use; null where there is none.</param>
public sealed record InstallResult(InstallState State, PluginManifest Manifest, PermissionDifference? Difference);

/// <summary>An update that waits for consent.</summary>
public sealed record WaitingPlugin(PluginManifest Manifest, PluginManifest Current, PermissionDifference Difference);

/// <summary>
/// The plug-ins that were installed, each in its folder under the data folder; with a shelf that folder is this process's copy of what lies
/// there. A run under way ends on what it loaded.
/// </summary>
public sealed class InstalledPlugins : IDisposable
{
    /// <summary>What another process installed is seen so much later, by whoever does not need it at once.</summary>
    public static readonly TimeSpan LooksEvery = TimeSpan.FromMinutes(1);

    private readonly PluginCatalogue _catalogue;
    private readonly InstallFolder _folder;
    private readonly ShelfFollower? _shelf;
    private readonly SemaphoreSlim _turn = new(1);

    /// <param name="folder">The installed ones' own, which the catalogue reads too.</param>
    /// <param name="log">Is told what of the shelf cannot be used here.</param>
    public InstalledPlugins(string folder, PluginFolder reader, PluginCatalogue catalogue, PluginShelf? shelf = null, TimeProvider? clock = null, Action<string>? log = null)
    {
        _catalogue = catalogue;
        _folder = new InstallFolder(folder, reader);
        _shelf = shelf is null ? null : new ShelfFollower(shelf, _folder, clock ?? TimeProvider.System, log);
    }

    public bool Has(string id) => _folder.Has(id);

    /// <summary>Whether the plug-in in use is the one that was installed, not another of its id.</summary>
    public bool Holds(Plugin plugin) => Path.GetFullPath(plugin.Folder) == _folder.PathOf(plugin.Id);

    /// <summary>What a staged plug-in asks for beyond the version in use; null where there is none.</summary>
    public PermissionDifference? Compare(StagedPlugin staged) =>
        FindCurrent(staged.Plugin.Id) is { } current ? PermissionDifference.Of(current.Manifest, staged.Plugin.Manifest) : null;

    /// <summary>Takes a folder or a package in, without installing it yet.</summary>
    /// <exception cref="PluginRefusedException">It cannot be used.</exception>
    public StagedPlugin Stage(string path)
    {
        if (Directory.Exists(path))
        {
            return _folder.Stage(into => Copy(path, into));
        }

        if (!File.Exists(path))
        {
            throw new PluginRefusedException(InstallMessages.NotAPackage);
        }

        using var package = File.OpenRead(path);
        return Stage(package);
    }

    /// <summary>Takes in what is written into an empty folder.</summary>
    internal StagedPlugin Stage(Action<string> fill) => _folder.Stage(fill);

    public StagedPlugin Stage(Stream package) => _folder.Stage(into => PluginPackage.Unpack(package, into));

    /// <summary>Puts a staged plug-in in its place; one that asks for more than its predecessor waits beside it.</summary>
    public Task<InstallResult> InstallAsync(StagedPlugin staged) => ChangeAsync(async () =>
    {
        var manifest = staged.Plugin.Manifest;
        var current = FindCurrent(manifest.Id);
        if (current is null && _catalogue.Find(manifest.Id) is not null)
        {
            throw new PluginRefusedException(InstallMessages.OurOwn(manifest.Id));
        }

        if (current is null)
        {
            await PutAsync(staged, waits: false);
            return new InstallResult(InstallState.Installed, manifest, null);
        }

        if (Order(manifest.Version) < Order(current.Manifest.Version))
        {
            throw new PluginRefusedException(InstallMessages.Older(current.Manifest.Version));
        }

        var difference = PermissionDifference.Of(current.Manifest, manifest);
        if (Same(current.Folder, staged.Folder))
        {
            return new InstallResult(InstallState.Unchanged, manifest, difference);
        }

        await PutAsync(staged, difference.AsksMore);
        return new InstallResult(difference.AsksMore ? InstallState.Waiting : InstallState.Updated, manifest, difference);
    });

    /// <summary>The update that waits for somebody to agree, or null.</summary>
    public WaitingPlugin? FindWaiting(string id) =>
        _folder.FindWaiting(id) is { } waiting && FindCurrent(id) is { } current
            ? new WaitingPlugin(waiting.Manifest, current.Manifest, PermissionDifference.Of(current.Manifest, waiting.Manifest))
            : null;

    public IReadOnlyList<WaitingPlugin> AllWaiting() => Directory.Exists(_folder.WaitingFolder)
        ? [.. Directory.EnumerateDirectories(_folder.WaitingFolder).Select(path => FindWaiting(Path.GetFileName(path))).OfType<WaitingPlugin>().OrderBy(waiting => waiting.Manifest.Id, StringComparer.Ordinal)]
        : [];

    /// <summary>Puts the update that waits in the place of the version in use; false when none waits.</summary>
    public Task<bool> AcceptAsync(string id) => ChangeAsync(async () =>
    {
        if (FindWaiting(id) is null)
        {
            return false;
        }

        await ShelveAsync(id, before => new ShelvedPlugin(before!.Waiting!), () => _folder.Accept(id));
        return true;
    });

    /// <summary>Throws the update that waits away.</summary>
    public Task<bool> RefuseAsync(string id) => ChangeAsync(async () =>
    {
        if (!_folder.HasWaiting(id))
        {
            return false;
        }

        await ShelveAsync(id, before => before! with { Waiting = null }, () => _folder.Refuse(id));
        return true;
    });

    /// <summary>Removes a plug-in that was installed, with an update that waits; what it brought in stays. False when there is none.</summary>
    public Task<bool> RemoveAsync(string id) => ChangeAsync(async () =>
    {
        if (!Has(id))
        {
            return false;
        }

        if (_shelf is not null)
        {
            await _shelf.RemoveAsync(id);
        }

        return _folder.Remove(id);
    });

    /// <summary>The installed version in use, or null.</summary>
    public Plugin? FindCurrent(string id) => _folder.FindCurrent(id);

    /// <summary>Looks at the shelf: at the first use, when a minute has passed since the last look, or at once for a plug-in that is not here in that version. One request, and two for each package that is new here.</summary>
    public ValueTask FollowAsync(string? needed = null, string? version = null) =>
        _shelf is not null && (_shelf.IsDue || IsMissing(needed, version)) ? new ValueTask(ChangeAsync(() => Task.FromResult(true))) : ValueTask.CompletedTask;

    /// <summary>Throws away what died installers left on the shelf.</summary>
    public ValueTask SweepAsync(DateTimeOffset before) => _shelf?.Shelf.SweepAsync(before) ?? ValueTask.CompletedTask;

    public void Dispose() => _turn.Dispose();

    private bool IsMissing(string? needed, string? version) =>
        needed is not null && (_catalogue.Find(needed) is not { } found || (version is not null && found.Manifest.Version != version));

    /// <summary>One change at a time here, and on what all processes see now.</summary>
    private async Task<T> ChangeAsync<T>(Func<Task<T>> change)
    {
        await _turn.WaitAsync();
        try
        {
            if (_shelf is not null)
            {
                await _shelf.FollowAsync();
            }

            return await change();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task PutAsync(StagedPlugin staged, bool waits)
    {
        var id = staged.Plugin.Id;
        var package = _shelf is null ? "" : await _shelf.Shelf.KeepAsync(id, staged.Folder);
        await ShelveAsync(id, before => waits ? before! with { Waiting = package } : new ShelvedPlugin(package, before?.Waiting), () => _folder.Put(staged.Folder, id, waits));
    }

    private ValueTask ShelveAsync(string id, Func<ShelvedPlugin?, ShelvedPlugin> change, Action inFolder)
    {
        if (_shelf is not null)
        {
            return _shelf.ChangeAsync(id, change, inFolder);
        }

        inFolder();
        return ValueTask.CompletedTask;
    }

    private static void Copy(string source, string into)
    {
        foreach (var file in PluginFiles.Of(source))
        {
            var target = Path.Combine(into, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(source, file), target);
        }
    }

    private static bool Same(string one, string other)
    {
        var files = PluginFiles.Of(one);
        return files.SequenceEqual(PluginFiles.Of(other), StringComparer.Ordinal)
            && files.All(file => File.ReadAllBytes(Path.Combine(one, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(other, file))));
    }

    private static Version Order(string version) => Version.Parse(version);
}
