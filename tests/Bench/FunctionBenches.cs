using System.Diagnostics;
using Azure.Storage.Blobs;
using Hub.Testing;
using Hub.Testing.Wire.Storage;

namespace Bench;

/// <summary>A person calls when no instance is up: the published function app from nothing to the first page of records.</summary>
internal static class FunctionBenches
{
    private const string Page = "/data/energy.consumption";
    private const int Records = 20;
    private const int Looks = 50;
    private const double Goal = 2.8;

    public static async Task RunAsync(Places places, Report report)
    {
        var published = await FunctionApp.PublishAsync(places);
        await using var azurite = await Azurite.StartAsync();
        var storage = new Dictionary<string, string> { ["HUB_STORAGE"] = azurite.ConnectionString };
        var cookie = await Server.SessionAsync(places, places.NewFolder("functions"), "reader", storage);
        await FillAsync(places, cookie, storage);

        List<double> page = [], empty = [], trips = [];
        await using (var app = await FunctionApp.StartAsync(places, published, azurite.ConnectionString, cookie))
        {
            await app.GetAsync(Page);
            for (var run = 0; run < places.Options.Runs; run++)
            {
                page.Add(await app.ColdAsync(Page));
                await using var raw = await Server.RawAsync(places, places.NewFolder("raw"), empty: true);
                empty.Add(raw.ColdStart);
                trips.Add(await TripAsync(azurite));
            }
        }

        var calls = await CallsAsync(places, published, azurite, cookie);
        var goal = (Goal * Report.Median(empty)) + (calls.Count * Report.Median(trips));
        report.Add("function app, published: cold start to the first page of 20,000 records (signed in)", "ms", Report.Median(page), Report.Median(empty), $"≤ {Goal} and the round trips: {goal:0} ms");
        report.Add("round trips to the storage account until then", "", calls.Count, null, "–");
        report.Add("one round trip: a small blob, read on a connection that is open", "ms", Report.Median(trips), null, "–");
    }

    private static async Task FillAsync(Places places, string cookie, Dictionary<string, string> storage)
    {
        var bodies = Inputs.Bodies(await places.RecordsAsync(100_000), 1000).Hub.Where(body => body.Type == "energy.consumption").Take(Records);
        await using var server = await Server.HubAsync(places, places.NewFolder("functions"), environment: storage);
        using var person = await Server.SignedInAsync(server, cookie);
        foreach (var (type, body) in bodies)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/x-ndjson");
            using var answer = await person.PostAsync($"/api/records/{type}", content);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>What such a start asks for, counted on a further one that is not measured.</summary>
    private static async Task<IReadOnlyList<StorageCall>> CallsAsync(Places places, (string App, string Host) published, Azurite azurite, string cookie)
    {
        await using var proxy = new StorageProxy(azurite.Blob, azurite.Queue, azurite.Table);
        await using var app = await FunctionApp.StartAsync(places, published, Azurite.Connect(proxy.Blob, proxy.Queue, proxy.Table), cookie);
        var calls = await proxy.DuringAsync(() => app.ColdAsync(Page));
        foreach (var call in calls)
        {
            Console.WriteLine($"  {call}");
        }

        return calls;
    }

    private static async Task<double> TripAsync(Azurite azurite)
    {
        var container = new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient($"trip{Guid.NewGuid():n}");
        await container.CreateAsync();
        var blob = container.GetBlobClient("small");
        await blob.UploadAsync(BinaryData.FromString("small"));
        List<double> trips = [];
        for (var look = 0; look < Looks; look++)
        {
            var begun = Stopwatch.GetTimestamp();
            await blob.DownloadContentAsync();
            trips.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return Report.Median(trips);
    }
}
