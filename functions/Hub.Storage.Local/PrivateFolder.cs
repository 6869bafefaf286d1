namespace Hub.Storage.Local;

/// <summary>Folders that only the hub's own user may open.</summary>
internal static class PrivateFolder
{
    public static void Create(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception failed) when (failed is UnauthorizedAccessException or IOException)
        {
            throw new Core.Vaults.VaultException($"The data folder cannot be made ({failed.Message}). Choose another with --data DIR, or give this user the right to write there.", failed);
        }
    }
}
