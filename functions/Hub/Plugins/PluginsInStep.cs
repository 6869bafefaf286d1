using Hub.Accounts;
using Hub.Core.Plugins.Installing;

namespace Hub.Plugins;

/// <summary>Before a page that somebody signed in asks for: whether another process installed or removed a plug-in. It asks the shelf once a minute at most.</summary>
internal sealed class PluginsInStep(RequestDelegate next, InstalledPlugins installed)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<Visit>() is not null)
        {
            await installed.FollowAsync();
        }

        await next(context);
    }
}
