using Bench;

if (args is [BareWriter.Verb, var port, var storage])
{
    await BareWriter.RunAsync(int.Parse(port), storage);
    return;
}

// Everything is measured on published builds, as whole processes, beside the yardstick in the same run.
var options = BenchOptions.Parse(args);
await using var places = await Places.PrepareAsync(options);
var report = new Report();
foreach (var (name, bench) in Benches.All)
{
    if (options.Wants(name))
    {
        Console.WriteLine($"## {name}");
        await bench(places, report);
    }
}

report.Print();
