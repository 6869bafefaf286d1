using System.Diagnostics;
using System.IO.Compression;
using Hub.Testing;

namespace Hub.FrontDoor.Kills;

/// <summary>Killed at any moment, the hub loses nothing, doubles nothing and goes on by itself.</summary>
public sealed class KillTests
{
    private const int Rows = 100_000;

    [Fact]
    public Task An_import_that_was_killed_goes_on_by_itself() => ImportKilledAsync(seed: 7, kills: 3);

    [Fact]
    [Trait("Category", "Long")]
    public async Task Twenty_imports_killed_at_random_moments_all_end_whole()
    {
        for (var seed = 100; seed < 120; seed++)
        {
            await ImportKilledAsync(seed, kills: 1 + (seed % 4));
        }
    }

    [Fact]
    public async Task A_runner_that_is_killed_is_a_fault_of_its_plug_in_and_what_was_read_is_kept()
    {
        SkipWithoutProc();
        await using var hub = await HubProcess.StartAsync();
        var person = await hub.OwnerAsync();
        var id = await person.BeginImportAsync("curve.csv", MadeFiles.LoadCurve(Rows));
        while ((await person.GetAsync("/api/runs/" + id)).Count("created") == 0)
        {
            await Task.Yield();
        }

        using (var runner = Process.GetProcessById(Assert.Single(hub.Runners())))
        {
            runner.Kill();
        }

        var run = await person.EndOfAsync(id);
        Assert.Equal(("partial", "PluginFault"), (run.State(), run.Outcome()));
        Assert.Contains("broke off", run.Message(), StringComparison.Ordinal);
        run.AssertAddsUp();
        Assert.InRange(run.Count("created"), 1, Rows - 1);
        Assert.Equal(run.Count("created"), await CountAsync(person));

        var again = await person.ImportAsync("curve.csv", MadeFiles.LoadCurve(Rows));
        Assert.Equal($"{Rows - run.Count("created")} 0 {run.Count("created")} 0 0", again.Told());
        Assert.Equal(0, (await hub.RunAsync("check")).ExitCode);
    }

    [Fact]
    public async Task A_hub_killed_while_it_exports_leaves_no_half_archive()
    {
        await using var hub = await HubProcess.StartAsync();
        var person = await hub.OwnerAsync();
        var noise = new byte[48 * 1024 * 1024];
        new Random(3).NextBytes(noise);
        var upload = await person.UploadAsync("noise.bin", new MemoryStream(noise));
        await person.EndOfAsync((await person.PostAsync("/api/imports", new { uploads = new[] { upload } })).GetProperty("run").GetString()!);

        var id = (await person.PostAsync("/api/exports", new { })).GetProperty("run").GetString()!;
        while (Artifacts().Count == 0)
        {
            await Task.Yield();
        }

        await hub.KillAsync();
        Assert.All(Artifacts(), path => Assert.EndsWith(".part", path, StringComparison.Ordinal));
        await hub.RestartAsync();
        Assert.Equal("Done", (await person.EndOfAsync(id)).Outcome());
        await using (var archive = await person.Api.GetStreamAsync("/api/exports/" + id))
        {
            var whole = new MemoryStream();
            await archive.CopyToAsync(whole);
            using var zip = new ZipArchive(whole);
            Assert.Contains(zip.Entries, entry => entry.Length == noise.Length);
            Assert.NotNull(zip.GetEntry("SHA256SUMS"));
        }

        Assert.DoesNotContain(Artifacts(), path => path.EndsWith(".part", StringComparison.Ordinal));

        List<string> Artifacts() => [.. Directory.EnumerateFiles(hub.Data, "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == "artifacts")];
    }

    [Fact]
    public async Task What_the_command_line_was_killed_at_goes_on_when_the_server_starts()
    {
        await using var hub = await HubProcess.StartAsync();
        var person = await hub.OwnerAsync();
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, MadeFiles.LoadCurve(Rows));
        using var verb = hub.Begin("import", "--user", person.Name, file);
        while (await CountAsync(person) < Rows / 10)
        {
            await Task.Yield();
        }

        verb.Kill();
        await verb.WaitForExitAsync();
        File.Delete(file);
        await hub.KillAsync();
        await hub.RestartAsync();
        var id = Assert.Single((await person.GetAsync("/api/runs")).GetProperty("items").EnumerateArray().ToList()).Id();
        await AssertWholeAsync(hub, person, id);
    }

    private static async Task ImportKilledAsync(int seed, int kills)
    {
        var random = new Random(seed);
        await using var hub = await HubProcess.StartAsync();
        var person = await hub.OwnerAsync();
        var id = await person.BeginImportAsync("curve.csv", MadeFiles.LoadCurve(Rows));
        foreach (var moment in Enumerable.Range(0, kills).Select(_ => random.Next(-Rows / 10, Rows)).Order().ToList())
        {
            var run = await person.GetAsync("/api/runs/" + id);
            while (run.Count("read") < moment && run.State() != "succeeded")
            {
                run = await person.GetAsync("/api/runs/" + id);
            }

            var runners = OperatingSystem.IsLinux() ? hub.Runners() : [];
            await hub.KillAsync();
            await hub.RestartAsync();
            while (runners.Any(pid => Directory.Exists($"/proc/{pid}")))
            {
                // Its pipe is gone, so it ends; one that did not would hang the test.
                await Task.Yield();
            }
        }

        await AssertWholeAsync(hub, person, id);
    }

    private static async Task AssertWholeAsync(HubProcess hub, Person person, string id)
    {
        var run = await person.EndOfAsync(id);
        Assert.Equal(("succeeded", $"{Rows} 0 0 0 0", (long)Rows), (run.State(), run.Told(), run.Count("read")));
        Assert.Equal(Rows, await CountAsync(person));
        Assert.Equal(MadeFiles.Kilowatthours(Rows), await person.SumAsync("energy.consumption", "/energy"));
        var changes = await person.GetAsync("/api/changes?since=0&limit=1000");
        Assert.Equal(1000, changes.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("seq").GetInt64()).Distinct().Count());
        (await person.ImportAsync("curve.csv", MadeFiles.LoadCurve(Rows))).AssertChangedNothing();
        var check = await hub.RunAsync("check");
        Assert.True(check.ExitCode == 0, check.Output + check.Errors);
    }

    private static async Task<long> CountAsync(Person person) =>
        (await person.GetAsync("/api/records/energy.consumption/aggregate?fn=count")).GetProperty("rows").EnumerateArray().Sum(row => row.GetProperty("value").GetInt64());

    private static void SkipWithoutProc()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("processes are found the Linux way");
        }
    }
}
