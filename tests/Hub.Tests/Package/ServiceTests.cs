using System.Diagnostics;
using Hub.Testing;

namespace Hub.Tests.Package;

/// <summary>The verb that has systemd start the hub, with a systemctl that only writes down what it is told.</summary>
public sealed class ServiceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-service-").FullName;

    private string Unit => Path.Combine(_folder, "config", "systemd", "user", "hub.service");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_persons_own_service_is_installed_and_removed()
    {
        var data = Path.Combine(_folder, "à moi");
        var installed = await VerbAsync("service", "install", "--user", "--data", data, "--urls", "http://localhost:7072");
        Assert.True(installed.ExitCode == 0, installed.Errors);
        var unit = await File.ReadAllTextAsync(Unit);
        Assert.Contains("/hub\" serve --urls \"http://localhost:7072\"", unit, StringComparison.Ordinal);
        Assert.Contains($"Environment=\"HUB_DATA={data}\"", unit, StringComparison.Ordinal);
        Assert.Equal(["--user daemon-reload", "--user enable hub.service", "--user restart hub.service"], await ToldAsync());

        var removed = await VerbAsync("service", "remove", "--user", "--data", data);
        Assert.True(removed.ExitCode == 0, removed.Errors);
        Assert.False(File.Exists(Unit));
        Assert.Equal(["--user disable --now hub.service", "--user daemon-reload"], (await ToldAsync()).Skip(3));
    }

    [Fact]
    public async Task The_file_of_settings_is_made_for_its_owner_alone_and_left_as_it_is()
    {
        var settings = Path.Combine(_folder, "config", "hub.env");
        Assert.Equal(0, (await VerbAsync("service", "install", "--user", "--data", _folder)).ExitCode);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(settings));
        await File.WriteAllTextAsync(settings, "HUB_SMTP=mine");
        Assert.Equal(0, (await VerbAsync("service", "install", "--user", "--data", _folder)).ExitCode);
        Assert.Equal("HUB_SMTP=mine", await File.ReadAllTextAsync(settings));
    }

    [Fact]
    public async Task Where_no_systemd_is_one_line_says_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "systemd is on Linux.");
        var installed = await HubProcess.VerbAsync(["service", "install", "--user"], new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = _folder, ["XDG_CONFIG_HOME"] = Path.Combine(_folder, "config") });
        Assert.Equal(1, installed.ExitCode);
        Assert.Contains("hub serve", Assert.Single(installed.Errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("à moi")]
    [InlineData("50 % \\ \"so\" $HOME")]
    public async Task Systemd_takes_the_unit_whatever_the_folder_is_called(string name)
    {
        var data = Path.Combine(_folder, name);
        var installed = await VerbAsync("service", "install", "--user", "--data", data);
        Assert.True(installed.ExitCode == 0, installed.Errors);
        await VerifyAsync(Unit);
    }

    [Fact]
    public async Task The_machines_service_is_closed_in()
    {
        var unit = Path.Combine(_folder, "hub.service");
        var shipped = await File.ReadAllTextAsync(Path.Combine(Samples.Repository, "functions", "Hub", "Verbs", "Service", "hub.service"));
        await File.WriteAllTextAsync(unit, shipped.Replace("/opt/hub/hub", "/bin/true", StringComparison.Ordinal));
        await VerifyAsync(unit);

        // Of 100 points of exposure; a service that says nothing has 96.
        await Programs.RunAsync(Programs.Find("systemd-analyze")!, "security", "--offline=true", "--no-pager", "--threshold=20", unit);
    }

    /// <summary>What systemd itself says of a unit: nothing, when all of it is understood.</summary>
    private static async Task VerifyAsync(string unit)
    {
        Assert.SkipWhen(Programs.Find("systemd-analyze") is null, "systemd-analyze is not here: it comes with systemd.");
        using var process = Process.Start(new ProcessStartInfo("systemd-analyze", ["verify", "--man=no", unit]) { RedirectStandardError = true, UseShellExecute = false })!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.SkipWhen(said.Contains("Failed to initialize manager", StringComparison.Ordinal), "systemd-analyze cannot work here.");
        Assert.DoesNotContain("hub.service", said, StringComparison.Ordinal);
        Assert.DoesNotContain(unit, said, StringComparison.Ordinal);
    }

    private Task<VerbResult> VerbAsync(params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "systemd is on Linux.");
        Programs.Make(Path.Combine(_folder, "systemctl"), "echo \"$@\" >>\"$(dirname \"$0\")/told\"");
        return HubProcess.VerbAsync(arguments, new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}", ["XDG_CONFIG_HOME"] = Path.Combine(_folder, "config") });
    }

    private Task<string[]> ToldAsync() => File.ReadAllLinesAsync(Path.Combine(_folder, "told"));
}
