using Hub.Testing;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hub.Core.Plugins.Running;
using Hub.Sdk;
using Hub.Wire;

namespace Runner.Tests;

/// <summary>A runner that was started ahead of its run does what any other does, once, and for scripts only.</summary>
public sealed class WarmTests : IAsyncDisposable
{
    private const string Reading = """
        exports.importFile = function (hub, file) {
            file.eachRow({ separator: ";" }, function (cells, number) {
                hub.save("test.item", { n: number, amount: cells[1], chance: String(Math.random()) }, { at: "row " + number });
            });
            hub.setCursor(hub.settings.from || "none");
            hub.log(typeof process + " " + new Date(2026, 6, 1).getTimezoneOffset() + " " + hub.now().slice(0, 15));
        };
        """;

    // Everything that a script can reach by name, and what it is.
    private const string LookingAround = """
        var seen = new Set(), lines = [];
        function look(path, it) {
            if (it === null || (typeof it !== "object" && typeof it !== "function")) { lines.push(path + " = " + typeof it + " " + String(it)); return; }
            if (seen.has(it)) { return; }
            seen.add(it);
            lines.push(path + " : " + typeof it + " " + Object.isExtensible(it));
            Object.getOwnPropertyNames(it).sort().forEach(function (name) {
                var is = Object.getOwnPropertyDescriptor(it, name);
                lines.push(path + "." + name + " " + is.writable + is.enumerable + is.configurable + (is.get ? " get" : ""));
                if (!is.get) { look(path + "." + name, is.value); }
            });
            look(path + ".__proto__", Object.getPrototypeOf(it));
        }
        exports.sync = function (hub) {
            look("hub", hub);
            [Object, Array, String, Number, Boolean, Function, Date, RegExp, Error, TypeError, Math, JSON, Map, Set, console, (function () { return this; })()].forEach(function (it, i) { look("global" + i, it); });
            look("match", /(a)(b)/.exec("ab"));
            lines.forEach(function (line, i) { if (line.indexOf("hub.random") < 0) { hub.save("test.line", { line: line }); } });
            hub.log(lines.length + " " + Math.random() + " " + hub.random());
        };
        """;

    private static readonly byte[] File = Encoding.UTF8.GetBytes("a;1,50\nb;2\n");
    private readonly WarmRunners _warm = new(Place.Launcher, new RunnerLimits(), TimeProvider.System);

    public ValueTask DisposeAsync() => _warm.DisposeAsync();

    [Fact]
    public async Task The_second_run_finds_a_runner_ready_and_ends_as_the_first()
    {
        var first = await RunAsync(Reading, RunMode.Import);
        await _warm.ExpectAsync();
        var ready = _warm.ProcessId;
        var second = await RunAsync(Reading, RunMode.Import);
        await _warm.ExpectAsync();

        Assert.Equal((false, true), (first.Result.Warm, second.Result.Warm));
        Assert.Equal((Outcome.Done, null), (first.Result.Outcome, first.Result.Detail));
        Assert.Equal((Outcome.Done, null), (second.Result.Outcome, second.Result.Detail));
        Assert.Equal(2, first.Told.Records.Count);
        Assert.Equal(first.Told.Records, second.Told.Records);
        Assert.Equal(first.Told.Log, second.Told.Log);
        Assert.Equal("undefined -120 2026-01-15T09:0", Assert.Single(second.Told.Log));
        Assert.Equal(first.Told.Cursors, second.Told.Cursors);
        Assert.False(Runs.IsAlive(ready!.Value.ToString(CultureInfo.InvariantCulture)));
        Assert.NotEqual(ready, _warm.ProcessId);
    }

    [Fact]
    public async Task What_it_tried_before_leaves_nothing_that_a_script_can_see()
    {
        var (cold, seen) = await RunAsync(LookingAround, RunMode.Sync, warm: false);
        await _warm.ExpectAsync();
        var (warm, seenWarm) = await RunAsync(LookingAround, RunMode.Sync);

        Assert.Equal((false, true), (cold.Warm, warm.Warm));
        Assert.Equal((Outcome.Done, null), (cold.Outcome, cold.Detail));
        Assert.True(seen.Records.Count > 500);
        Assert.Equal(seen.Records, seenWarm.Records);
        Assert.Equal(seen.Log, seenWarm.Log);
        Assert.Empty(seenWarm.Calls);
    }

    [Fact]
    public async Task A_place_in_the_script_is_told_in_the_authors_source()
    {
        await _warm.ExpectAsync();
        using var folder = new ScriptFolder("exports.sync = function (hub) { hub.none(); };");
        folder.Write("plugin.js.map", """{"version":3,"sources":["../src/plugin.ts"],"mappings":"AAAA"}""");

        var result = await NewRun().RunAsync(folder.Request(RunMode.Sync), new RecordingHandler([]), TestContext.Current.CancellationToken);

        Assert.True(result.Warm);
        Assert.Contains("src/plugin.ts:1:", result.Detail!.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_was_killed_meanwhile_costs_nothing_but_time(bool noticed)
    {
        await _warm.ExpectAsync();
        using (var ready = Process.GetProcessById(_warm.ProcessId!.Value))
        {
            ready.Kill();
            await (noticed ? ready.WaitForExitAsync(TestContext.Current.CancellationToken) : Task.CompletedTask);
        }

        var (result, told) = await RunAsync(Reading, RunMode.Import);

        Assert.Equal((false, Outcome.Done), (result.Warm, result.Outcome));
        Assert.Equal(2, told.Records.Count);
    }

    [Fact]
    public async Task One_of_an_older_edition_is_not_used()
    {
        using var copy = new ScriptFolder("");
        foreach (var file in Directory.EnumerateFiles(Place.Runner))
        {
            System.IO.File.Copy(file, Path.Join(copy.Path, Path.GetFileName(file)));
        }

        var launcher = new RunnerLauncher(copy.Path);
        await using var warm = new WarmRunners(launcher, new RunnerLimits(), TimeProvider.System);
        await warm.ExpectAsync();
        System.IO.File.SetLastWriteTimeUtc(Path.Join(copy.Path, "Hub.Runner.dll"), DateTime.UtcNow.AddHours(1));

        var (result, _) = await RunAsync(Reading, RunMode.Import, new RunnerProcess(launcher, new RunnerLimits(), TimeProvider.System, warm));

        Assert.Equal((false, Outcome.Done), (result.Warm, result.Outcome));
    }

    [Fact]
    public async Task One_with_other_limits_is_not_used()
    {
        await _warm.ExpectAsync();
        var ready = _warm.ProcessId;
        var limits = new RunnerLimits { Memory = 300 * 1024 * 1024 };

        var (result, _) = await RunAsync(Reading, RunMode.Import, new RunnerProcess(Place.Launcher, limits, TimeProvider.System, _warm));

        Assert.Equal((false, Outcome.Done), (result.Warm, result.Outcome));
        Assert.Equal(ready, _warm.ProcessId);
    }

    [Fact]
    public async Task A_compiled_plugin_never_gets_one()
    {
        await _warm.ExpectAsync();
        var ready = _warm.ProcessId;

        var result = await NewRun().RunAsync(Runs.Request("Behaving"), Runs.Handler("save 1"), TestContext.Current.CancellationToken);

        Assert.Equal((false, Outcome.Done), (result.Warm, result.Outcome));
        Assert.Equal(ready, _warm.ProcessId);
    }

    [Fact]
    public async Task A_script_that_is_debugged_never_gets_one()
    {
        await _warm.ExpectAsync();
        var ready = _warm.ProcessId;
        using var folder = new ScriptFolder(Reading);
        using var stop = new CancellationTokenSource();
        var launcher = new RunnerLauncher(Place.Runner) { Debugged = Path.GetFileName(folder.Path), Waits = _ => stop.Cancel() };
        var run = new RunnerProcess(launcher, new RunnerLimits(), TimeProvider.System, _warm);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.RunAsync(folder.Request(RunMode.Sync), new RecordingHandler([]), stop.Token));

        Assert.Equal(ready, _warm.ProcessId);
    }

    [Fact]
    public async Task A_runner_for_scripts_may_read_no_plugins_folder()
    {
        Assert.SkipUnless(Place.Launcher.Sandbox.Files, "the system cannot confine a runner so: " + Place.Launcher.Sandbox.Sentence.En);
        using var warm = WarmRunner.Start(Place.Launcher, new RunnerLimits());
        Assert.True(await warm.GetReadyAsync());
        await using var child = new RunnerChild(warm, new RunnerLimits(), TimeProvider.System);
        using var frames = new FrameLoop(child, Runs.Handler("save 1"), new RunnerLimits(), TimeProvider.System);
        var request = Runs.Request("Behaving");

        await frames.StartAsync(new StartMessage
        {
            Folder = request.PluginFolder,
            Entry = request.Entry,
            Mode = RunMode.Import,
            Settings = "{}"u8.ToArray(),
            Zone = request.Zone,
            Now = request.Now,
            Answers = request.Answers,
        });
        await frames.RunAsync();

        Assert.Equal(Outcome.PluginFault, frames.Done!.Outcome);
    }

    [Fact]
    public async Task It_is_let_go_when_nobody_came()
    {
        var clock = new HandClock();
        await using var warm = new WarmRunners(Place.Launcher, new RunnerLimits(), clock);
        await warm.ExpectAsync();
        var ready = warm.ProcessId!.Value;
        clock.Advance(WarmRunners.KeptFor / 2);
        await warm.ExpectAsync();
        Assert.Equal(ready, warm.ProcessId);

        clock.Advance(WarmRunners.KeptFor);

        Assert.Null(warm.ProcessId);
        Assert.False(Runs.IsAlive(ready.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task It_ends_with_the_hub()
    {
        await _warm.ExpectAsync();
        var ready = _warm.ProcessId!.Value;

        await _warm.DisposeAsync();
        await _warm.ExpectAsync();

        Assert.Null(_warm.ProcessId);
        Assert.False(Runs.IsAlive(ready.ToString(CultureInfo.InvariantCulture)));
    }

    private RunnerProcess NewRun() => new(Place.Launcher, new RunnerLimits(), TimeProvider.System, _warm);

    private async Task<(RunnerResult Result, RecordingHandler Told)> RunAsync(string script, RunMode mode, bool warm) =>
        await RunAsync(script, mode, warm ? null : new RunnerProcess(Place.Launcher, new RunnerLimits(), TimeProvider.System));

    private async Task<(RunnerResult Result, RecordingHandler Told)> RunAsync(string script, RunMode mode, RunnerProcess? run = null)
    {
        using var folder = new ScriptFolder(script);
        var told = new RecordingHandler(File);
        return (await (run ?? NewRun()).RunAsync(folder.Request(mode, File.Length), told, TestContext.Current.CancellationToken), told);
    }
}
