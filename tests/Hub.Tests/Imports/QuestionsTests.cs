using Hub.FrontDoor.Sources;
using Hub.Testing;

namespace Hub.FrontDoor.Imports;

/// <summary>Several files at once, each of which asks.</summary>
public sealed class QuestionsTests : IAsyncLifetime
{
    private readonly MadePlugin _plugin = new("asking", script: """
        exports.importFile = function (hub, file) {
          hub.save("energy.consumption", { usagePoint: hub.ask("meter", { en: "Which meter?", fr: "Quel compteur ?" }), commodity: "gas", direction: "delivered", series: "daily", start: "2025-01-01T00:00:00Z", duration: 86400, energy: "1.5" });
        };
        """);

    private HubProcess _hub = null!;

    [Fact]
    public async Task Each_gets_its_own_answer_and_none_that_was_another_s()
    {
        var person = await _hub.OwnerAsync();
        var run = await person.ImportAllAsync(("a.txt", "Notes of asking\n"u8.ToArray()), ("b.txt", "Notes of asking, too\n"u8.ToArray()));
        Assert.Equal("waiting", run.State());
        run = await person.AnswerAsync(run.Id(), "the meter downstairs");
        Assert.Equal(("waiting", 1), (run.State(), run.Count("created")));
        run = await person.AnswerAsync(run.Id(), "the meter upstairs");
        Assert.Equal(("succeeded", 2), (run.State(), run.Count("created")));
        Assert.Equal(["the meter downstairs", "the meter upstairs"], (await person.AllAsync("energy.consumption")).Select(record => record.GetProperty("data").Text("usagePoint")).Order(StringComparer.Ordinal));
    }

    public async ValueTask InitializeAsync() => _hub = await HubProcess.StartAsync(environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_PLUGINS"] = _plugin.Above });

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _plugin.Dispose();
    }
}
