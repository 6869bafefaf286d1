using Hub.Wire;

namespace Hub.Core.Plugins.Running;

/// <summary>A plug-in's script and the map to its source. The hub reads both, so that the runner needs no right on any folder but its own.</summary>
internal sealed record PluginScript(byte[] Text, byte[] Map)
{
    /// <summary>Where no plug-in runs.</summary>
    public static PluginScript None { get; } = new([], []);

    /// <exception cref="RunnerFaultException">There is no such script, or none that can be run.</exception>
    public static PluginScript Read(string folder, string entry) =>
        new(Find(folder, entry) ?? throw new RunnerFaultException(RunFault.EntryMissing), TryFind(folder, entry + ".map") ?? []);

    /// <summary>Whether it carries reference data.</summary>
    public static bool HasTables(string folder) => Directory.Exists(Path.Join(folder, "reference"));

    // Without it, places are told in the script itself.
    private static byte[]? TryFind(string folder, string name)
    {
        try
        {
            return Find(folder, name);
        }
        catch (RunnerFaultException)
        {
            return null;
        }
    }

    private static byte[]? Find(string folder, string name)
    {
        try
        {
            var file = new FileInfo(Path.GetFullPath(name, folder));
            return !file.FullName.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !file.Exists ? null
                : file.Length > Protocol.MaxScript || PluginFolder.IsLink(folder, name) ? throw new RunnerFaultException(RunFault.EntryUnreadable)
                : Read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunnerFaultException(RunFault.EntryUnreadable);
        }
    }

    // No more than it said, and of what says nothing (a device, a pipe) nothing: a read could wait there for ever.
    private static byte[] Read(FileInfo file)
    {
        if (file.Length == 0)
        {
            return [];
        }

        using var handle = File.OpenHandle(file.FullName);
        var bytes = new byte[file.Length];
        return bytes[..RandomAccess.Read(handle, bytes, 0)];
    }
}
