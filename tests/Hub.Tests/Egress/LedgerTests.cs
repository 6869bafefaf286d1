using Hub.Testing.Wire;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Holders.Grid;
using Hub.Testing;

namespace Hub.FrontDoor.Egress;

/// <summary>What the ledger tells of a live source is what went over the wire.</summary>
public sealed class LedgerTests : IAsyncLifetime
{
    private readonly GridOperator _grid = new();
    private PacketCounter _wire = null!;
    private HubProcess _hub = null!;
    private Person _person = null!;

    [Fact]
    public async Task Calls_and_bytes_told_are_calls_and_bytes_seen_on_the_wire()
    {
        using var made = await _person.Session.PostAsJsonAsync("/api/sources", new
        {
            plugin = "linky-api",
            settings = new { server = $"http://localhost:{_wire.Port}", usagePoint = _grid.UsagePoint, clientId = _grid.ClientId, clientSecret = _grid.ClientSecret },
        });
        var source = JsonElement.Parse(await made.Content.ReadAsByteArrayAsync());
        Assert.True(made.StatusCode == HttpStatusCode.Created, source.GetRawText());
        var run = await _person.EndOfAsync(source.GetProperty("lastRun").Id());
        Assert.Equal("Done", run.Outcome());

        var calls = await LedgerAsync(_person.Api, $"source={source.Id()}&limit=3");
        Assert.Equal(_grid.Calls.Select(call => call.Split(' ')[0]), calls.AsEnumerable().Reverse().Select(call => call.Text("method")));
        Assert.Equal((_wire.Out, _wire.In), (calls.Sum(call => call.GetProperty("sent").GetInt64()), calls.Sum(call => call.GetProperty("received").GetInt64())));
        Assert.All(calls, call =>
        {
            Assert.Equal(("linky-api", $"localhost:{_wire.Port}", "energy.consumption"), (call.Text("plugin"), call.Text("host"), Assert.Single(call.GetProperty("types").EnumerateArray().ToList()).GetString()));
            Assert.False(call.TryGetProperty("fault", out _));
        });
        Assert.DoesNotContain(calls, call => call.GetRawText().Contains(_grid.ClientSecret, StringComparison.Ordinal) || call.GetRawText().Contains(_grid.UsagePoint, StringComparison.Ordinal));
        await CanBeAskedForAsync(calls.Count);
    }

    public async ValueTask InitializeAsync()
    {
        await _grid.StartAsync();
        _grid.ActivatedOn = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-3);
        _wire = new PacketCounter(_grid.Address.Port);
        _hub = await HubProcess.StartAsync(environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_ALLOWED_HOSTS"] = $"localhost:{_wire.Port}" });
        _person = await _hub.OwnerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _wire.DisposeAsync();
        await _grid.DisposeAsync();
    }

    private async Task CanBeAskedForAsync(int all)
    {
        using var energy = await _person.WithScopesAsync("read:energy.*");
        using var bank = await _person.WithScopesAsync("read:bank.*");
        Assert.Equal(all, (await LedgerAsync(energy, "plugin=linky-api")).Count);
        Assert.Empty(await LedgerAsync(bank, "plugin=linky-api"));
        Assert.Empty(await LedgerAsync(_person.Api, "plugin=demo-bank"));
        Assert.Empty(await LedgerAsync(_person.Api, "to=2020-01"));
        Assert.Equal(all, (await LedgerAsync(_person.Api, $"from={DateTime.UtcNow.AddDays(-1):yyyy-MM-dd}&to={DateTime.UtcNow.AddDays(2):yyyy-MM-dd}")).Count);
        Assert.Equal(HttpStatusCode.BadRequest, (await _person.Api.GetAsync("/api/ledger?cursor=nonsense")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _person.Api.GetAsync("/api/ledger?from=nonsense")).StatusCode);
    }

    private static async Task<List<JsonElement>> LedgerAsync(HttpClient client, string query)
    {
        var calls = new List<JsonElement>();
        for (string? cursor = null; ;)
        {
            var page = JsonElement.Parse(await client.GetByteArrayAsync($"/api/ledger?{query}{(cursor is null ? "" : $"&cursor={cursor}")}"));
            calls.AddRange(page.GetProperty("items").EnumerateArray());
            if (!page.TryGetProperty("next", out var next))
            {
                return calls;
            }

            cursor = next.GetString();
        }
    }
}
