using System.IO.Compression;
using Hub.FrontDoor;
using Hub.Testing;
using Hub.Tests.Package;

namespace Hub.Tests.Functions;

/// <summary>The zip that is deployed, really published.</summary>
[Trait("Category", "Long")]
[Collection(Publishing.Name)]
public sealed class PublishedAppTests
{
    private const int Executable = 0x40;

    [Fact]
    public async Task The_zip_holds_what_a_function_app_needs_and_runs_behind_the_host()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The function app is for Linux.");
        var zip = Path.Combine(await Publishing.PublishAsync("azure"), "hub-functions.zip");
        using (var archive = ZipFile.OpenRead(zip))
        {
            var entries = archive.Entries.ToDictionary(entry => entry.FullName, entry => entry.ExternalAttributes >> 16, StringComparer.Ordinal);
            Assert.All(["hub", "runner/Hub.Runner"], name => Assert.True((entries[name] & Executable) != 0, $"{name} cannot be executed"));
            Assert.All(["host.json", "http/function.json", "tick/function.json", "run/function.json", "plugins/linky/plugin.json", "plugins/demo-bank/plugin.js", "records/energy.consumption.json"], name => Assert.Contains(name, entries.Keys));
            Assert.DoesNotContain(entries.Keys, name => name.StartsWith("templates/", StringComparison.Ordinal) || name.StartsWith("sdk/", StringComparison.Ordinal) || name.EndsWith(".md", StringComparison.Ordinal) && !name.StartsWith("plugins/", StringComparison.Ordinal));
            Assert.Equal(3, entries.Keys.Count(name => name.EndsWith("function.json", StringComparison.Ordinal)));
        }

        var app = Directory.CreateTempSubdirectory("hub-published-").FullName;
        try
        {
            await ZipFile.ExtractToDirectoryAsync(zip, app, overwriteFiles: true);
            await using var hub = await HubProcess.StartAsync(new FunctionsApp(app).Impatient() with { Storage = (await Azurite.SharedAsync()).NewAccount(), Instances = 2 });
            var owner = await hub.OwnerAsync();
            var run = await owner.ImportAsync("load.csv", MadeFiles.LoadCurve(48));
            Assert.Equal("succeeded", run.GetProperty("state").GetString());
            Assert.Equal(MadeFiles.Kilowatthours(48), await owner.SumAsync(Readings.Type, "/energy"));
            await hub.HearAsync("run: 200 done");
            await hub.TellAsync("tick");
            await hub.HearAsync("tick: 200 done");
        }
        finally
        {
            Directory.Delete(app, recursive: true);
        }
    }
}
