using System.Text.Json;
using Hub.Testing;

namespace Hub.Tests;

public sealed class OpenApiTests
{
    [Fact]
    public void The_description_names_exactly_the_routes_of_the_server_and_who_may_call_them()
    {
        using var description = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Samples.Repository, "docs", "openapi.json")));
        var described = description.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(call => $"{call.Name.ToUpperInvariant()} {path.Name} {call.Value.GetProperty("x-access").GetString()}"));
        var served = Route.All.Where(route => route.Pattern.StartsWith("/api/", StringComparison.Ordinal) || route.Pattern == "/openapi.json").Select(route => $"{route} {route.Access}");
        Assert.Equal(served.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }
}
