namespace Hub.Tests;

/// <summary>Where things lie in the checkout that the tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The executable that was built with these tests, in the same configuration.</summary>
    public static string Executable { get; } = Path.Combine(Root, "functions", "Hub", "bin",
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug",
        "net10.0", OperatingSystem.IsWindows() ? "hub.exe" : "hub");

    public static string Sample(string name) => Path.Combine(Root, "samples", name);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not lie in a checkout.");
        }

        return folder.FullName;
    }
}
