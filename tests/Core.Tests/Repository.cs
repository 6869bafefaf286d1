using Xunit;

namespace Core.Tests;

/// <summary>Where the tree and the real samples are.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> RecordTypeFiles => Directory.EnumerateFiles(Path.Combine(Root, "sdk", "records"), "*.json");

    /// <summary>A folder of the samples; the test is skipped, aloud, where they are absent.</summary>
    public static string Samples(string folder)
    {
        var samples = Environment.GetEnvironmentVariable("HUB_SAMPLES") ?? Path.Combine(Root, "..", "shared", "data");
        var path = Path.Combine(samples, folder);
        if (!Directory.Exists(path))
            Assert.Skip("samples not present: set HUB_SAMPLES");
        return path;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run from inside the repository.");
        return folder.FullName;
    }
}
