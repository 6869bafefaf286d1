using Hub.Testing;
using Hub.Testing.Wire.Storage;

namespace Hub.Tests.Functions;

/// <summary>What the hub asks its storage account for when little happens: money follows it.</summary>
public sealed class RequestsTests : IAsyncLifetime
{
    /// <summary>A day has two ticks, and a day on which nothing happens is to cost ten requests.</summary>
    private const int MostOfATick = 5;

    private readonly FunctionsApp _app = FunctionsApp.OfBuild();
    private Azurite _azurite = null!;
    private StorageProxy _proxy = null!;
    private HubProcess _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _azurite = await Azurite.StartAsync();
        _proxy = new StorageProxy(_azurite.Blob, _azurite.Queue, _azurite.Table);
        _hub = await HubProcess.StartAsync(_app with { Storage = Azurite.Connect(_proxy.Blob, _proxy.Queue, _proxy.Table), Listens = false });
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _proxy.DisposeAsync();
        await _azurite.DisposeAsync();
        Directory.Delete(_app.Folder, recursive: true);
    }

    [Fact]
    public async Task A_tick_on_which_nothing_is_due_costs_few_requests()
    {
        var owner = await _hub.OwnerAsync();
        await owner.WriteAsync(Readings.Type, Readings.Day(1, "61616161616161"));
        var calls = await _proxy.DuringAsync(async () =>
        {
            await _hub.TellAsync("tick");
            await _hub.HearAsync("tick: 200 done");
        });
        Assert.True(calls.Count <= MostOfATick, StorageProxy.Tally(calls));
    }
}
