using Hub.Accounts;

namespace Hub.Front;

/// <summary>The description of the API: the file docs/openapi.json, which a test compares with the routes.</summary>
internal static class OpenApi
{
    private static readonly Lazy<byte[]> Description = new(() =>
    {
        using var stream = typeof(OpenApi).Assembly.GetManifestResourceStream("openapi.json")!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    });

    public static void MapOpenApi(this IEndpointRouteBuilder app) => app.MapGet("/openapi.json", static context => context.WriteJsonAsync(Description.Value)).Needs(Access.Open);
}
