namespace Hub.Core.Plugins.Installing;

/// <summary>The folder of installed plug-ins on this machine. A change is a rename, so that whoever looks sees the old version or the new one and never half of it.</summary>
internal sealed class InstallFolder(string folder, PluginFolder reader)
{
    private const string Incoming = ".incoming";
    private const string Waiting = ".waiting";

    public string WaitingFolder => Path.Combine(folder, Waiting);

    public static bool IsName(string id) => id.Length is > 1 and <= 40 && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    public string PathOf(string id) => Path.Combine(folder, id);

    public bool Has(string id) => IsName(id) && Directory.Exists(PathOf(id));

    public bool HasWaiting(string id) => IsName(id) && Directory.Exists(Path.Combine(WaitingFolder, id));

    public Plugin? FindCurrent(string id) => Has(id) ? reader.Load(PathOf(id), id, out _) : null;

    public Plugin? FindWaiting(string id) => IsName(id) ? reader.Load(Path.Combine(WaitingFolder, id), id, out _) : null;

    /// <summary>Takes files in, aside, without installing them yet.</summary>
    /// <exception cref="PluginRefusedException">They cannot be used.</exception>
    public StagedPlugin Stage(Action<string> fill)
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

    /// <summary>Moves what was staged into its place, or beside it where it waits.</summary>
    public void Put(string staged, string id, bool waits)
    {
        var above = waits ? WaitingFolder : folder;
        Directory.CreateDirectory(above);
        var target = Path.Combine(above, id);
        Drop(target);
        Directory.Move(staged, target);
    }

    /// <summary>Puts the update that waits in the place of the version in use.</summary>
    public void Accept(string id) => Put(Path.Combine(WaitingFolder, id), id, waits: false);

    public bool Refuse(string id) => Drop(Path.Combine(WaitingFolder, id));

    public bool Remove(string id)
    {
        Refuse(id);
        return Drop(PathOf(id));
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
