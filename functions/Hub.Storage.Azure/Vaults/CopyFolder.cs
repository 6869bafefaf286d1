using Hub.Storage.Local;

namespace Hub.Storage.Azure.Vaults;

/// <summary>Where a process keeps its copies of vaults. Its own folder goes when it ends; what a killed process left goes when the next one starts.</summary>
internal sealed class CopyFolder : IDisposable
{
    private const string Lock = "lock";

    private readonly string _folder;
    private readonly FileStream _held;

    public CopyFolder(string root)
    {
        PrivateFolder.Create(root);
        Sweep(root);
        _folder = Path.Combine(root, Guid.NewGuid().ToString("n"));
        PrivateFolder.Create(_folder);
        _held = new FileStream(Path.Combine(_folder, Lock), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    public string NewFolder() => Path.Combine(_folder, Guid.NewGuid().ToString("n"));

    public void Dispose()
    {
        _held.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static void Sweep(string root)
    {
        foreach (var folder in Directory.EnumerateDirectories(root).ToList())
        {
            try
            {
                // Only one that nobody holds any more: a process that has just made its own takes the lock at once.
                using (new FileStream(Path.Combine(folder, Lock), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
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
