using System.Net.Http.Json;
using System.Text.Json;
using Hub.FrontDoor.Sources;
using Hub.Testing;
using Hub.Testing.Wire;
using Hub.Testing.Wire.Storage;

namespace Hub.FrontDoor.SideBySide;

/// <summary>What a usual day of a person costs on a storage account: money follows the requests.</summary>
public sealed class DayRequestsTests : IAsyncLifetime
{
    private const int Most = 25;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly DayHolder _holder = new();
    private Azurite _azurite = null!;
    private StorageProxy _proxy = null!;
    private HubProcess _hub = null!;
    private Person _owner = null!;

    [Fact]
    public async Task A_days_sync_of_a_meter_and_a_bank_with_what_is_computed_from_it_costs_few_requests()
    {
        var sources = new[] { await AddAsync("live", "meter"), await AddAsync("live-bank", "bank") };
        // A look at what is due, once a minute, may meet a source that has just begun, note its run once more and set its time again.
        await UntilAsync(calls => Noted(calls) == Struck(calls) && Settled(calls) >= 4, 0);
        var set = _proxy.Count;
        using var granted = await _owner.Session.PostAsJsonAsync("/api/grants", new { plugin = "home-energy" });
        granted.EnsureSuccessStatusCode();
        await UntilAsync(calls => Noted(calls) == 1 && Struck(calls) == 1, set);
        var (before, asked) = (_proxy.Count, _holder.Calls);

        foreach (var source in sources)
        {
            await _owner.PostAsync($"/api/sources/{source}/sync", new { });
        }

        // Two runs and the computation that follows from the first.
        var calls = await UntilAsync(calls => Noted(calls) == 3 && Struck(calls) == 3 && Settled(calls) == 2, before);
        TestContext.Current.TestOutputHelper?.WriteLine($"{calls.Count} requests{Environment.NewLine}{StorageProxy.Tally(calls)}");
        Assert.True(calls.Count <= Most, $"{calls.Count} requests{Environment.NewLine}{string.Join(Environment.NewLine, calls)}");
        Assert.Equal(3, _holder.Calls - asked);
        Assert.Equal(2 * 48, (await _owner.AllAsync("energy.consumption")).Count);
        Assert.Equal(2 * 5, (await _owner.AllAsync("bank.operation")).Count);
        Assert.Equal(2, (await _owner.GetAsync("/api/runs")).GetProperty("items").EnumerateArray().Count(run => run.GetProperty("kind").GetString() == "compute" && run.State() == "succeeded"));
        Assert.Superset(new HashSet<string?> { "plugin:live", "plugin:live-bank", "plugin:home-energy" }, (await _owner.GetAsync("/api/journal?limit=1000")).GetProperty("items").EnumerateArray().Select(line => line.Text("who")).ToHashSet());
        Assert.All((await _owner.GetAsync("/api/ledger")).GetProperty("items").EnumerateArray(), call => Assert.Equal(200, call.GetProperty("status").GetInt32()));
    }

    public async ValueTask InitializeAsync()
    {
        _azurite = await Azurite.StartAsync();
        _proxy = new StorageProxy(_azurite.Blob, _azurite.Queue, _azurite.Table);
        _hub = await HubProcess.StartOnAsync(Azurite.Connect(_proxy.Blob, _proxy.Queue, _proxy.Table), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HUB_PLUGINS"] = Path.Combine(Samples.Repository, "tests", "Bench", "Twins") + Path.PathSeparator + Path.Combine(Samples.Repository, "plugins"),
            ["HUB_ALLOWED_HOSTS"] = _holder.Authority,
        });
        _owner = await _hub.OwnerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _proxy.DisposeAsync();
        await _azurite.DisposeAsync();
        await _holder.DisposeAsync();
    }

    private async Task<string> AddAsync(string plugin, string point)
    {
        using var made = await _owner.Session.PostAsJsonAsync("/api/sources", new { plugin, schedule = "P1D", settings = new { server = "http://" + _holder.Authority, point } });
        made.EnsureSuccessStatusCode();
        var source = JsonElement.Parse(await made.Content.ReadAsByteArrayAsync());
        Assert.Equal("Done", (await _owner.EndOfAsync(source.LastRun())).Outcome());
        return source.Id();
    }

    /// <summary>What was asked since then, without what the hub asks each minute and each hour whether anything happens or not: only that lists anything.</summary>
    private async Task<IReadOnlyList<StorageCall>> UntilAsync(Func<IReadOnlyList<StorageCall>, bool> isSo, int since)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            IReadOnlyList<StorageCall> calls = [.. _proxy.Calls.Skip(since).Where(call => !call.Operation.StartsWith("List ", StringComparison.Ordinal) && call.Operation != "Query Entities")];
            if (isSo(calls))
            {
                return calls;
            }

            Assert.False(limit.IsCancellationRequested, string.Join(Environment.NewLine, calls));
            await Task.Delay(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }
    }

    /// <summary>Runs that were put on the list of work.</summary>
    private static int Noted(IEnumerable<StorageCall> calls) => calls.Count(call => call.Operation == "Update Entity" && IsOf(call, "work"));

    /// <summary>Runs that were struck off it.</summary>
    private static int Struck(IEnumerable<StorageCall> calls) => calls.Count(call => call.Operation == "Delete Entity" && IsOf(call, "work"));

    /// <summary>Times that were set for a source.</summary>
    private static int Settled(IEnumerable<StorageCall> calls) => calls.Count(call => call.Operation == "Update Entity" && IsOf(call, "due"));

    private static bool IsOf(StorageCall call, string kind) => call.Path.Contains($"PartitionKey='{kind}'", StringComparison.Ordinal);
}
