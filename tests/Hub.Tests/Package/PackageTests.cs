using System.IO.Compression;
using System.Security.Cryptography;
using Hub.Testing;

namespace Hub.Tests.Package;

/// <summary>What ./publish.sh makes for one platform, really published, unpacked and started where nothing is installed.</summary>
[Trait("Category", "Long")]
[Collection(Publishing.Name)]
public sealed class PackageTests
{
    [Fact]
    public async Task The_unpacked_folder_runs_with_nothing_beside_it_under_a_name_with_spaces_and_accents()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The package is tried on Linux.");
        var artifacts = await Publishing.PublishAsync("linux-x64");
        var archive = Path.Combine(artifacts, "hub-linux-x64.tar.gz");
        Assert.Equal($"{Sum(archive)}  hub-linux-x64.tar.gz", (await File.ReadAllTextAsync(archive + ".sha256")).Trim());

        var place = Directory.CreateTempSubdirectory("hub-package-").FullName;
        var home = Directory.CreateDirectory(Path.Combine(place, "chez Zoé")).FullName;
        var programs = Directory.CreateDirectory(Path.Combine(place, "Été à vivre")).FullName;
        await Programs.RunAsync("tar", "-xzf", archive, "-C", programs);
        var folder = Path.Combine(programs, "hub-linux-x64");
        await CheckContentsAsync(folder);
        var before = Contents(folder);

        await using (var hub = await HubProcess.StartPackageAsync(Path.Combine(folder, "hub"), home))
        {
            var owner = await hub.OwnerAsync();
            Assert.Contains(hub.Said, line => line.EndsWith(Path.Combine(home, ".local", "share", "hub"), StringComparison.Ordinal));
            var run = await owner.ImportAsync(Samples.Own("linky-load-curve.csv"));
            Assert.Equal("succeeded", run.GetProperty("state").GetString());
            using var page = await owner.Session.GetAsync("/data/energy.consumption");
            Assert.Contains("<table", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            using var script = await owner.Session.GetAsync("/assets/hub.js");
            Assert.True(script.IsSuccessStatusCode, "The charts are not in the package.");

            // A script too: its runner is started in another way.
            var bank = await owner.ImportAsync(Samples.Own("bank.ofx"));
            Assert.Equal("succeeded", bank.GetProperty("state").GetString());
        }

        Assert.Equal(before, Contents(folder));
        Directory.Delete(place, recursive: true);
    }

    [Fact]
    public async Task The_package_for_Windows_is_complete()
    {
        var artifacts = await Publishing.PublishAsync("win-x64");
        var archive = Path.Combine(artifacts, "hub-win-x64.zip");
        Assert.Equal($"{Sum(archive)}  hub-win-x64.zip", (await File.ReadAllTextAsync(archive + ".sha256")).Trim());
        await using var zip = await ZipFile.OpenReadAsync(archive);
        var names = zip.Entries.Select(entry => entry.FullName).ToList();
        Assert.All(["hub.exe", "runner/Hub.Runner.exe", "e_sqlite3.dll", "plugins/linky/plugin.json", "records/energy.consumption.json", "running.md", "SHA256SUMS"], name => Assert.Contains(name, names));
        Assert.Single(names, name => name.StartsWith("dotnet/host/fxr/", StringComparison.Ordinal) && name.EndsWith("/hostfxr.dll", StringComparison.Ordinal));
        Assert.All(["coreclr.dll", "Microsoft.AspNetCore.dll"], name => Assert.Single(names, entry => entry.EndsWith("/" + name, StringComparison.Ordinal)));
    }

    private static async Task CheckContentsAsync(string folder)
    {
        var sums = (await File.ReadAllLinesAsync(Path.Combine(folder, "SHA256SUMS"))).Select(line => line.Split("  ./")).ToDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal);
        Assert.Equal(Contents(folder).Where(file => file != "SHA256SUMS").Order(StringComparer.Ordinal), sums.Keys.Order(StringComparer.Ordinal));
        Assert.All(sums, sum => Assert.Equal(Sum(Path.Combine(folder, sum.Key)), sum.Value));

        // One .NET for the hub and its runner, and nothing of the places where it was made.
        Assert.Single(sums.Keys, name => name.EndsWith("/libcoreclr.so", StringComparison.Ordinal));
        Assert.All(["hub", "runner/Hub.Runner", "service/hub.service", "service/hub-user.service", "running.md", "LICENSE", "dotnet/THIRD-PARTY-NOTICES.TXT"], name => Assert.Contains(name, sums.Keys));
        Assert.DoesNotContain(sums.Keys, name => name.EndsWith(".pdb", StringComparison.Ordinal) || name.EndsWith("function.json", StringComparison.Ordinal));
    }

    private static List<string> Contents(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];

    private static string Sum(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }
}
