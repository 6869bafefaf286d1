namespace Hub.Front;

/// <summary>Routes call a feature's singleton, made at its first call: what nobody asks for costs no start-up time, and a call costs no scope.</summary>
internal static class Handling
{
    public static RequestDelegate With<T>(this IEndpointRouteBuilder app, Func<T, HttpContext, Task> call)
        where T : class
    {
        var services = app.ServiceProvider;
        T? handler = null;
        return context => call(handler ??= services.GetRequiredService<T>(), context);
    }
}
