using System.ComponentModel;
using System.Diagnostics;

namespace Hub.Front;

/// <summary>
/// Opens the hub's page for a person who started it by hand on a desktop. The link stands in the list of processes while their browser starts, good for one account, once:
/// on a machine shared with strangers, --no-browser.
/// </summary>
internal static class Browser
{
    public static void Open(string link, HubOptions options)
    {
        if (!options.Browser || !IsStartedByHand() || !HasDesktop())
        {
            return;
        }

        try
        {
            using var opener = OperatingSystem.IsWindows() ? Process.Start(new ProcessStartInfo(link) { UseShellExecute = true })
                : OperatingSystem.IsMacOS() ? Process.Start("open", [link])
                // In a session of its own: Ctrl+C ends the hub, and not the browser that it opened.
                : Process.Start("/bin/sh", ["-c", "exec $(command -v setsid) xdg-open \"$0\" </dev/null >/dev/null 2>&1", link]);
        }
        catch (Win32Exception)
        {
            // Nothing here opens links: the person has read this one.
        }
    }

    /// <summary>A service, a script and a test have no terminal.</summary>
    private static bool IsStartedByHand() => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    private static bool HasDesktop() => OperatingSystem.IsLinux() ? IsSet("DISPLAY") || IsSet("WAYLAND_DISPLAY") : Environment.UserInteractive && !IsSet("SSH_CONNECTION");

    private static bool IsSet(string name) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name));
}
