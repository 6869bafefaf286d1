using System.Diagnostics;

namespace Bench;

/// <summary>Starting: the hub, and a runner inside it.</summary>
internal static class StartBenches
{
    public static async Task RunAsync(Places places, Report report)
    {
        var data = places.NewFolder("start");
        var token = await Server.AccountAsync(places, data);
        var session = await Server.SessionAsync(places, data, "reader");
        List<double> api = [], page = [], empty = [], idle = [], idleEmpty = [];
        for (var run = 0; run < places.Options.Runs; run++)
        {
            await using (var server = await Server.HubAsync(places, data, token, "/api/vaults"))
            {
                api.Add(server.ColdStart);
            }

            await using (var server = await Server.HubAsync(places, data, session, "/"))
            {
                page.Add(server.ColdStart);
                await Task.Delay(10_000);
                idle.Add(Processes.Memory(server.Pid, "VmRSS"));
            }

            await using (var server = await Server.RawAsync(places, places.NewFolder("raw"), empty: true))
            {
                empty.Add(server.ColdStart);
                await Task.Delay(10_000);
                idleEmpty.Add(Processes.Memory(server.Pid, "VmRSS"));
            }
        }

        await RunnerAsync(places, report, data, token);
        report.Add("cold start to the first API answer (signed in)", "ms", Report.Median(api), Report.Median(empty), "≤ 1.8");
        report.Add("cold start to the first page (Home, signed in)", "ms", Report.Median(page), Report.Median(empty), "≤ 2.8");
        report.Add("memory 10 s after one signed-in page", "MB", Report.Median(idle), Report.Median(idleEmpty), "≤ 1.8");
    }

    /// <summary>A file of one record, from the run's start to its end, against a .NET process that prints one line.</summary>
    private static async Task RunnerAsync(Places places, Report report, string data, string token)
    {
        List<double> runs = [], children = [];
        await using var server = await Server.HubAsync(places, data, token);
        for (var run = 0; run <= places.Options.Runs * 2; run++)
        {
            var file = Path.Combine(places.Root, "one.csv");
            Inputs.WriteLoadCurve(file, 1 + run);
            runs.Add((await Imports.RunAsync(server, file)).OfRun * 1000);
            var begun = Stopwatch.GetTimestamp();
            using var child = Processes.Start(places.RawSqlite, ["nothing"]);
            await child.StandardOutput.ReadLineAsync();
            children.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await child.WaitForExitAsync();
        }

        report.Add("runner: a run of one record, from its start to its end with everything committed", "ms", Report.Median(runs.Skip(1)), Report.Median(children.Skip(1)), "≤ 2.5");
    }
}
