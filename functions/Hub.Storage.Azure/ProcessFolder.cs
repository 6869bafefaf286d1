using Hub.Core.Vaults;
using Hub.Storage.Local;

namespace Hub.Storage.Azure;

/// <summary>
/// Where a process keeps copies of what lies in the storage account, or in a backup: a folder that only the hub's own user may open. It goes when the process ends; what a killed
/// process left goes when the next one starts.
/// </summary>
public sealed class ProcessFolder : IDisposable
{
    private const string Lock = "lock";

    private readonly FileStream _held;

    private ProcessFolder(string path)
    {
        PrivateFolder.Create(path);
        Path = path;
        _held = new FileStream(System.IO.Path.Combine(path, Lock), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    public string Path { get; }

    /// <param name="root">Where the folders of all processes lie; null for the system's place for what is in passing.</param>
    /// <exception cref="VaultException">Somebody else made that place, and could look into it.</exception>
    public static ProcessFolder Make(string? root = null)
    {
        root ??= System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"hub-{Environment.UserName}");
        PrivateFolder.Create(root);
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(root) != (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute))
        {
            throw new VaultException($"Others may look into {root}, where copies of vaults would lie. Remove it, or name another place in TMPDIR.");
        }

        Sweep(root);
        return new ProcessFolder(System.IO.Path.Combine(root, Guid.NewGuid().ToString("n")));
    }

    public string NewFolder() => System.IO.Path.Combine(Path, Guid.NewGuid().ToString("n"));

    public void Dispose()
    {
        _held.Dispose();
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    /// <summary>Removes what killed processes left there.</summary>
    public static void Sweep(string root)
    {
        foreach (var folder in !Directory.Exists(root) ? [] : Directory.EnumerateDirectories(root).Where(folder => File.Exists(System.IO.Path.Combine(folder, Lock))).ToList())
        {
            try
            {
                using (new FileStream(System.IO.Path.Combine(folder, Lock), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    // Nobody has it.
                }

                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use, or another process removes it at this moment.
            }
        }
    }
}
