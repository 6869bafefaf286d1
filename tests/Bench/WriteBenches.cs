using System.Globalization;

namespace Bench;

/// <summary>Writing: over HTTP and by importing files.</summary>
internal static class WriteBenches
{
    private const int Rows = 100_000;

    public static async Task BulkAsync(Places places, Report report)
    {
        var (raw, hub) = Inputs.Bodies(await places.RecordsAsync(Rows), 1000);
        List<double> rawNew = [], rawAgain = [], hubNew = [], hubAgain = [];
        for (var run = 0; run < places.Options.Runs; run++)
        {
            await using (var yardstick = await Server.RawAsync(places, places.NewFolder("raw")))
            {
                rawNew.Add(await Server.PostAsync(yardstick, raw.Select(body => ("/bulk", body))));
                rawAgain.Add(await Server.PostAsync(yardstick, raw.Select(body => ("/bulk", body))));
            }

            var data = places.NewFolder("bulk");
            await using var server = await Server.HubAsync(places, data, await Server.AccountAsync(places, data));
            hubNew.Add(await Server.PostAsync(server, hub.Select(body => ($"/api/records/{body.Type}", body.Body))));
            hubAgain.Add(await Server.PostAsync(server, hub.Select(body => ($"/api/records/{body.Type}", body.Body))));
        }

        report.Add("bulk write over HTTP, 100k, 1,000 a request", "rows/s", Report.Median(hubNew), Report.Median(rawNew), "≥ 0.6");
        report.Add("the same again, nothing written", "rows/s", Report.Median(hubAgain), Report.Median(rawAgain), "≥ 0.5");
    }

    public static async Task ImportAsync(Places places, Report report)
    {
        var pipeline = await PipelineAsync(places);
        foreach (var (name, write) in new (string, Action<string, int>)[] { ("half-hours.csv", Inputs.WriteLoadCurve), ("operations.ofx", Inputs.WriteStatement), ("entries.xml", Inputs.WriteCamt), ("lines.sta", Inputs.WriteMt940) })
        {
            var file = Path.Combine(places.Root, name);
            write(file, Rows);
            List<double> rates = [];
            for (var run = 0; run < places.Options.Runs; run++)
            {
                var data = places.NewFolder("import");
                await using var server = await Server.HubAsync(places, data, await Server.AccountAsync(places, data));
                var (seconds, _, created) = await Imports.RunAsync(server, file);
                if (created < Rows)
                {
                    throw new InvalidOperationException($"{name}: only {created} created");
                }

                rates.Add(Rows / seconds);
            }

            report.Add($"import through the runner, 100k: {name}", "rows/s", Report.Median(rates), pipeline, "≥ 0.35");
        }
    }

    public static async Task MemoryAsync(Places places, Report report)
    {
        foreach (var rows in (int[])[10_000, 100_000, 1_000_000])
        {
            var file = Path.Combine(places.Root, "memory.csv");
            Inputs.WriteLoadCurve(file, rows);
            var data = places.NewFolder("memory");
            await using var server = await Server.HubAsync(places, data, await Server.AccountAsync(places, data));
            using var watch = new RunnerWatch(server.Pid);
            await Imports.RunAsync(server, file);
            report.Add($"memory of the hub, import of {rows:#,0} rows", "MB", Processes.Memory(server.Pid, "VmHWM"), null, "≤ 150, flat");
            report.Add($"memory of the runner, import of {rows:#,0} rows", "MB", watch.Peak, null, "≤ 150, flat");
        }
    }

    /// <summary>Records a second of the yardstick's whole way in, which has no other process and no connectors.</summary>
    public static async Task<double> PipelineAsync(Places places)
    {
        var said = await Processes.RunAsync(places.RawSqlite, ["pipeline", await places.RecordsAsync(Rows), $"{places.Options.Runs}"], new Dictionary<string, string> { ["BENCH_RUN"] = places.NewFolder("pipeline") });
        var line = said.Output.Split('\n').First(line => line.Contains("journal=batch, sync=normal, new rows", StringComparison.Ordinal));
        return double.Parse(line.Split('|')[1].Trim(), CultureInfo.InvariantCulture);
    }
}
