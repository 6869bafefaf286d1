using System.Diagnostics;
using Hub.FrontDoor.Sources;
using Hub.Testing;

namespace Hub.FrontDoor.SideBySide;

/// <summary>Of two processes on one account one is killed at any moment: the other ends what it had under way, and nothing is lost or there twice.</summary>
public sealed class TakeOverTests
{
    private const int Rows = 20_000;
    private const int Pages = 60;
    private const int PerPage = 50;

    /// <summary>A lease lasts a minute, and it is asked for every half a minute; the rest is for a machine that has other things to do.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task A_run_goes_on_however_often_whoever_carries_it_out_is_killed()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("processes are found the Linux way");
        }

        var hubs = new TwoHubs();
        await hubs.InitializeAsync();
        try
        {
            var import = await hubs.Owner.BeginImportAsync("curve.csv", MadeFiles.LoadCurve(Rows));
            foreach (var moment in new[] { 0, Rows / 4, Rows / 2 })
            {
                HubProcess? holder = null;
                while (holder is null || (await hubs.Owner.At(holder).GetAsync("/api/runs/" + import)).Count("read") < moment)
                {
                    holder = new[] { hubs.One, hubs.Two }.FirstOrDefault(hub => hub.Runners().Count > 0);
                }

                await holder.KillAsync();
                await hubs.EndLeasesAsync();
                await holder.RestartAsync();
            }

            await AssertWholeAsync(hubs.Owner.At(hubs.Two), import);
            Assert.Equal(Rows, (await hubs.Owner.AllAsync("energy.consumption")).Count);
            var check = await hubs.Two.RunAsync("check");
            Assert.True(check.ExitCode == 0, check.Output + check.Errors);
        }
        finally
        {
            await hubs.DisposeAsync();
        }
    }

    [Fact]
    [Trait("Category", "Long")]
    public Task What_a_killed_process_had_under_way_is_ended_by_the_other() => RoundAsync(seed: 1, kills: 1);

    [Fact]
    [Trait("Category", "Long")]
    public async Task Killed_at_any_moment_and_started_again_nothing_is_lost_or_there_twice()
    {
        for (var seed = 10; seed < 16; seed++)
        {
            await RoundAsync(seed, kills: 1 + (seed % 3));
        }
    }

    private static async Task AssertWholeAsync(Person person, string import)
    {
        var run = await person.EndOfAsync(import);
        Assert.Equal(("succeeded", $"{Rows} 0 0 0 0", (long)Rows), (run.State(), run.Told(), run.Count("read")));
    }

    private static async Task RoundAsync(int seed, int kills)
    {
        var random = new Random(seed);
        var hubs = new TwoHubs();
        await hubs.InitializeAsync();
        try
        {
            var (dying, living) = (hubs.One, hubs.Two);
            var owner = hubs.Owner;
            var (_, source) = await owner.AddSourceAsync(new { user = "ada", pages = Pages, perPage = PerPage, pause = 50 });
            var import = await owner.BeginImportAsync("curve.csv", MadeFiles.LoadCurve(Rows));
            var moment = random.Next(Rows / 2);
            while ((await owner.At(living).GetAsync("/api/runs/" + import)).Count("read") < moment)
            {
                await Task.Yield();
            }

            for (var kill = 0; kill < kills; kill++)
            {
                await dying.KillAsync();
                if (kill < kills - 1)
                {
                    await dying.RestartAsync();
                    (dying, living) = (living, dying);
                    using var time = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(70_000)));
                    while (!time.IsCancellationRequested && (await owner.At(living).GetAsync("/api/runs/" + import)).State() != "succeeded")
                    {
                        await Task.Yield();
                    }
                }
            }

            var begun = Stopwatch.GetTimestamp();
            var person = owner.At(living);
            var read = (await person.GetAsync("/api/runs/" + import)).Count("read");
            while (await person.GetAsync("/api/runs/" + import) is var now && now.Count("read") == read && now.State() != "succeeded")
            {
                Assert.True(Stopwatch.GetElapsedTime(begun) < Longest, "nobody took the import over");
            }

            TestContext.Current.TestOutputHelper?.WriteLine($"taken over after {Stopwatch.GetElapsedTime(begun).TotalSeconds:0} s, {read} of {Rows} were read");
            await AssertWholeAsync(person, import);
            var synced = await person.EndOfAsync(source.LastRun());
            Assert.Equal(("succeeded", (long)Pages * PerPage), (synced.State(), synced.Count("created")));
            Assert.Equal(MadeFiles.Kilowatthours(Rows) + (Pages * PerPage), await person.SumAsync("energy.consumption", "/energy"));
            Assert.Equal(Rows + (Pages * PerPage), (await person.AllAsync("energy.consumption")).Count);
            var check = await living.RunAsync("check");
            Assert.True(check.ExitCode == 0, check.Output + check.Errors);
        }
        finally
        {
            await hubs.DisposeAsync();
        }
    }
}
