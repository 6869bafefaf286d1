namespace Bench;

/// <summary>Starting: the hub, and a runner inside it.</summary>
internal static class StartBenches
{
    public static async Task RunAsync(Places places, Report report)
    {
        var data = places.NewFolder("start");
        var token = await Server.AccountAsync(places, data);
        List<double> api = [], page = [], empty = [], idle = [], idleEmpty = [];
        for (var run = 0; run < places.Options.Runs; run++)
        {
            await using (var server = await Server.HubAsync(places, data, token, "/api/vaults"))
            {
                api.Add(server.ColdStart);
            }

            await using (var server = await Server.HubAsync(places, data, null, "/"))
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

        report.Add("cold start to the first API answer (signed in)", "ms", Report.Median(api), Report.Median(empty), "≤ 1.8");
        report.Add("cold start to the first page (sign-in)", "ms", Report.Median(page), Report.Median(empty), "≤ 2.8");
        report.Add("memory 10 s after the sign-in page", "MB", Report.Median(idle), Report.Median(idleEmpty), "≤ 1.8");
    }
}
