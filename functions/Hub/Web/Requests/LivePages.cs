using Hub.Accounts;
using Hub.Core.Runs;
using Hub.Front;
using Hub.Vaults;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>
/// How the runs of the vault in view go on, as server-sent events: one connection for all that a page shows, open only while something is under way. A page
/// opens it with what it shows as moving; the browser that comes back by itself does so with the id of the last event.
/// </summary>
internal sealed class LivePages(PageDoor door, LiveRows rows, RunEngine engine, Visits visits, PublicAddress address, HubOptions options)
{
    private const int MostStreams = 100;

    /// <summary>Another process may carry a run out and tells us nothing: it is looked at all the same, the less often the less happens.</summary>
    private static readonly TimeSpan LookSoon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookLate = TimeSpan.FromSeconds(8);

    /// <summary>However much a run has to tell.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(250);

    /// <summary>Proxies and the front of a function app end what takes longer than some minutes; what the host of one holds back until it is over comes in portions at least.</summary>
    private readonly TimeSpan _longest = options.HandlerPort is null ? TimeSpan.FromMinutes(3) : TimeSpan.FromSeconds(20);

    private int _streams;

    public async Task EventsAsync(HttpContext context)
    {
        var resumed = context.Request.Headers["Last-Event-ID"].ToString();
        var cursor = LiveCursor.TryParse(resumed.Length > 0 ? resumed : context.Query("after")) ?? throw new ProblemException(Problems.NotFound);
        if (context.Query("vault") != VaultDoor.IdOf(context))
        {
            // The page is from before a change of vault. That there is nothing for it makes the browser stop asking.
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        if (Interlocked.Increment(ref _streams) > MostStreams)
        {
            Interlocked.Decrement(ref _streams);
            throw new ProblemException(Problems.SlowDown);
        }

        try
        {
            await FollowAsync(context, new LiveLook(cursor, context.Query("back") == "/" ? "/" : "/sources"), resumed.Length > 0);
        }
        catch (ProblemException) when (context.Response.HasStarted)
        {
            // What was allowed is so no more. The browser comes back, and is then told so.
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    private async Task FollowAsync(HttpContext context, LiveLook look, bool resumed)
    {
        var clock = options.Clock;
        var begun = clock.GetTimestamp();
        using var subscription = engine.Events.Subscribe(VaultDoor.IdOf(context));
        for (var pause = LookSoon; ;)
        {
            var told = await LookAsync(context, look);
            if (!context.Response.HasStarted)
            {
                if (resumed && told.Length == 0 && look.IsIdle)
                {
                    context.Response.StatusCode = StatusCodes.Status204NoContent;
                    return;
                }

                context.Response.BeginEvents();
            }

            await context.Response.WriteAsync(told.Length > 0 ? told : ": still here\n\n", context.RequestAborted);
            if (look.IsIdle)
            {
                await context.Response.WriteAsync("event: idle\ndata: {}\n\n", context.RequestAborted);
                return;
            }

            await context.Response.Body.FlushAsync(context.RequestAborted);
            foreach (var run in look.Cursor.Moving)
            {
                subscription.Follow(run);
            }

            pause = told.Length > 0 ? LookSoon : pause + pause < LookLate ? pause + pause : LookLate;
            await WaitAsync(subscription, pause, context.RequestAborted);
            if (clock.GetElapsedTime(begun) >= _longest || !await MayGoOnAsync(context))
            {
                return;
            }
        }
    }

    /// <summary>The vault is opened for each look: a page left open must not hold it, and what another process wrote shows when a vault is opened.</summary>
    private async Task<string> LookAsync(HttpContext context, LiveLook look)
    {
        await using var open = await door.OpenAsync(context);
        return await rows.TellAsync(open, look, context.Request.PathBase);
    }

    private async ValueTask<bool> MayGoOnAsync(HttpContext context) => SessionCookie.Read(context.Request, address) is { } secret && await visits.FindAsync(secret) is not null;

    private async Task WaitAsync(RunEvents.Subscription subscription, TimeSpan pause, CancellationToken cancellationToken)
    {
        await Task.Delay(Breath, options.Clock, cancellationToken);
        using var time = new CancellationTokenSource(pause, options.Clock);
        using var look = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            await subscription.NextAsync(look.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to look by ourselves.
        }
    }
}

internal static class LiveRoutes
{
    public static void MapLivePages(this IEndpointRouteBuilder app) =>
        app.MapGet("/events", app.With<LivePages>((pages, context) => pages.EventsAsync(context))).Needs(Access.Session);
}
