using System.Diagnostics;
using System.Text.Json;

namespace Bench;

/// <summary>Reading a vault of a million records: one at a time, ranges, aggregates; each beside the yardstick with the same records.</summary>
internal static class ReadBenches
{
    public static async Task RunAsync(Places places, Report report)
    {
        foreach (var rows in (int[])[100_000, 1_000_000])
        {
            var data = places.NewFolder("read");
            await using var hub = await Server.HubAsync(places, data, await Server.AccountAsync(places, data));
            await using var raw = await Server.RawAsync(places, places.NewFolder("raw"));
            await FillAsync(hub, raw, await places.RecordsAsync(rows));
            await AggregatesAsync(places, report, hub, raw, rows);
            if (rows == 1_000_000)
            {
                await PointsAsync(places, report, hub, raw, rows);
                await RangesAsync(places, report, hub, raw);
                await SearchAsync(places, report, hub);
            }
        }
    }

    private static async Task FillAsync(Server hub, Server raw, string records)
    {
        var (rawBodies, hubBodies) = Inputs.Bodies(records, 1000);
        foreach (var body in rawBodies)
        {
            await PostAsync(raw, "/bulk", body);
        }

        foreach (var (type, body) in hubBodies)
        {
            await PostAsync(hub, $"/api/records/{type}", body);
        }
    }

    public static async Task FillHubAsync(Server hub, string records)
    {
        foreach (var (type, body) in Inputs.Bodies(records, 1000).Hub)
        {
            await PostAsync(hub, $"/api/records/{type}", body);
        }
    }

    private static async Task PointsAsync(Places places, Report report, Server hub, Server raw, int rows)
    {
        var random = new Random(7);
        var ids = new List<string>();
        for (var page = 0; page < 10; page++)
        {
            var at = T0.AddMinutes(30.0 * random.Next(rows / 2 - 1000));
            var items = await GetAsync(hub, $"/api/records/energy.consumption?limit=1000&from={at:yyyy-MM-ddTHH:mm:ssZ}");
            ids.AddRange(items.GetProperty("items").EnumerateArray().Select(item => $"/api/records/energy.consumption/{item.GetProperty("id").GetString()}"));
        }

        var rawIds = File.ReadLines(await places.RecordsAsync(rows)).Where((_, i) => i % (rows / 10_000) == 0).Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            return $"/r/{json.RootElement.GetProperty("doctype").GetString()}/{json.RootElement.GetProperty("id").GetString()}";
        }).ToList();
        foreach (var connections in (int[])[1, 16])
        {
            var mine = await Wrk.MedianAsync(places, hub, ids, connections);
            var yardstick = await Wrk.MedianAsync(places, raw, rawIds, connections);
            report.Add($"point read at 1M, {connections} connection(s)", "requests/s", mine.Rate, yardstick.Rate, "≥ 0.5");
        }
    }

    private static async Task RangesAsync(Places places, Report report, Server hub, Server raw)
    {
        var random = new Random(11);
        var starts = Enumerable.Range(0, 200).Select(_ => T0.AddMinutes(30.0 * random.Next(490_000))).ToList();
        var mine = starts.Select(at => $"/api/records/energy.consumption?limit=1000&from={at:yyyy-MM-ddTHH:mm:ssZ}").ToList();
        var bytes = (await hub.Client.GetByteArrayAsync(mine[0])).Length;
        var perRow = (await raw.Client.GetByteArrayAsync($"/q?doctype=energy.loadcurve&from=2018-01-01T00:00:00Z&limit=1000")).Length / 1000.0;
        var limit = (int)Math.Round(bytes / perRow);
        var theirs = starts.Select(at => $"/q?doctype=energy.loadcurve&from={at:yyyy-MM-ddTHH:mm:ssZ}&limit={limit}").ToList();
        var one = await Wrk.MedianAsync(places, hub, mine, 1);
        var other = await Wrk.MedianAsync(places, raw, theirs, 1);
        report.Add($"range of 1,000 at 1M, p50 ({bytes / 1000} kB each)", "ms", one.P50, other.P50, "≤ 1.5");
        report.Add("range of 1,000 at 1M, p99", "ms", one.P99, other.P99, "≤ 2");
    }

    /// <summary>Words that are everywhere, somewhere and nowhere; first the index is made, while the first search says how far it is.</summary>
    private static async Task SearchAsync(Places places, Report report, Server hub)
    {
        var begun = Stopwatch.GetTimestamp();
        while ((await GetAsync(hub, "/api/search?q=electricity")).TryGetProperty("unread", out _))
        {
            await Task.Delay(200);
        }

        report.Add("search: index of 1M made at the first search", "s", Stopwatch.GetElapsedTime(begun).TotalSeconds, null, "");
        string[] words = ["electricity", "boulangerie", "carte", "curve load", "operation bank", "nowhere", "electricity nowhere", "boulang"];
        var asked = await Wrk.MedianAsync(places, hub, [.. words.Select(word => $"/api/search?q={Uri.EscapeDataString(word)}")], 1);
        report.Add("search over 1M records, p50", "ms", asked.P50, null, "≤ 30 ms");
        report.Add("search over 1M records, p99", "ms", asked.P99, null, "");
    }

    private static async Task AggregatesAsync(Places places, Report report, Server hub, Server raw, int rows)
    {
        var yardstick = await TimeAsync(raw, "/agg", places.Options.Runs);
        (string What, string Path)[] asked =
        [
            ("by month", "energy.consumption/aggregate?value=/energy&fn=sum&by=month"),
            ("by month, zone Asia/Kolkata", "energy.consumption/aggregate?value=/energy&fn=sum&by=month&zone=Asia/Kolkata"),
            ("by month and category", "bank.operation/aggregate?value=/amount&fn=sum&by=month&group=/category"),
            ("by day, another field", "energy.consumption/aggregate?value=/duration&fn=avg&by=day&group=/quality"),
        ];
        foreach (var (what, path) in asked)
        {
            var begun = Stopwatch.GetTimestamp();
            await hub.Client.GetByteArrayAsync($"/api/records/{path}");
            var first = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            report.Add($"aggregate {what} over {rows:#,0}, first time asked", "ms", first, yardstick, "≤ 1.5");
            report.Add($"aggregate {what} over {rows:#,0}, asked again", "ms", await TimeAsync(hub, $"/api/records/{path}", places.Options.Runs), yardstick, "≤ 1.5; pages ≤ 5 ms");
        }
    }

    private static readonly DateTime T0 = new(2018, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static async Task<double> TimeAsync(Server server, string path, int runs)
    {
        var times = new List<double>();
        for (var run = 0; run <= runs * 3; run++)
        {
            var begun = Stopwatch.GetTimestamp();
            await server.Client.GetByteArrayAsync(path);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return Report.Median(times.Skip(1));
    }

    private static async Task PostAsync(Server server, string path, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/x-ndjson");
        using var answer = await server.Client.PostAsync(path, content);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<JsonElement> GetAsync(Server server, string path) => JsonElement.Parse(await server.Client.GetByteArrayAsync(path));
}
