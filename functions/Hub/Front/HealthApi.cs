using System.Text.Json;
using Hub.Accounts;

namespace Hub.Front;

/// <summary>Says that the hub is alive; the only call of the API that tells a stranger anything.</summary>
public static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var store = app.ServiceProvider.GetRequiredService<HubOptions>().Storage is null ? "local" : "azure";
        // Written at the first call: a start does not wait for it.
        var body = new Lazy<byte[]>(() => JsonSerializer.SerializeToUtf8Bytes(new Health("ok", typeof(HealthApi).Assembly.GetName().Version!.ToString(3), store), HubJson.Default.Health));
        app.MapGet("/api/health", context => context.WriteJsonAsync(body.Value)).Needs(Access.Open);
    }
}

public sealed record Health(string Status, string Version, string Store);
