using System.Diagnostics;
using System.Text.Json;
using Hub.Testing;

namespace Bench;

/// <summary>What one person waits while another's plug-in does the worst of the published attacks.</summary>
internal static class AttackBenches
{
    private const int Requests = 5000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(Places places, Report report)
    {
        var data = places.NewFolder("attacks");
        var attacker = await Server.AccountAsync(places, data, "attacker");
        var token = await Server.AccountAsync(places, data);
        using (var plugin = new MadePlugin(Corpus.Id, script: Corpus.Script))
        {
            var installed = await Processes.RunAsync(places.Hub, ["plugin", "install", plugin.Folder, "--yes", "--data", data]);
            if (installed.ExitCode != 0)
            {
                throw new InvalidOperationException(installed.Output);
            }
        }

        await using var server = await Server.HubAsync(places, data, token);
        using var other = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(10) };
        other.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", attacker.Split(": ", 2)[1]);
        for (var warmed = 0; warmed < 3; warmed++)
        {
            // What the hub compiles for its first runs is not the attacker's doing.
            await MeasureAsync(server, Requests, AttackAsync(other, Corpus.Harmless));
        }

        var quiet = await MedianAsync(places, () => MeasureAsync(server, Requests, Task.CompletedTask));
        foreach (var attack in (string[])[Corpus.Harmless, .. Corpus.Worst])
        {
            var busy = await MedianAsync(places, () => MeasureAsync(server, Requests, AttackAsync(other, attack)));
            report.Add($"p99 of another person's request during {attack} (beside it: quiet, {quiet:0.00} ms)", "ms", busy, quiet, attack == Corpus.Harmless ? "–" : "≤ 2");
        }
    }

    private static async Task<double> MedianAsync(Places places, Func<Task<double>> measure)
    {
        var found = new List<double>();
        while (found.Count < places.Options.Runs)
        {
            found.Add(await measure());
        }

        return Report.Median(found);
    }

    /// <summary>At least so many requests, one after the other, and on until the attack is over; their p99 in milliseconds. As many as when it is quiet: of two hundred, the two worst would be any run's start and end.</summary>
    private static async Task<double> MeasureAsync(Server server, int least, Task attack)
    {
        var times = new List<double>();
        while (times.Count < least || !attack.IsCompleted)
        {
            var begun = Stopwatch.GetTimestamp();
            using var answer = await server.Client.GetAsync("/api/records/energy.consumption?limit=10");
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        await attack;
        return Report.Percentile(times, 0.99);
    }

    private static async Task AttackAsync(HttpClient client, string attack)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Corpus.Order(attack)), "files", attack + ".txt" } };
        using var begun = await client.PostAsync("/api/imports", form);
        begun.EnsureSuccessStatusCode();
        var run = JsonElement.Parse(await begun.Content.ReadAsByteArrayAsync()).GetProperty("run").GetString();
        for (var since = Stopwatch.GetTimestamp(); ;)
        {
            using var answer = await client.GetAsync($"/api/runs/{run}?wait=2");
            if (JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()).GetProperty("state").GetString() is not ("queued" or "running" or "interrupted"))
            {
                return;
            }

            if (Stopwatch.GetElapsedTime(since) > Longest)
            {
                using var cancelled = await client.PostAsync($"/api/runs/{run}/cancel", null);
            }
        }
    }
}
