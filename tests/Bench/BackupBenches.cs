using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Bench;

/// <summary>A backup of a million records while somebody writes: how long a writer waits at most. Made by the command line beside the hub, and by the hub itself on its schedule.</summary>
internal static class BackupBenches
{
    private const int Rows = 1_000_000;
    private const int Quiet = 2_000;

    public static async Task RunAsync(Places places, Report report)
    {
        var data = places.NewFolder("backup");
        var token = await Server.AccountAsync(places, data);
        var key = Path.Combine(places.NewFolder("key"), "key.txt");
        if (await Processes.RunAsync(places.Hub, ["backup", "key", "--recovery-key-file", key, "--data", data]) is { ExitCode: not 0 } failed)
        {
            throw new InvalidOperationException(failed.Output);
        }

        await using (var hub = await Server.HubAsync(places, data, token))
        {
            await ReadBenches.FillHubAsync(hub, await places.RecordsAsync(Rows));
            var folder = places.NewFolder("backups");
            await MeasureAsync(report, hub, "hub backup beside the hub, 1M records", () => BackUpAsync(places, data, folder));
            await MeasureAsync(report, hub, "the same again, little of it new", () => BackUpAsync(places, data, folder));
        }

        // Due at the next time of day that it names: the command line has just made one.
        var scheduled = Path.Combine(places.NewFolder("scheduled"), "backups");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_BACKUP"] = scheduled, ["HUB_BACKUP_AT"] = DateTime.Now.AddMinutes(2).ToString("HH:mm", CultureInfo.InvariantCulture) };
        await using (var hub = await Server.HubAsync(places, data, token, environment: environment))
        {
            await MeasureAsync(report, hub, "the hub's own backup on schedule, 1M records", () => UntilMadeAsync(Path.Combine(scheduled, "backups")));
        }
    }

    private static async Task MeasureAsync(Report report, Server hub, string what, Func<Task> work)
    {
        var quiet = new List<double>();
        for (var n = 0; n < Quiet; n++)
        {
            quiet.Add(await WriteAsync(hub));
        }

        var begun = Stopwatch.GetTimestamp();
        var done = Task.Run(work);
        var busy = new List<double>();
        while (!done.IsCompleted)
        {
            busy.Add(await WriteAsync(hub));
        }

        await done;
        report.Add($"{what}: how long it took, while {busy.Count:#,0} writes went on", "s", Stopwatch.GetElapsedTime(begun).TotalSeconds, null, "");
        report.Add($"{what}: longest wait of a writer (beside it: the longest of {Quiet:#,0} without a backup)", "ms", busy.Max(), quiet.Max(), "≤ 50 ms");
        report.Add($"{what}: p99 of a writer (beside it: without a backup)", "ms", Report.Percentile(busy, 0.99), Report.Percentile(quiet, 0.99), "");
    }

    private static int _written;

    /// <summary>One record in one request, from the first byte sent to the answer.</summary>
    private static async Task<double> WriteAsync(Server hub)
    {
        var body = Encoding.UTF8.GetBytes($$$"""{"data":{"account":"bench","amount":1,"currency":"EUR","bookingDate":"2024-01-01","reference":"w{{{++_written}}}"}}""");
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/x-ndjson");
        var begun = Stopwatch.GetTimestamp();
        using var answer = await hub.Client.PostAsync("/api/records/bank.operation", content);
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static async Task BackUpAsync(Places places, string data, string folder)
    {
        if (await Processes.RunAsync(places.Hub, ["backup", "--out", folder, "--data", data]) is { ExitCode: not 0 } failed)
        {
            throw new InvalidOperationException(failed.Output);
        }
    }

    private static async Task UntilMadeAsync(string folder)
    {
        while (!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, "*.hubbackup").Any())
        {
            await Task.Delay(100);
        }
    }
}
