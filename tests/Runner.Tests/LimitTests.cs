using System.Security.Cryptography;
using Hub.Core.Plugins.Running;
using Hub.Sdk;
using Hub.Testing;

namespace Runner.Tests;

/// <summary>Nothing that a plug-in asks for is without a bound, and what it gave before the bound is kept.</summary>
public sealed class LimitTests
{
    private const long MB = 1024 * 1024;

    [Theory]
    [InlineData("hang")]
    [InlineData("spin")]
    [InlineData("spin-in-a-record")]
    [InlineData("start-a-child")]
    public async Task A_plug_in_that_never_ends_is_stopped_when_its_time_is_over(string behaviour)
    {
        var clock = new HandClock();
        var handler = Runs.Handler(behaviour);
        var passes = 0;
        handler.OnOpen = () =>
        {
            // The third pass is opened by the one behaviour that has something to tell before it waits for ever.
            if (++passes == (behaviour == "start-a-child" ? 3 : 2))
            {
                clock.Advance(TimeSpan.FromMinutes(15));
            }
        };

        var result = await Runs.RunAsync(Runs.Request("Behaving"), handler, clock: clock, confine: behaviour != "start-a-child");

        Assert.Equal(Outcome.LimitExceeded, result.Outcome);
        Assert.Contains("not done after 15\u00a0min", result.Detail!.En, StringComparison.Ordinal);
        Assert.Contains("au bout de 15\u00a0min", result.Detail.Fr, StringComparison.Ordinal);
        Assert.Null(result.ExitCode);
        Assert.Equal(TimeSpan.FromMinutes(15), result.Duration);
        Assert.Equal(3, handler.Records.Count);
    }

    [Theory]
    [InlineData("managed-memory")]
    [InlineData("native-memory")]
    public async Task A_plug_in_that_takes_too_much_memory_is_stopped(string behaviour)
    {
        var (result, told) = await Runs.BehaveAsync(behaviour, new RunnerLimits { Memory = 200 * MB });

        Assert.Equal(Outcome.LimitExceeded, result.Outcome);
        Assert.Contains("more memory than the 200\u00a0MB", result.Detail!.En, StringComparison.Ordinal);
        Assert.Contains("plus de mémoire que les 200\u00a0Mo", result.Detail.Fr, StringComparison.Ordinal);
        Assert.Equal(3, told.Records.Count);
    }

    [Fact]
    public async Task A_plug_in_that_notices_that_memory_is_short_ends_in_its_own_words()
    {
        var (result, _) = await Runs.BehaveAsync("managed-memory-caught", new RunnerLimits { Memory = 200 * MB });

        Assert.Equal(Outcome.LimitExceeded, result.Outcome);
        Assert.Equal("Too large to hold.", result.Detail!.En);
    }

    [Fact]
    public async Task A_run_gives_way_to_people_at_their_pages()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The policy of a process is read from /proc.");
        string[] policies = [];
        var handler = Runs.Handler("save 1");
        handler.OnRecord = _ =>
        {
            var threads = Directory.GetDirectories($"/proc/{handler.Log[0]["pid ".Length..]}/task");

            // The 41st of proc_pid_stat(5), counted after the name, which is the second.
            policies = [.. threads.Select(thread => File.ReadAllText(thread + "/stat").Split(") ")[1].Split(' ')[38])];
            return ValueTask.CompletedTask;
        };

        var result = await Runs.RunAsync(Runs.Request("Behaving"), handler);

        Assert.Equal(Outcome.Done, result.Outcome);
        Assert.True(policies.Length > 3, "A runner has threads of .NET's beside its own.");
        Assert.All(policies, policy => Assert.Equal("5", policy)); // SCHED_IDLE
    }

    [Fact]
    public async Task Too_many_records_end_the_run_after_the_last_that_may_be()
    {
        var (result, told) = await Runs.BehaveAsync("save 1000", new RunnerLimits { MaxRecords = 500 });

        Assert.Equal(Outcome.LimitExceeded, result.Outcome);
        Assert.Contains("more than 500 items", result.Detail!.En, StringComparison.Ordinal);
        Assert.Equal(500, told.Records.Count);
    }

    [Fact]
    public async Task Too_much_output_ends_the_run()
    {
        var (result, told) = await Runs.BehaveAsync("save-texts 2000", new RunnerLimits { MaxOutputBytes = 2 * MB });

        Assert.Equal(Outcome.LimitExceeded, result.Outcome);
        Assert.Contains("more than 2\u00a0MB", result.Detail!.En, StringComparison.Ordinal);
        Assert.InRange(told.Records.Count, 1000, 1100);
    }

    /// <summary>At the runner's own end, and at the hub's, which trusts no runner: here it takes fewer.</summary>
    [Theory]
    [InlineData(1000)]
    [InlineData(100)]
    public async Task A_flood_of_log_lines_is_cut_off_and_the_run_goes_on(int most)
    {
        var (result, told) = await Runs.BehaveAsync("log 20000", new RunnerLimits { MaxLogLines = most });

        Assert.Equal(Outcome.Done, result.Outcome);
        Assert.Equal(most, told.Log.Count);
        Assert.All(told.Log, line => Assert.InRange(line.Length, 1, 1000));
    }

    [Fact]
    public async Task A_flood_of_progress_becomes_a_few_and_the_last_of_them_arrives()
    {
        var (result, told) = await Runs.BehaveAsync("progress 1000000");

        Assert.Equal(Outcome.Done, result.Outcome);
        Assert.Equal((1_000_000, 1_000_000), told.Progress[^1]);
        Assert.InRange(told.Progress.Count, 1, 1000);
    }

    [Theory]
    [InlineData("save-large 5000000", "line 9")]
    [InlineData("save-large 50000000", "line 9")]
    [InlineData("save-large-in-pieces 1000000", null)]
    public async Task An_item_that_no_frame_can_hold_is_set_aside_and_its_neighbours_stay(string behaviour, string? at)
    {
        var (result, told) = await Runs.BehaveAsync(behaviour, new RunnerLimits { Memory = 4096 * MB });

        Assert.Equal(Outcome.Done, result.Outcome);
        Assert.Equal(3, told.Records.Count);
        var reject = Assert.Single(told.Rejects);
        Assert.Equal(("test.item", at), (reject.Type, reject.At));
        Assert.Contains("larger than a record may be", reject.Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_million_records_stream_through_in_little_memory()
    {
        var handler = Runs.Handler("save 1000000");
        var count = 0L;
        handler.OnRecord = number =>
        {
            Assert.Equal(count++, number);
            return ValueTask.CompletedTask;
        };

        var result = await Runs.RunAsync(Runs.Request("Behaving"), handler);

        Assert.Equal(Outcome.Done, result.Outcome);
        Assert.Equal(1_000_000, handler.Records.Count);
        Assert.Equal("{\"n\":999999}", handler.Records[^1].Data);
        Assert.Equal("line 999999", handler.Records[^1].At);
        Assert.InRange(result.PeakMemory, 10 * MB, 100 * MB);
    }

    [Fact]
    public async Task A_plug_in_waits_for_a_slow_hub_instead_of_filling_its_memory()
    {
        var handler = Runs.Handler("save-texts 100000");
        long bytes = 0;
        handler.OnData = data =>
        {
            bytes += data.Length;
            for (var i = 0; i < 5; i++)
            {
                SHA256.HashData(data.Span);
            }
        };

        var result = await Runs.RunAsync(Runs.Request("Behaving"), handler);

        Assert.Equal(Outcome.Done, result.Outcome);
        Assert.InRange(bytes, 200 * MB * 9 / 10, 210 * MB);
        Assert.InRange(result.PeakMemory, 10 * MB, 100 * MB);
    }
}
