using Hub.Core.Plugins;
using Hub.Front;

namespace Hub.Plugins;

/// <summary>
/// Where plug-ins lie: the folders that the command line adds, then where HUB_PLUGINS says, else beside a published hub, else in the checkout
/// that the hub was built from; then those that were installed.
/// </summary>
internal static class PluginFolders
{
    public static IReadOnlyList<string> Of(HubOptions options) => [.. options.MorePlugins.Select(Path.GetFullPath), .. Shipped(options), Installed(options)];

    public static string Installed(HubOptions options) => Path.Combine(Path.GetFullPath(options.Data), "plugins");

    /// <summary>Who names a folder of plug-ins means to use it: why it cannot be used must not be silent.</summary>
    public static void TellBroken(HubOptions options, PluginCatalogue plugins)
    {
        foreach (var missing in options.MorePlugins.Where(folder => !Directory.Exists(folder)))
        {
            Console.Error.WriteLine($"There is no folder {Path.GetFullPath(missing)} of plug-ins.");
        }

        foreach (var broken in options.MorePlugins.Count > 0 ? plugins.Broken : [])
        {
            Console.Error.WriteLine($"{broken.Folder} cannot be used: {broken.Reason}");
        }
    }

    private static IReadOnlyList<string> Shipped(HubOptions options)
    {
        if (options.Plugins is { } set)
        {
            return [.. set.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)];
        }

        var beside = Path.Combine(AppContext.BaseDirectory, "plugins");
        return Directory.Exists(beside) ? [beside] : FindCheckout() is { } checkout ? [checkout] : [];
    }

    private static string? FindCheckout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
            {
                return Path.Combine(folder.FullName, "plugins");
            }
        }

        return null;
    }
}
