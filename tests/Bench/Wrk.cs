using System.Globalization;

namespace Bench;

/// <summary>What one run of wrk found: requests a second, and latencies in milliseconds.</summary>
internal readonly record struct WrkResult(double Rate, double P50, double P99);

internal static class Wrk
{
    private const int Seconds = 4;

    public static async Task<WrkResult> RunAsync(Places places, Server server, IEnumerable<string> paths, int connections)
    {
        var requests = Path.Combine(places.NewFolder("wrk"), "requests.txt");
        await File.WriteAllLinesAsync(requests, paths.Select(path => $"GET\t{path}"));
        string[] header = server.Credential is null ? [] : ["-H", server.Credential];
        var said = await Processes.RunAsync("wrk", ["-t1", $"-c{connections}", $"-d{Seconds}", "-s", Path.Combine(places.Repository, "tests", "Bench", "wrk.lua"), .. header, server.Address.ToString().Replace("localhost", "127.0.0.1", StringComparison.Ordinal), "--", requests]);
        var result = said.Output.Split('\n').FirstOrDefault(line => line.StartsWith("RESULT ", StringComparison.Ordinal))?.Split(' ') ?? throw new InvalidOperationException(said.Output);
        return result[4] == "0" ? new WrkResult(Parse(result[1]), Parse(result[2]), Parse(result[3])) : throw new InvalidOperationException($"{result[4]} requests failed");
    }

    /// <summary>The median of several runs, by rate.</summary>
    public static async Task<WrkResult> MedianAsync(Places places, Server server, IReadOnlyList<string> paths, int connections)
    {
        var results = new List<WrkResult>();
        for (var run = 0; run < places.Options.Runs; run++)
        {
            results.Add(await RunAsync(places, server, paths, connections));
        }

        return results.OrderBy(result => result.Rate).ElementAt(results.Count / 2);
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
