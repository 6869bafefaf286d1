using Hub.Front;

namespace Hub.Plugins;

/// <summary>Where plug-ins lie: where HUB_PLUGINS says, else beside a published hub, else in the checkout that the hub was built from.</summary>
internal static class PluginFolders
{
    public static IReadOnlyList<string> Of(HubOptions options)
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
