namespace Hub.Testing;

/// <summary>Where the repository is, and real sample files if this machine has them.</summary>
public static class Samples
{
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder of real samples, or null when it is not there.</summary>
    public static string? Folder { get; } = Environment.GetEnvironmentVariable("HUB_SAMPLES") is { Length: > 0 } named ? named : Beside();

    /// <summary>Made-up files that the project carries.</summary>
    public static string Own(string name) => Path.Combine(Repository, "samples", name);

    private static string? Beside() => Path.Combine(Path.GetDirectoryName(Repository)!, "shared", "data") is var folder && Directory.Exists(folder) ? folder : null;

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run inside a checkout.");
        }

        return folder.FullName;
    }
}
