using Hub.Accounts;
using Hub.Front;
using Microsoft.AspNetCore.Routing;

namespace Hub.Tests;

/// <summary>One route of the server and what it says of who may call it.</summary>
public sealed record Route(string Method, string Pattern, Access? Access)
{
    /// <summary>Every route, read from the server itself: a new one cannot be forgotten.</summary>
    public static IReadOnlyList<Route> All { get; } = Read();

    public bool IsUnsafe => Method is not ("GET" or "HEAD");

    public override string ToString() => $"{Method} {Pattern}";

    private static IReadOnlyList<Route> Read()
    {
        using var app = (IDisposable)HubServer.Build(new HubOptions { Data = Path.Combine(Path.GetTempPath(), "hub-tests-routes") });
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().SelectMany(Of)];
    }

    private static IEnumerable<Route> Of(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];
        var access = endpoint.Metadata.GetMetadata<AccessRule>()?.Access;
        return methods.Select(method => new Route(method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), access));
    }
}
