using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Bench;

/// <summary>Two hundred live sources of ten people, all due at once, one in ten of them at a holder that is down or hangs.</summary>
internal static class SourceBenches
{
    private const int People = 10;
    private const int SourcesEach = 20;

    public static async Task RunAsync(Places places, Report report)
    {
        using var holder = new BenchHolder();
        var data = places.NewFolder("sources");
        var sessions = new List<string>();
        for (var person = 0; person < People; person++)
        {
            sessions.Add(await Server.SessionAsync(places, data, $"person{person}"));
        }

        var environment = new Dictionary<string, string>
        {
            ["HUB_PLUGINS"] = Path.Combine(places.Repository, "tests", "Bench", "Twins"),
            ["HUB_ALLOWED_HOSTS"] = string.Join(',', Enumerable.Range(1, SourcesEach).Select(i => $"127.0.0.{i}:{holder.Port}")),
        };
        await using var server = await Server.HubAsync(places, data, environment: environment);
        var clients = new List<HttpClient>();
        foreach (var cookie in sessions)
        {
            clients.Add(await Server.SignedInAsync(server, cookie));
        }

        var sources = await AddAsync(clients, holder);
        await MeasureAsync(server, sources, report);
    }

    private static async Task<List<(HttpClient Client, string Id, bool Good)>> AddAsync(List<HttpClient> clients, BenchHolder holder)
    {
        var sources = new List<(HttpClient, string, bool)>();
        for (var person = 0; person < clients.Count; person++)
        {
            for (var i = 0; i < SourcesEach; i++)
            {
                var good = i is not (0 or 1);
                var kind = i == 0 ? "down" : i == 1 ? "hangs" : "meter";
                using var made = await clients[person].PostAsJsonAsync("/api/sources", new { plugin = "live", label = $"{kind} {i}", schedule = "P365D", settings = new { server = $"http://127.0.0.{i + 1}:{holder.Port}", point = $"{kind}{person:00}{i:00}" } });
                made.EnsureSuccessStatusCode();
                sources.Add((clients[person], (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!, good));
            }
        }

        return sources;
    }

    private static async Task MeasureAsync(Server server, List<(HttpClient Client, string Id, bool Good)> sources, Report report)
    {
        using var watch = new RunnerWatch(server.Pid);
        var begun = Stopwatch.GetTimestamp();
        var ends = await Task.WhenAll(sources.Select(async source =>
        {
            using var asked = await source.Client.PostAsync($"/api/sources/{source.Id}/sync", null);
            asked.EnsureSuccessStatusCode();
            var run = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("run").GetString();
            while (true)
            {
                var state = await source.Client.GetFromJsonAsync<JsonElement>($"/api/runs/{run}?wait=30");
                if (state.TryGetProperty("outcome", out var outcome) && outcome.ValueKind == JsonValueKind.String)
                {
                    return (source.Good, Outcome: outcome.GetString()!, At: Stopwatch.GetElapsedTime(begun).TotalSeconds);
                }
            }
        }));
        var good = ends.Where(end => end.Good).ToList();
        if (good.Exists(end => end.Outcome != "Done") || ends.Any(end => !end.Good && end.Outcome is not ("HolderUnavailable" or "Done")))
        {
            throw new InvalidOperationException("Not typed: " + string.Join(", ", ends.GroupBy(end => (end.Good, end.Outcome)).Select(group => $"{group.Key} {group.Count()}")));
        }

        report.Add($"{sources.Count} sources at once, one in ten failing or hanging: until the last one ended", "s", ends.Max(end => end.At), null, "all done or typed");
        report.Add("the same: until the last good one ended, beside the median", "s", good.Max(end => end.At), Report.Median(good.Select(end => end.At)), "nobody starved");
        report.Add("the same: memory of the hub", "MB", Processes.Memory(server.Pid, "VmHWM"), null, "bounded");
        report.Add("the same: memory of the largest runner", "MB", watch.Peak, null, "≤ 512");
        report.Add("the same: runners at once", "", watch.Most, null, "bounded");
    }
}
