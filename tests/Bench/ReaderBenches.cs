namespace Bench;

/// <summary>Each reader of files, or those that are named beside <c>readers</c>, beside the yardstick's whole way in: rate, processor time and memory at two sizes.</summary>
internal static class ReaderBenches
{
    private const int Few = 10_000, Many = 100_000;

    public static async Task RunAsync(Places places, Report report)
    {
        var pipeline = await WriteBenches.PipelineAsync(places);
        var named = ReaderInputs.All.Where(input => places.Options.Names.Contains(input.Reader)).ToList();
        foreach (var (reader, name, write) in named.Count > 0 ? named : ReaderInputs.All)
        {
            var few = await MeasureAsync(places, name, write, Few);
            var runs = new List<Cost>();
            for (var run = 0; run < places.Options.Runs; run++)
            {
                runs.Add(await MeasureAsync(places, name, write, Many));
            }

            report.Add($"{reader}: import of 100,000", "rows/s", Report.Median(runs.Select(run => run.Rate)), pipeline, "≥ 0.3");
            report.Add($"{reader}: the same, records for a second of processor time, hub and runner together", "rows/s", Report.Median(runs.Select(run => run.PerProcessorSecond)), pipeline, "≥ 0.3");
            report.Add($"{reader}: memory of the hub, 100,000 beside 10,000", "MB", runs.Max(run => run.Hub), few.Hub, "flat");
            report.Add($"{reader}: memory of the runner, 100,000 beside 10,000", "MB", runs.Max(run => run.Runner), few.Runner, "flat");
        }
    }

    private static async Task<Cost> MeasureAsync(Places places, string name, Action<string, int> write, int rows)
    {
        var file = Path.Combine(places.Root, name);
        write(file, rows);
        var data = places.NewFolder("readers");
        await using var server = await Server.HubAsync(places, data, await Server.AccountAsync(places, data));
        using var watch = new RunnerWatch(server.Pid);
        var before = Processes.Spent(server.Pid);
        var (seconds, _, created) = await Imports.RunAsync(server, file);
        var spent = (Processes.Spent(server.Pid) - before) / 1000;
        return created >= rows ? new Cost(rows / seconds, rows / spent, Processes.Memory(server.Pid, "VmHWM"), watch.Peak) : throw new InvalidOperationException($"{name}: only {created} of {rows} created");
    }

    /// <param name="PerProcessorSecond">What other programs on the machine hardly change.</param>
    /// <param name="Hub">Its highest resident memory, in megabytes.</param>
    private sealed record Cost(double Rate, double PerProcessorSecond, double Hub, double Runner);
}
