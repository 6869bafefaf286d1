using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure.Storage.Queues;
using Hub.FrontDoor;
using Hub.Testing;

namespace Hub.Tests.Functions;

/// <summary>Somebody who can read the queue and reach the handler's own port, which nobody outside can, plays the host.</summary>
public sealed class DeliveredByHandTests(DeliveredByHandTests.Fixture fixture) : IClassFixture<DeliveredByHandTests.Fixture>
{
    private static int _count;

    private Person _owner = null!;

    [Fact]
    public async Task Messages_that_are_forged_altered_replayed_or_out_of_order_do_no_harm()
    {
        await BeginAsync();
        var first = await _owner.BeginImportAsync("first.csv", MadeFiles.LoadCurve(48));
        var second = await _owner.BeginImportAsync("second.csv", MadeFiles.LoadCurve(48, 48));
        var messages = await TakeAsync();
        Assert.Equal(2, messages.Count);
        Assert.DoesNotContain(messages, message => message.Contains(first, StringComparison.Ordinal));

        foreach (var altered in messages.SelectMany(Alter).Append("").Append("forged").Append(new string('A', messages[0].Length)))
        {
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(altered));
        }

        Assert.All([first, second], run => Assert.Equal("queued", StateAsync(run).Result));

        // The other way round, then each once more, then both at once.
        foreach (var message in messages.Reverse().Concat(messages))
        {
            Assert.Equal(HttpStatusCode.OK, await PostAsync(message));
        }

        Assert.All(await Task.WhenAll(messages.Concat(messages).Select(message => PostAsync(message))), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.All([first, second], run => Assert.Equal("succeeded", StateAsync(run).Result));
        Assert.Equal(MadeFiles.Kilowatthours(96), await _owner.SumAsync(Readings.Type, "/energy"));
        Assert.Empty(await TakeAsync());
    }

    [Fact]
    public async Task The_last_of_five_deliveries_ends_a_run_that_failed_each_time_and_its_person_sees_it()
    {
        await BeginAsync();
        var run = await _owner.BeginImportAsync("load.csv", MadeFiles.LoadCurve(48));
        var message = Assert.Single(await TakeAsync());
        Assert.Equal(HttpStatusCode.OK, await PostAsync(message, delivery: 5));
        var ended = await _owner.GetAsync($"/api/runs/{run}");
        Assert.Equal("failed", ended.GetProperty("state").GetString());
        Assert.NotEmpty(ended.GetProperty("message").GetString()!);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(message));
        Assert.Equal("failed", await StateAsync(run));
    }

    [Fact]
    public async Task A_tick_calls_again_for_a_run_whose_message_was_lost()
    {
        await BeginAsync();
        var run = await _owner.BeginImportAsync("load.csv", MadeFiles.LoadCurve(48));
        Assert.Single(await TakeAsync());
        await fixture.Hub.TellAsync("tick");
        await fixture.Hub.HearAsync("tick: 200 done");
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Assert.Single(await TakeAsync())));
        Assert.Equal("succeeded", await StateAsync(run));
    }

    /// <summary>A letter changed at each tenth of it, a piece taken away, a piece of another put in.</summary>
    private static IEnumerable<string> Alter(string message)
    {
        for (var at = 0; at < message.Length; at += message.Length / 10)
        {
            yield return message[..at] + (message[at] == 'A' ? 'B' : 'A') + message[(at + 1)..];
        }

        yield return message[..^8];
        yield return message + "AAAA";
        yield return message[(message.Length / 2)..] + message[..(message.Length / 2)];
    }

    private async Task BeginAsync() => _owner = await fixture.Hub.InviteAsync(fixture.Owner, $"person-{Interlocked.Increment(ref _count)}");

    private async Task<IReadOnlyList<string>> TakeAsync()
    {
        var queue = new QueueClient(fixture.Storage, "hub-runs");
        await queue.CreateIfNotExistsAsync();
        var taken = (await queue.ReceiveMessagesAsync(32)).Value;
        foreach (var message in taken)
        {
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        }

        return [.. taken.OrderBy(message => message.InsertedOn).Select(message => message.Body.ToString())];
    }

    private async Task<HttpStatusCode> PostAsync(string message, int delivery = 1)
    {
        using var answer = await fixture.Handler.PostAsJsonAsync("/run", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["Data"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["message"] = JsonSerializer.Serialize(message) },
            ["Metadata"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["DequeueCount"] = $"{delivery}" },
        });
        return answer.StatusCode;
    }

    private async Task<string> StateAsync(string run) => (await _owner.GetAsync($"/api/runs/{run}")).GetProperty("state").GetString()!;

    public sealed class Fixture : CloudFixture
    {
        public HttpClient Handler { get; } = new();

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Handler.BaseAddress = new Uri($"http://127.0.0.1:{(await Hub.HearAsync("is ready"))[0].Split("port ")[1]}");
        }

        public override async ValueTask DisposeAsync()
        {
            Handler.Dispose();
            await base.DisposeAsync();
        }

        private protected override FunctionsApp Of(FunctionsApp app) => app with { Listens = false };
    }
}
