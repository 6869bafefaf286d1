namespace Hub.Front;

/// <summary>Some reverse proxies cut the base path off and some leave it; from here on it is the request's PathBase either way, and links and redirects are put below it.</summary>
public sealed class BasePath(RequestDelegate next, PublicAddress address)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (address.BasePath.HasValue)
        {
            context.Request.PathBase = address.BasePath;
            if (context.Request.Path.StartsWithSegments(address.BasePath, StringComparison.Ordinal, out var rest))
            {
                context.Request.Path = rest.HasValue ? rest : "/";
            }
        }

        return next(context);
    }
}
