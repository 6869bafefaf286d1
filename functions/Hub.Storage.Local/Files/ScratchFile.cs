namespace Hub.Storage.Local.Files;

/// <summary>A file without a name: where the system allows it, it is unlinked as soon as it is open, so that a killed process leaves nothing.</summary>
internal static class ScratchFile
{
    public static Stream Create(string folder)
    {
        PrivateFolder.Create(folder);
        var path = Path.Combine(folder, Guid.NewGuid().ToString("n"));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (OperatingSystem.IsWindows())
        {
            options.Options |= FileOptions.DeleteOnClose;
            return new FileStream(path, options);
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }
}
