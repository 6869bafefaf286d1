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
/// The plug-ins that were installed, each in its folder under the data folder. A change is a rename, so that the hub sees the old version or the
/// new one and never half of it; a run under way ends on what it loaded.
/// </summary>
public sealed class InstalledPlugins(string folder, PluginFolder reader, PluginCatalogue catalogue)
{
    private const string Incoming = ".incoming";
    private const string Waiting = ".waiting";
    private readonly Lock _turn = new();

    public string Folder => folder;

    public bool Has(string id) => IsName(id) && Directory.Exists(Path.Combine(folder, id));

    /// <summary>Whether the plug-in in use is the one that was installed, not another of its id.</summary>
    public bool Holds(Plugin plugin) => Path.GetFullPath(plugin.Folder) == Path.Combine(folder, plugin.Id);

    /// <summary>What a staged plug-in asks for beyond the version in use; null where there is none.</summary>
    public PermissionDifference? Compare(StagedPlugin staged) =>
        FindCurrent(staged.Plugin.Id) is { } current ? PermissionDifference.Of(current.Manifest, staged.Plugin.Manifest) : null;

    /// <summary>Takes a folder or a package in, without installing it yet.</summary>
    /// <exception cref="PluginRefusedException">It cannot be used.</exception>
    public StagedPlugin Stage(string path)
    {
        if (Directory.Exists(path))
        {
            return Stage(into => Copy(path, into));
        }

        if (!File.Exists(path))
        {
            throw new PluginRefusedException(InstallMessages.NotAPackage);
        }

        using var package = File.OpenRead(path);
        return Stage(package);
    }

    public StagedPlugin Stage(Stream package) => Stage(into => PluginPackage.Unpack(package, into));

    /// <summary>Puts a staged plug-in in its place; one that asks for more than its predecessor waits beside it.</summary>
    public InstallResult Install(StagedPlugin staged)
    {
        var manifest = staged.Plugin.Manifest;
        lock (_turn)
        {
            var current = FindCurrent(manifest.Id);
            if (current is null && catalogue.Find(manifest.Id) is not null)
            {
                throw new PluginRefusedException(InstallMessages.OurOwn(manifest.Id));
            }

            if (current is null)
            {
                Put(staged.Folder, folder, manifest.Id);
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

            Put(staged.Folder, difference.AsksMore ? Path.Combine(folder, Waiting) : folder, manifest.Id);
            return new InstallResult(difference.AsksMore ? InstallState.Waiting : InstallState.Updated, manifest, difference);
        }
    }

    /// <summary>The update that waits for somebody to agree, or null.</summary>
    public WaitingPlugin? FindWaiting(string id) =>
        IsName(id) && reader.Load(Path.Combine(folder, Waiting, id), id, out _) is { } waiting && FindCurrent(id) is { } current
            ? new WaitingPlugin(waiting.Manifest, current.Manifest, PermissionDifference.Of(current.Manifest, waiting.Manifest))
            : null;

    public IReadOnlyList<WaitingPlugin> AllWaiting() => Directory.Exists(Path.Combine(folder, Waiting))
        ? [.. Directory.EnumerateDirectories(Path.Combine(folder, Waiting)).Select(path => FindWaiting(Path.GetFileName(path))).OfType<WaitingPlugin>().OrderBy(waiting => waiting.Manifest.Id, StringComparer.Ordinal)]
        : [];

    /// <summary>Puts the update that waits in the place of the version in use; false when none waits.</summary>
    public bool Accept(string id)
    {
        lock (_turn)
        {
            if (FindWaiting(id) is null)
            {
                return false;
            }

            Put(Path.Combine(folder, Waiting, id), folder, id);
            return true;
        }
    }

    /// <summary>Throws the update that waits away.</summary>
    public bool Refuse(string id)
    {
        lock (_turn)
        {
            return IsName(id) && Drop(Path.Combine(folder, Waiting, id));
        }
    }

    /// <summary>Removes a plug-in that was installed, with an update that waits; what it brought in stays. False when there is none.</summary>
    public bool Remove(string id)
    {
        lock (_turn)
        {
            if (!Has(id))
            {
                return false;
            }

            Drop(Path.Combine(folder, Waiting, id));
            return Drop(Path.Combine(folder, id));
        }
    }

    /// <summary>The installed version in use, or null.</summary>
    public Plugin? FindCurrent(string id) => Has(id) ? reader.Load(Path.Combine(folder, id), id, out _) : null;

    private StagedPlugin Stage(Action<string> fill)
    {
        var into = Path.Combine(folder, Incoming, Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(into);
        try
        {
            fill(into);
            var plugin = reader.Load(into, null, out var why) ?? throw new PluginRefusedException(InstallMessages.Broken(why));
            if (!File.Exists(Path.Combine(into, plugin.Manifest.Entry)))
            {
                throw new PluginRefusedException(InstallMessages.EntryMissing);
            }

            return new StagedPlugin(plugin, into);
        }
        catch
        {
            Directory.Delete(into, recursive: true);
            throw;
        }
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

    private void Put(string source, string above, string id)
    {
        Directory.CreateDirectory(above);
        var target = Path.Combine(above, id);
        Drop(target);
        Directory.Move(source, target);
    }

    /// <summary>Out of the way first, in one step; then deleted, which may take a while.</summary>
    private bool Drop(string path)
    {
        if (!Directory.Exists(path))
        {
            return false;
        }

        var aside = Path.Combine(folder, Incoming, Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(Path.GetDirectoryName(aside)!);
        try
        {
            Directory.Move(path, aside);
        }
        catch (IOException)
        {
            // Windows lets nobody move what a process has loaded.
            throw new PluginRefusedException(InstallMessages.InUse);
        }

        Directory.Delete(aside, recursive: true);
        return true;
    }

    private static bool Same(string one, string other)
    {
        var files = PluginFiles.Of(one);
        return files.SequenceEqual(PluginFiles.Of(other), StringComparer.Ordinal)
            && files.All(file => File.ReadAllBytes(Path.Combine(one, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(other, file))));
    }

    private static Version Order(string version) => Version.Parse(version);

    private static bool IsName(string id) => id.Length is > 1 and <= 40 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}

/// <summary>A plug-in that was taken in and found good, and lies aside until it is installed or forgotten.</summary>
public sealed class StagedPlugin(Plugin plugin, string folder) : IDisposable
{
    public Plugin Plugin => plugin;

    internal string Folder => folder;

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
