namespace Hub.Storage.Local.Files;

/// <summary>Files made from a vault, for instance exports, by a name that the hub gave.</summary>
internal sealed class ArtifactFolder(string folder)
{
    public Stream Create(string name)
    {
        Directory.CreateDirectory(folder);
        return new PartialFile(PathOf(name));
    }

    public Stream? Open(string name) => File.Exists(PathOf(name)) ? File.OpenRead(PathOf(name)) : null;

    public void Delete(string name)
    {
        if (Directory.Exists(folder))
        {
            File.Delete(PathOf(name));
        }
    }

    private string PathOf(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-')
        ? Path.Combine(folder, name)
        : throw new ArgumentException("Not a name that the hub gave.", nameof(name));
}
