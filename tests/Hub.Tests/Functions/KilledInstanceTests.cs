using System.Net;
using System.Text.Json;
using Hub.FrontDoor;
using Hub.Testing;

namespace Hub.Tests.Functions;

/// <summary>Instances that die in the middle of a run: another goes on with it, and nothing is lost or there twice.</summary>
[Trait("Category", "Long")]
public sealed class KilledInstanceTests(KilledInstanceTests.Fixture fixture) : IClassFixture<KilledInstanceTests.Fixture>
{
    private const int Readings = 150_000;

    [Fact]
    public async Task An_import_whose_instances_are_killed_one_after_the_other_ends_with_every_record_once()
    {
        var run = await fixture.Owner.BeginImportAsync("load.csv", MadeFiles.LoadCurve(Readings));
        foreach (var instance in new[] { 0, 1 })
        {
            await ProgressAsync(run);
            await fixture.Hub.TellAsync($"kill {instance}");
        }

        var ended = await LookAsync(run);
        while (ended.GetProperty("state").GetString() is "queued" or "running" or "interrupted")
        {
            ended = await LookAsync(run, wait: 10);
        }

        Assert.Equal("succeeded", ended.GetProperty("state").GetString());
        var counts = ended.GetProperty("counts");
        Assert.Equal(Readings, counts.GetProperty("read").GetInt64());
        Assert.Equal(Readings, counts.GetProperty("created").GetInt64() + counts.GetProperty("unchanged").GetInt64());
        Assert.Equal(MadeFiles.Kilowatthours(Readings), await fixture.Owner.SumAsync(Tests.Readings.Type, "/energy"));
    }

    /// <summary>Waits until more of it is committed than now.</summary>
    private async Task ProgressAsync(string run)
    {
        var before = await ReadAsync(run);
        while (await ReadAsync(run) is var now && now <= before && now < Readings)
        {
            await Task.Yield();
        }
    }

    private async Task<long> ReadAsync(string run) => (await LookAsync(run)).GetProperty("counts").GetProperty("read").GetInt64();

    /// <summary>Whoever asks an instance that dies asks again.</summary>
    private async Task<JsonElement> LookAsync(string run, int wait = 1)
    {
        while (true)
        {
            using var answer = await fixture.Owner.Api.GetAsync($"/api/runs/{run}?wait={wait}");
            if (answer.StatusCode != HttpStatusCode.BadGateway)
            {
                var body = await answer.Content.ReadAsStringAsync();
                return answer.IsSuccessStatusCode ? JsonElement.Parse(body) : throw new InvalidOperationException(body);
            }
        }
    }

    public sealed class Fixture : CloudFixture
    {
        private protected override FunctionsApp Of(FunctionsApp app) => app with { Instances = 2 };
    }
}
