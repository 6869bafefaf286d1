namespace Bench;

/// <summary>Pages of a person with a million records, as a browser asks for them.</summary>
internal static class PageBenches
{
    private const int Rows = 1_000_000;

    public static async Task RunAsync(Places places, Report report)
    {
        var data = places.NewFolder("pages");
        var session = await Server.SessionAsync(places, data, "reader");
        var token = await Processes.RunAsync(places.Hub, ["token", "add", "--user", "reader", "--scope", "write:*", "--data", data]);
        await using (var filling = await Server.HubAsync(places, data, "Authorization: Bearer " + token.Output.Trim().Split('\n')[^1].Trim()))
        {
            await ReadBenches.FillHubAsync(filling, await places.RecordsAsync(Rows));
        }

        await using var server = await Server.HubAsync(places, data, session);
        foreach (var path in (string[])["/", "/data/energy.consumption", "/data/bank.operation"])
        {
            // Once for the tables that the vault keeps; the hub counts them itself when an import ends.
            var size = (await server.Client.GetByteArrayAsync(path)).Length;
            var result = await Wrk.MedianAsync(places, server, [path], 1);
            report.Add($"page {path} at 1M, p50", "ms", result.P50, null, "≤ 25 ms");
            report.Add($"page {path} at 1M, p99", "ms", result.P99, null, "≤ 80 ms");
            report.Add($"page {path} at 1M, size", "kB", size / 1000.0, null, "≤ 60 kB");
        }
    }
}
