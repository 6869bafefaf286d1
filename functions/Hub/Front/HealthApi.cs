using System.Text.Json;
using Hub.Accounts;

namespace Hub.Front;

/// <summary>Says that the hub is alive; the only call without sign-in that says anything.</summary>
public static class HealthApi
{
    private static readonly byte[] Body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["status"] = "ok",
        ["version"] = typeof(HealthApi).Assembly.GetName().Version!.ToString(3),
        ["store"] = "local",
    }).Needs(Access.Open);

    public static void MapHealth(this IEndpointRouteBuilder app) => app.MapGet("/api/health", static context =>
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Body.Length;
        return context.Response.Body.WriteAsync(Body).AsTask();
    }).Needs(Access.Open);
}
