using Hub.Core.Vaults;

namespace Hub.Storage.Local.Files;

/// <summary>A right that the operating system takes back when the process dies: an exclusive lock on a file.</summary>
internal sealed class FileLease : IVaultLease
{
    private readonly FileStream _file;

    private FileLease(FileStream file) => _file = file;

    /// <summary>The operating system takes it from nobody who lives.</summary>
    public CancellationToken Lost => CancellationToken.None;

    public static FileLease? TryTake(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        var safe = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)))[..32];
        try
        {
            return new FileLease(new FileStream(Path.Combine(folder, safe), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            // Another holds it, which is the answer that was asked for.
            return null;
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
