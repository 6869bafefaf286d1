using System.Diagnostics;
using Hub.Core.Plugins.Running;
using Hub.Sdk;

namespace Runner.Tests;

/// <summary>However the hub ends a run, or itself, no process is left.</summary>
public sealed class EndTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("hang")]
    [InlineData("spin")]
    public async Task Cancelling_ends_the_process(string behaviour)
    {
        using var cancel = new CancellationTokenSource();
        var handler = Runs.Handler(behaviour);
        handler.OnRecord = number => number == 2 ? new ValueTask(cancel.CancelAsync()) : ValueTask.CompletedTask;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(handler, cancel.Token));

        Runs.AssertGone(handler);
    }

    [Fact]
    public async Task The_hubs_own_trouble_ends_the_process_and_comes_out()
    {
        var handler = Runs.Handler("hang");
        handler.OnRecord = number => number == 2 ? throw new IOException("disk full") : ValueTask.CompletedTask;

        var trouble = await Assert.ThrowsAsync<IOException>(() => RunAsync(handler, TestContext.Current.CancellationToken));

        Assert.Equal("disk full", trouble.Message);
        Runs.AssertGone(handler);
    }

    [Fact]
    public async Task The_hub_can_end_a_run_with_an_outcome()
    {
        var handler = Runs.Handler("hang");
        var detail = new Text("Not granted.", "Pas autorisé.");
        handler.OnRecord = number => number == 2 ? throw new RunException(Outcome.PluginFault, detail) : ValueTask.CompletedTask;

        var result = await Runs.RunAsync(Runs.Request("Behaving"), handler);

        Assert.Equal((Outcome.PluginFault, detail), (result.Outcome, result.Detail));
    }

    [Fact]
    public async Task A_hub_with_nothing_to_do_is_told_that_what_came_can_be_committed()
    {
        using var cancel = new CancellationTokenSource();
        var handler = Runs.Handler("hang");
        handler.OnIdle = () => new ValueTask(handler.Records.Count == 3 ? cancel.CancelAsync() : Task.CompletedTask);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(handler, cancel.Token));

        Assert.True(handler.Idle >= 1);
    }

    [Fact]
    public async Task A_child_that_a_dead_plug_in_left_behind_does_not_hold_the_run_up()
    {
        var (result, _) = await Runs.BehaveAsync("leave-a-child 20", confine: false);

        Assert.Equal(Outcome.PluginFault, result.Outcome);
        Assert.True(result.Duration < TimeSpan.FromSeconds(15));
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("spin")]
    [InlineData("save-texts 1000000000")]
    public async Task A_killed_hub_leaves_no_runner_behind(string behaviour)
    {
        await KillAsync([Place.Host, Place.Runner, Place.Plugin("Behaving"), behaviour]);
    }

    [Fact]
    public async Task A_killed_hub_leaves_no_runner_that_waits_for_a_run() => await KillAsync([Place.Host, "warm", Place.Runner]);

    private static async Task KillAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using var hub = Process.Start(start)!;
        var told = await hub.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        using var runner = Process.GetProcessById(int.Parse(told!["pid ".Length..], System.Globalization.CultureInfo.InvariantCulture));

        hub.Kill();

        using var patience = new CancellationTokenSource(Patience);
        await runner.WaitForExitAsync(patience.Token);
        Assert.True(runner.HasExited);
        await hub.WaitForExitAsync(patience.Token);
    }

    private static Task<RunnerResult> RunAsync(IRunHandler handler, CancellationToken ct) =>
        new RunnerProcess(Place.Launcher, new RunnerLimits(), TimeProvider.System).RunAsync(Runs.Request("Behaving"), handler, ct);
}
