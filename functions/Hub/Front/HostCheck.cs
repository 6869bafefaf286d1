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

        return next(context);
    }
}
