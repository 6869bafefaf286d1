using Hub.Core.Plugins.Running;

namespace Runner.Tests;

/// <summary>Where the runner and the test plug-ins were built.</summary>
internal static class Place
{
    public static string Root { get; } = FindRoot();

    public static string Runner { get; } = Path.Join(Root, "functions", "Hub.Runner", Output("bin"));

    public static RunnerLauncher Launcher { get; } = new(Runner);

    /// <summary>As on a system that does not confine runners, so that a plug-in may start programs.</summary>
    public static RunnerLauncher Unconfined { get; } = new(Runner, confine: false);

    /// <summary>A hub in a process of its own, to be killed.</summary>
    public static string Host { get; } = Path.Join(Root, "tests", "Runner.Tests", "Host", Output("bin"), "Host.dll");

    public static string Plugin(string name) => Path.Join(Root, "tests", "Runner.Tests", "Plugins", name, "bin");

    // bin/Debug/net10.0, of this assembly as of the runner.
    private static string Output(string bin)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Join(bin, framework.Parent!.Name, framework.Name);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Join(folder.FullName, "Hub.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("Hub.sln is in none of the folders above.");
        }

        return folder.FullName;
    }
}
