using System.Text.Json;
using Hub.Testing;

namespace Hub.FrontDoor.Imports;

/// <summary>Every real file of the four readers, imported over HTTP; then all of them again in another order.</summary>
public sealed class SampleVaults : IAsyncLifetime
{
    private static readonly string[] Families = ["fhir", "bluebutton-ascii", "linky", "bank-ofx"];

    /// <summary>Other editions of what another file tells; in a second vault, so that each file's records can be counted.</summary>
    private static readonly string[] Editions = ["decimal_error.ofx", "stmtrs_euro.ofx", "VA_My_HealtheVet_Blue_Button_Sample_Version_12_5_1.txt"];

    private readonly Dictionary<string, List<(string Type, JsonElement Data)>> _records = new(StringComparer.Ordinal);

    public HubProcess? Hub { get; private set; }

    public Person Person { get; private set; } = null!;

    /// <summary>The first run of each file, by its path in the samples.</summary>
    public SortedDictionary<string, JsonElement> First { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, JsonElement> Again { get; } = new(StringComparer.Ordinal);

    public static void SkipWithoutSamples()
    {
        if (Samples.Folder is null)
        {
            Assert.Skip("samples not present: set HUB_SAMPLES");
        }
    }

    /// <summary>The records that a file's first run made.</summary>
    public IReadOnlyList<JsonElement> RecordsOf(string path, string type) => [.. Found(path).Where(record => record.Type == type).Select(record => record.Data)];

    public string CountsOf(string path) => string.Join(", ", Found(path).GroupBy(record => record.Type, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} {group.Count()}"));

    public async ValueTask InitializeAsync()
    {
        if (Samples.Folder is null)
        {
            return;
        }

        Hub = await HubProcess.StartAsync();
        Person = await Hub.OwnerAsync();
        var other = await Hub.AddAsync("paul");
        await ImportAsync(other, First, backwards: false);
        await KeepRecordsAsync(Person);
        await KeepRecordsAsync(other);
        await ImportAsync(other, Again, backwards: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (Hub is not null)
        {
            await Hub.DisposeAsync();
        }
    }

    /// <summary>Sources work side by side; the files of one take their turn.</summary>
    private Task ImportAsync(Person other, SortedDictionary<string, JsonElement> runs, bool backwards) => Task.WhenAll(Families.Select(async family =>
    {
        var files = Directory.EnumerateFiles(Path.Combine(Samples.Folder!, family), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        if (backwards)
        {
            files.Reverse();
        }

        foreach (var file in files)
        {
            var run = await (Editions.Contains(Path.GetFileName(file), StringComparer.Ordinal) ? other : Person).ImportAsync(file);
            lock (runs)
            {
                runs.Add(Path.GetRelativePath(Samples.Folder!, file), run);
            }
        }
    }));

    private async Task KeepRecordsAsync(Person person)
    {
        foreach (var type in (await person.GetAsync("/api/types")).GetProperty("items").EnumerateArray().Select(type => type.GetProperty("name").GetString()!))
        {
            foreach (var record in await person.AllAsync(type))
            {
                var run = record.GetProperty("provenance").GetProperty("run").GetString()!;
                if (!_records.TryGetValue(run, out var found))
                {
                    _records.Add(run, found = []);
                }

                found.Add((type, record.GetProperty("data")));
            }
        }
    }

    private List<(string Type, JsonElement Data)> Found(string path) => _records.GetValueOrDefault(First[path].Id()) ?? [];
}
