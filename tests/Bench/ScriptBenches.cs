using System.Globalization;

namespace Bench;

/// <summary>The same connector as a script and in C#, over the same file.</summary>
internal static class ScriptBenches
{
    private const int Rows = 100_000;
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(Places places, Report report)
    {
        var twins = Path.Combine(places.Repository, "tests", "Bench", "Twins");
        var built = await Processes.RunAsync("dotnet", ["build", Path.Combine(twins, "twin-csharp"), "-c", "Release", "--nologo", "-v", "q"]);
        if (built.ExitCode != 0)
        {
            throw new InvalidOperationException(built.Output);
        }

        List<double> script = [], compiled = [], first = [], warm = [], empty = [];
        for (var run = 0; run < places.Options.Runs; run++)
        {
            script.Add(await MicrosecondsAsync(places, twins, "js", Rows));
            compiled.Add(await MicrosecondsAsync(places, twins, "csharp", Rows));
        }

        await StartsAsync(places, twins, "js", "off", first);
        await StartsAsync(places, twins, "js", "on", warm);
        await StartsAsync(places, twins, "csharp", "off", empty);
        report.Add("a record of a JavaScript connector, stored; beside it the same connector in C#", "µs", Report.Median(script), Report.Median(compiled), "≤ 2");
        report.Add("a run of one record of a JavaScript connector, from its start to its end with everything committed", "ms", Report.Median(first), null, "≤ 200 cold");
        report.Add("the same, on a runner that was started ahead", "ms", Report.Median(warm), null, "≤ 60 warm");
        report.Add("the same in C#", "ms", Report.Median(empty), null, "–");
    }

    /// <summary>By the run's own record: from when it was begun to when it ended, with everything committed. The first is not counted: it is the hub's first, too.</summary>
    private static async Task StartsAsync(Places places, string twins, string kind, string warm, List<double> times)
    {
        var data = places.NewFolder("twin");
        await using var server = await Server.HubAsync(places, data, await Server.AccountAsync(places, data), environment: new Dictionary<string, string>(Plugins(twins)) { ["HUB_WARM_RUNNER"] = warm });
        for (var run = 0; run <= places.Options.Runs * 2; run++)
        {
            var took = (await Imports.RunAsync(server, File(places, kind, 1 + run))).OfRun * 1000;
            if (run > 0)
            {
                times.Add(took);
            }

            // Somebody who comes at once finds none ready.
            await Task.Delay(warm == "on" ? Ahead : TimeSpan.Zero);
        }
    }

    private static async Task<double> MicrosecondsAsync(Places places, string twins, string kind, int rows)
    {
        var data = places.NewFolder("twin");
        await using var server = await Server.HubAsync(places, data, await Server.AccountAsync(places, data), environment: Plugins(twins));
        var (_, seconds, created) = await Imports.RunAsync(server, File(places, kind, rows));
        return created == rows ? seconds * 1e6 / rows : throw new InvalidOperationException($"twin-{kind}: only {created} created");
    }

    private static Dictionary<string, string> Plugins(string twins) => new() { ["HUB_PLUGINS"] = twins };

    private static string File(Places places, string kind, int rows)
    {
        var path = Path.Combine(places.Root, $"half-hours-{kind}.txt");
        using var file = new StreamWriter(path);
        file.Write($"made-up half-hours ({kind})\n");
        var random = new Random(20240229);
        for (var i = 1; i <= rows; i++)
        {
            file.Write(string.Create(CultureInfo.InvariantCulture, $"{new DateTime(2000, 1, 1).AddMinutes(30.0 * i):yyyy-MM-ddTHH:mm:ss}+01:00;{random.Next(200, 4000) / 1000m}\n"));
        }

        return path;
    }
}
