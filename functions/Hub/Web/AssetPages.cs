using Hub.Accounts;

namespace Hub.Web;

/// <summary>Serves the pages' own files. Their addresses change with their content, so browsers keep them.</summary>
public static class AssetPages
{
    public static void MapAssets(this IEndpointRouteBuilder app) => app.MapGet("/assets/{name}", AnswerAsync).Needs(Access.Open);

    private static Task AnswerAsync(HttpContext context)
    {
        if (WebAssets.Find((string)context.Request.RouteValues["name"]!) is not { } asset)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var response = context.Response;
        response.ContentType = asset.ContentType;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.Vary = "Accept-Encoding";
        var body = asset.Zipped;
        if (context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            response.Headers.ContentEncoding = "gzip";
        }
        else
        {
            body = asset.Unzipped();
        }

        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
