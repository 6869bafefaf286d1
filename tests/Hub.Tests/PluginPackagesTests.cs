using System.Diagnostics;
using Hub.Testing;

namespace Hub.Tests;

/// <summary>What would be published is packed, and consumed from a folder by somebody who has nothing else.</summary>
[Trait("Category", "Long")]
public sealed class PluginPackagesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-packages-").FullName;

    private string Feed => Path.Combine(_folder, "feed");

    [Fact]
    public async Task The_templates_install_into_dotnet_new_and_what_they_make_builds_and_passes()
    {
        await RunAsync(Samples.Repository, "dotnet", "pack", "templates/Hub.Templates.csproj", "-o", Feed, "--nologo", "-v", "q");
        var hive = Path.Combine(_folder, "hive");
        await RunAsync(_folder, "dotnet", "new", "install", Directory.EnumerateFiles(Feed, "Hub.Templates.*.nupkg").Single(), "--debug:custom-hive", hive);
        await RunAsync(_folder, "dotnet", "new", "hub-connector-csharp", "-n", "my-bank", "--debug:custom-hive", hive);

        var made = Path.Combine(_folder, "my-bank");
        await RunAsync(made, "dotnet", "build", "MyBank.csproj", "--nologo", "-v", "q");
        var tested = await HubProcess.VerbAsync(["plugin", "test", made], folder: _folder);
        Assert.True(tested.ExitCode == 0, tested.Output + tested.Errors);
    }

    [Fact]
    public async Task The_SDK_is_consumed_from_a_folder_feed()
    {
        await RunAsync(Samples.Repository, "dotnet", "pack", "sdk/Hub.Sdk", "-o", Feed, "--nologo", "-v", "q");
        await RunAsync(Samples.Repository, "dotnet", "pack", "sdk/Hub.Sdk.Testing", "-o", Feed, "--nologo", "-v", "q");
        File.WriteAllText(Path.Combine(_folder, "nuget.config"), """<configuration><packageSources><clear /><add key="feed" value="feed" /></packageSources></configuration>""");
        File.WriteAllText(Path.Combine(_folder, "One.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><RestorePackagesPath>packages</RestorePackagesPath></PropertyGroup>
              <ItemGroup><PackageReference Include="Hub.Sdk.Testing" Version="0.1.0" /></ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(_folder, "One.cs"), "public sealed class One : Hub.Sdk.IConnector { public object Context => new Hub.Sdk.Testing.RecordingContext(); }");
        await RunAsync(_folder, "dotnet", "build", "One.csproj", "--nologo", "-v", "q");
        Assert.True(File.Exists(Path.Combine(_folder, "bin", "Debug", "net10.0", "One.dll")));
    }

    [Fact]
    public async Task The_typings_pack_and_compile_a_script_from_npm()
    {
        var made = Path.Combine(_folder, "my-bank");
        Assert.Equal(0, (await HubProcess.VerbAsync(["plugin", "new", "connector-js", "my-bank"], folder: _folder)).ExitCode);
        await RunAsync(Path.Combine(Samples.Repository, "sdk", "js"), "npm", "pack", "--pack-destination", _folder);
        await RunAsync(made, "npm", "install", "--no-audit", "--no-fund", Directory.EnumerateFiles(_folder, "*.tgz").Single());
        Directory.Delete(Path.Combine(made, "sdk"), recursive: true);
        var settings = Path.Combine(made, "tsconfig.json");
        File.WriteAllText(settings, File.ReadAllText(settings).Replace("sdk/hub.d.ts", "node_modules/@hub/plugin-types/hub.d.ts", StringComparison.Ordinal));
        var shipped = File.ReadAllText(Path.Combine(made, "plugin.js"));
        await RunAsync(made, "npm", "run", "build");
        Assert.Equal(shipped.ReplaceLineEndings("\n"), File.ReadAllText(Path.Combine(made, "plugin.js")).ReplaceLineEndings("\n"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task RunAsync(string folder, string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {await output} {await errors}");
    }
}
