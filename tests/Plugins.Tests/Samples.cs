using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests;

/// <summary>Where real samples and the repository's own files are.</summary>
internal static class Samples
{
    public static string Repository { get; } = FindRepository();

    private static string Root { get; } = Environment.GetEnvironmentVariable("HUB_SAMPLES") ?? Path.Combine(Repository, "..", "shared", "data");

    /// <summary>One real sample, or the test is skipped where the samples are absent.</summary>
    public static TestFile Get(string path)
    {
        var file = Path.Combine(Root, path);
        if (!File.Exists(file))
        {
            Assert.Skip("samples not present: set HUB_SAMPLES");
        }

        return TestFile.FromDisk(file);
    }

    /// <summary>Every file below a folder of samples; none where they are absent.</summary>
    public static IEnumerable<string> Under(string path) => Path.Combine(Root, path) is var folder && Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [];

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Hub.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Hub.sln stands in no folder above the tests.");
        }

        return folder;
    }
}
