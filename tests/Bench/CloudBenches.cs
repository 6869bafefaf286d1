using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Testing;
using Hub.Testing.Wire;
using Hub.Testing.Wire.Storage;

namespace Bench;

/// <summary>The hub on a storage account: how many requests work takes, since money and time follow them, and how fast it is on Azurite.</summary>
internal static class CloudBenches
{
    private const int Batches = 10;
    private const int TenYears = 175_344; // half-hours, 2000 to 2009
    private const int Rows = 100_000;
    private const int WarmRows = 30_000;

    public static async Task RunAsync(Places places, Report report)
    {
        await using var azurite = await Azurite.StartAsync();
        await using var proxy = new StorageProxy(azurite.Blob, azurite.Queue, azurite.Table);
        var counted = Storage(Azurite.Connect(proxy.Blob, proxy.Queue, proxy.Table));
        var typed = Inputs.Bodies(await places.RecordsAsync(100_000), 1000).Hub;
        var hub = typed.ConvertAll(body => ($"/api/records/{body.Type}", body.Body));
        var token = await Server.AccountAsync(places, places.NewFolder("cloud"), "counted", counted);
        await using (var server = await Server.HubAsync(places, places.NewFolder("cloud"), token, environment: counted))
        {
            await Server.PostAsync(server, hub.Take(2));
            foreach (var (work, goal) in new[] { ("1,000 new records", "≤ 3"), ("1,000 unchanged records", "≤ 2") })
            {
                report.Add($"requests for {work}", "", await CountAsync(proxy, () => Server.PostAsync(server, hub.Skip(2).Take(Batches))) / Batches, null, goal);
            }

            report.Add("requests for a page of 1,000 by time range", "", await CountAsync(proxy, () => GetAsync(server, "/api/records/energy.consumption?from=2000-01-01&to=2060-01-01&limit=1000")), null, "≤ 2");
        }

        await DayAsync(places, report, proxy, counted);
        await TenYearsAsync(places, report, proxy, counted);
    }

    /// <summary>What a meter and a bank bring in a day, with what an application then computes from it: everything is new, as it is each day.</summary>
    private static async Task DayAsync(Places places, Report report, StorageProxy proxy, Dictionary<string, string> storage)
    {
        await using var holder = new DayHolder();
        var cookie = await Server.SessionAsync(places, places.NewFolder("cloud"), "day", storage);
        var environment = new Dictionary<string, string>(storage)
        {
            ["HUB_PLUGINS"] = Path.Combine(places.Repository, "tests", "Bench", "Twins") + Path.PathSeparator + Path.Combine(places.Repository, "plugins"),
            ["HUB_ALLOWED_HOSTS"] = holder.Authority,
        };
        await using var server = await Server.HubAsync(places, places.NewFolder("cloud"), environment: environment);
        using var person = await Server.SignedInAsync(server, cookie);
        using var granted = await person.PostAsJsonAsync("/api/grants", new { plugin = "home-energy" });
        granted.EnsureSuccessStatusCode();
        var sources = new List<string>();
        foreach (var (plugin, point) in new[] { ("live", "meter"), ("live-bank", "bank") })
        {
            using var made = await person.PostAsJsonAsync("/api/sources", new { plugin, schedule = "P365D", settings = new { server = "http://" + holder.Authority, point } });
            made.EnsureSuccessStatusCode();
            sources.Add((await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!);
        }

        await SilenceAsync(proxy);
        report.Add("requests for a day's sync of one person: a meter's 48 half-hours, a bank's 5 operations, journal, insights", "", await CountAsync(proxy, async () =>
        {
            foreach (var source in sources)
            {
                using var asked = await person.PostAsync($"/api/sources/{source}/sync", null);
                asked.EnsureSuccessStatusCode();
            }

            await SilenceAsync(proxy);
        }), null, "≤ 25");
    }

    /// <summary>Until nothing has been asked for five seconds.</summary>
    private static async Task SilenceAsync(StorageProxy proxy)
    {
        for (var seen = -1; seen != proxy.Count;)
        {
            seen = proxy.Count;
            await Task.Delay(TimeSpan.FromSeconds(5));
        }
    }

    /// <summary>Ten years of half-hours: a month's sum, and a process that knows nothing yet.</summary>
    private static async Task TenYearsAsync(Places places, Report report, StorageProxy proxy, IReadOnlyDictionary<string, string> storage)
    {
        const string page = "/api/records/energy.consumption?limit=50";
        var file = Path.Combine(places.Root, "ten-years.csv");
        Inputs.WriteLoadCurve(file, TenYears);
        var token = await Server.AccountAsync(places, places.NewFolder("cloud"), "years", storage);
        await using (var server = await Server.HubAsync(places, places.NewFolder("cloud"), token, environment: storage))
        {
            await Imports.RunAsync(server, file);
            report.Add("requests for a month's sum over ten years of half-hours", "", await CountAsync(proxy, () => GetAsync(server, "/api/records/energy.consumption/aggregate?value=/energy&fn=sum&by=month&from=2005-03-01&to=2005-04-01&zone=Europe/Paris")), null, "≤ 5");
        }

        var before = proxy.Count;
        await using var fresh = await Server.HubAsync(places, places.NewFolder("cloud"), token, page, storage);
        var calls = proxy.Calls.Skip(before).ToList();
        report.Add("a process that begins: until its first page of ten years of half-hours", "ms", fresh.ColdStart, null, "–");
        report.Add("requests until then", "", calls.Count, null, "–");
        Console.WriteLine(StorageProxy.Tally(calls));
    }

    /// <summary>
    /// The same bodies from the same client: to the hub, and to a writer that does the least any packed writer does. In turn, so that both meet the same machine; and each is warm, or it is the
    /// runtime's compiler that is compared.
    /// </summary>
    public static async Task IngestAsync(Places places, Report report)
    {
        await using var azurite = await Azurite.StartAsync();
        var bodies = Inputs.Bodies(await places.RecordsAsync(Rows), 1000).Hub.ConvertAll(body => ($"/api/records/{body.Type}", body.Body));
        var storage = Storage(azurite.ConnectionString);
        List<Written> hubs = [], twins = [];
        for (var run = 0; run < places.Options.Runs; run++)
        {
            await using (var twin = await Server.BareAsync(azurite.ConnectionString))
            {
                twins.Add(await WriteAsync(twin, bodies));
            }

            var token = await Server.AccountAsync(places, places.NewFolder("cloud"), $"ingest{run}", storage);
            await using var server = await Server.HubAsync(places, places.NewFolder("cloud"), token, environment: storage);
            hubs.Add(await WriteAsync(server, bodies));
            Console.WriteLine($"  {hubs[^1]}, the twin {twins[^1]}");
        }

        report.Add("bulk write over HTTP on Azurite, 1,000 a request, warm; beside it: the same bodies read, packed and appended, nothing else", "rows/s", Report.Median(hubs.Select(written => written.RowsPerSecond)), Report.Median(twins.Select(written => written.RowsPerSecond)), "≥ 0.5");
        report.Add("the same: ratio of each pair, median", "×", Report.Median(hubs.Zip(twins, (hub, twin) => hub.RowsPerSecond / twin.RowsPerSecond)), null, "≥ 0.5");
        report.Add("the same: processor time of the server for 1,000 rows", "ms", Report.Median(hubs.Select(written => written.Processor)), Report.Median(twins.Select(written => written.Processor)), "–");
    }

    private static async Task<Written> WriteAsync(Server server, List<(string Path, byte[] Body)> bodies)
    {
        await Server.PostAsync(server, bodies.Take(WarmRows / 1000));
        using var process = Process.GetProcessById(server.Pid);
        var before = process.TotalProcessorTime;
        var rate = await Server.PostAsync(server, bodies.Skip(WarmRows / 1000));
        process.Refresh();
        return new Written(rate, (process.TotalProcessorTime - before).TotalMilliseconds / (bodies.Count - (WarmRows / 1000)));
    }

    private static async Task<double> CountAsync(StorageProxy proxy, Func<Task> work)
    {
        var calls = await proxy.DuringAsync(work);
        Console.WriteLine(StorageProxy.Tally(calls));
        return calls.Count;
    }

    private static async Task GetAsync(Server server, string path)
    {
        using var answer = await server.Client.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    private static Dictionary<string, string> Storage(string connection) => new() { ["HUB_STORAGE"] = connection };

    /// <param name="RowsPerSecond">As the client sees it.</param>
    /// <param name="Processor">Milliseconds of the server's own processor time for 1,000 rows: what other programs on the machine hardly change.</param>
    private sealed record Written(double RowsPerSecond, double Processor);
}
