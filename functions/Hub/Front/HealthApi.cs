using System.Text.Json;
using Hub.Accounts;

namespace Hub.Front;

/// <summary>Says that the hub is alive; the only call of the API that tells a stranger anything.</summary>
public static class HealthApi
{
    private static readonly byte[] Body = JsonSerializer.SerializeToUtf8Bytes(
        new Health("ok", typeof(HealthApi).Assembly.GetName().Version!.ToString(3), "local"), HubJson.Default.Health);

    public static void MapHealth(this IEndpointRouteBuilder app) => app.MapGet("/api/health", static context => context.WriteJsonAsync(Body)).Needs(Access.Open);
}

public sealed record Health(string Status, string Version, string Store);
