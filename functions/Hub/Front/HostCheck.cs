namespace Hub.Front;

/// <summary>Answers under its own names only, so that no page elsewhere reaches the hub by a name that it made point here (DNS rebinding).</summary>
public sealed class HostCheck(RequestDelegate next, PublicAddress address)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!address.IsOwn(context.Request.Host.Value ?? ""))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        }

        if (address.BasePath.HasValue)
        {
            // Some proxies cut the base path off and some leave it: links need it either way.
            context.Request.PathBase = address.BasePath;
            if (context.Request.Path.StartsWithSegments(address.BasePath, StringComparison.Ordinal, out var rest))
            {
                context.Request.Path = rest;
            }
        }

        return next(context);
    }
}
