using System.Text.Json;

namespace Hub.FrontDoor;

/// <summary>What a run says of itself.</summary>
internal static class RunFacts
{
    public static string? Outcome(this JsonElement run) => run.TryGetProperty("outcome", out var outcome) ? outcome.GetString() : null;

    public static string State(this JsonElement run) => run.GetProperty("state").GetString()!;

    public static string Message(this JsonElement run) => run.TryGetProperty("message", out var message) ? message.GetString() ?? "" : "";

    public static string Id(this JsonElement run) => run.GetProperty("id").GetString()!;

    public static string? Text(this JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static long Count(this JsonElement run, string name) => run.GetProperty("counts").GetProperty(name).GetInt64();

    /// <summary>created updated unchanged withheld rejected.</summary>
    public static string Told(this JsonElement run) => string.Join(' ', new[] { "created", "updated", "unchanged", "withheld", "rejected" }.Select(name => run.Count(name)));

    public static void AssertAddsUp(this JsonElement run) =>
        Assert.Equal(run.Count("read"), run.Count("created") + run.Count("updated") + run.Count("unchanged") + run.Count("withheld") + run.Count("rejected") + run.Count("withdrawn"));

    public static void AssertChangedNothing(this JsonElement run)
    {
        run.AssertAddsUp();
        Assert.Equal((0, 0), (run.Count("created"), run.Count("updated")));
    }
}
