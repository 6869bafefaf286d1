using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Testing;

namespace Hub.FrontDoor.Sources;

/// <summary>A hub whose plug-ins are the tests' own.</summary>
public class TillHub : IAsyncLifetime
{
    private int _count;

    public HubProcess Hub { get; private set; } = null!;

    public Person Owner { get; private set; } = null!;

    public static string Plugins { get; } = Path.Combine(Samples.Repository, "tests", "Hub.Tests", "Plugins");

    private protected static Dictionary<string, string> Environment => new(StringComparer.Ordinal) { ["HUB_PLUGINS"] = Plugins };

    public static Task<HubProcess> StartAsync() => HubProcess.StartAsync(environment: Environment);

    public Task<Person> NewcomerAsync() => Hub.InviteAsync(Owner, $"person-{Interlocked.Increment(ref _count)}");

    public async ValueTask InitializeAsync()
    {
        Hub = await StartThisAsync();
        Owner = await Hub.OwnerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected virtual Task<HubProcess> StartThisAsync() => StartAsync();
}

/// <summary>The same, on a storage account.</summary>
public sealed class StorageAccountTillHub : TillHub
{
    private protected override async Task<HubProcess> StartThisAsync() => await HubProcess.StartOnAsync((await Azurite.SharedAsync()).NewAccount(), Environment);
}

internal static class SourceCalls
{
    public static async Task<(HttpStatusCode Status, JsonElement Body)> AddSourceAsync(this Person person, object settings, string? label = null, string? schedule = null) =>
        await ReadAsync(await person.Session.PostAsJsonAsync("/api/sources", new { plugin = "till", settings, label, schedule }));

    /// <summary>Sets the till up, and waits for its first run.</summary>
    public static async Task<JsonElement> AddTillAsync(this Person person, object settings)
    {
        var (status, source) = await person.AddSourceAsync(settings);
        Assert.True(status == HttpStatusCode.Created, source.GetRawText());
        await person.EndOfAsync(source.LastRun());
        return await person.SourceAsync(source.Id());
    }

    public static async Task<(HttpStatusCode Status, JsonElement Body)> ChangeAsync(this Person person, string source, object wish) =>
        await ReadAsync(await person.Session.PatchAsJsonAsync("/api/sources/" + source, wish));

    public static Task<JsonElement> SourceAsync(this Person person, string id) => person.GetAsync("/api/sources/" + id);

    /// <summary>Fetches now, and gives the run as it ended or waits.</summary>
    public static async Task<JsonElement> SyncAsync(this Person person, string source) =>
        await person.EndOfAsync((await person.PostAsync($"/api/sources/{source}/sync", new { })).GetProperty("run").GetString()!);

    public static async Task<JsonElement> AnswerAsync(this Person person, string run, string answer)
    {
        await person.PostAsync($"/api/runs/{run}/answer", new { answer });
        return await person.EndOfAsync(run);
    }

    public static string LastRun(this JsonElement source) => source.GetProperty("lastRun").Id();

    public static string Health(this JsonElement source) => source.GetProperty("health").GetString()!;

    private static async Task<(HttpStatusCode, JsonElement)> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()));
        }
    }
}
