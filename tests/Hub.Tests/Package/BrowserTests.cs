using System.Diagnostics;
using Hub.Testing;

namespace Hub.Tests.Package;

/// <summary>A hub that is started on a terminal of a desktop opens its page, with a program that plays the desktop's.</summary>
public sealed class BrowserTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-browser-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task On_a_desktop_the_printed_link_is_opened() => Assert.Matches("^http://localhost:[0-9]+/welcome#", await OpenedAsync("on", ":0", "") ?? "nothing");

    [Theory]
    [InlineData("off", ":0", "")]
    [InlineData("on", "", "")]
    [InlineData("on", ":0", "--no-browser")]
    public async Task Without_a_desktop_or_where_a_person_said_no_nothing_is_opened(string setting, string display, string argument) => Assert.Null(await OpenedAsync(setting, display, argument));

    /// <summary>What was opened by a hub that was asked to stop once it had said where it is, and by all that it started.</summary>
    private async Task<string?> OpenedAsync(string setting, string display, string argument)
    {
        var (script, flock) = (Programs.Find("script"), Programs.Find("flock"));
        Assert.SkipWhen(script is null || flock is null || !OperatingSystem.IsLinux(), "The programs script, which gives a terminal, and flock are not here (Debian: bsdutils, util-linux).");
        var opened = Path.Combine(_folder, "opened");
        Programs.Make(Path.Combine(_folder, "xdg-open"), $"printf %s \"$1\" >'{opened}'");

        // Whatever the hub starts holds the lock too, until it has ended.
        var start = new ProcessStartInfo(script!, ["-qefc", $"exec 9>'{_folder}/lock'; flock 9; echo $$ >'{_folder}/pid'; exec '{HubProcess.Executable}' serve --data '{_folder}/data' --urls http://127.0.0.1:0 {argument}", "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["HUB_BROWSER"] = setting;
        start.Environment["DISPLAY"] = display;
        start.Environment.Remove("WAYLAND_DISPLAY");
        using var process = Process.Start(start)!;
        var said = process.StandardOutput;
        while (!(await said.ReadLineAsync() ?? throw new InvalidOperationException("The hub did not start.")).Contains("/welcome#", StringComparison.Ordinal))
        {
            // The lines before it.
        }

        // To the hub alone: Ctrl+C would reach what it is just starting too.
        await Programs.RunAsync("kill", "-TERM", (await File.ReadAllTextAsync(Path.Combine(_folder, "pid"))).Trim());
        await process.WaitForExitAsync();
        await Programs.RunAsync(flock!, Path.Combine(_folder, "lock"), "true");
        return File.Exists(opened) ? await File.ReadAllTextAsync(opened) : null;
    }
}
