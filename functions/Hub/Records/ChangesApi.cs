using System.Buffers;
using System.Text;
using System.Text.Json;
using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Records;

/// <summary>What changed since a sequence number: asked for, or told as it happens.</summary>
internal sealed class ChangesApi(VaultDoor door, AccountBook accounts, TimeProvider clock)
{
    private const int MostStreams = 100;
    private const int MostAtOnce = 1000;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // The browser comes back by itself, and who may read what is then looked at anew.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private int _streams;

    public async Task ListAsync(HttpContext context)
    {
        var limit = context.QueryLimit();
        var since = context.QueryNumber("since");
        await using var vault = await door.OpenAsync(context);
        var changes = await vault.Store.ChangesAsync(since, limit, context.GetVisit().Scopes.MayRead);
        await context.WriteJsonAsync(Answer(changes, since));
    }

    public async Task StreamAsync(HttpContext context)
    {
        if (Interlocked.Increment(ref _streams) > MostStreams)
        {
            Interlocked.Decrement(ref _streams);
            throw new ProblemException(Problems.SlowDown);
        }

        try
        {
            // Whether the caller may look at all is answered before the first word, when a refusal can still be told.
            var latest = await SequenceAsync(context);
            var since = long.TryParse(context.Request.Headers["Last-Event-ID"], out var last) && last >= 0 ? last : context.Query("since") is null ? latest : context.QueryNumber("since");
            context.Response.BeginEvents();
            await TellAsync(context, since);
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    private async Task TellAsync(HttpContext context, long since)
    {
        var generation = accounts.Generation;
        var begun = clock.GetTimestamp();
        var silent = 0;
        using var timer = new PeriodicTimer(Look, clock);
        await context.Response.WriteAsync(": here\n\n", context.RequestAborted);
        while (generation == accounts.Generation && clock.GetElapsedTime(begun) < Longest)
        {
            var told = await TellNewAsync(context, since);
            if (told == since && ++silent % 15 == 0)
            {
                await context.Response.WriteAsync(": still here\n\n", context.RequestAborted);
            }

            since = told;
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await timer.WaitForNextTickAsync(context.RequestAborted);
        }
    }

    private async ValueTask<long> TellNewAsync(HttpContext context, long since)
    {
        await using var vault = await door.OpenAsync(context);
        var latest = await vault.Store.SequenceAsync();
        if (latest <= since)
        {
            return since;
        }

        var changes = await vault.Store.ChangesAsync(since, MostAtOnce, context.GetVisit().Scopes.MayRead);
        foreach (var change in changes)
        {
            var text = $"id: {change.Sequence}\nevent: change\ndata: {Encoding.UTF8.GetString(Answer([change], 0, single: true).Span)}\n\n";
            await context.Response.WriteAsync(text, context.RequestAborted);
            since = change.Sequence;
        }

        // What the caller may not read is passed over for good, not looked at again every second.
        return changes.Count < MostAtOnce ? Math.Max(since, latest) : since;
    }

    private async ValueTask<long> SequenceAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        return await vault.Store.SequenceAsync();
    }

    /// <summary><c>next</c> is where to go on, also when nothing is there yet.</summary>
    private static ReadOnlyMemory<byte> Answer(IReadOnlyList<Change> changes, long since, bool single = false)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(body, HttpJson.Writing);
        if (!single)
        {
            json.WriteStartObject();
            json.WriteStartArray("changes"u8);
        }

        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteNumber("seq"u8, change.Sequence);
            json.WriteString("op"u8, change.Deleted ? "delete"u8 : "put"u8);
            json.WriteString("type"u8, change.Type);
            json.WriteString("id"u8, change.Id.ToString());
            json.WriteEndObject();
        }

        if (!single)
        {
            json.WriteEndArray();
            json.WriteNumber("next"u8, changes.Count == 0 ? since : changes[^1].Sequence);
            json.WriteEndObject();
        }

        json.Flush();
        return body.WrittenMemory;
    }
}

internal static class ChangesRoutes
{
    public static void MapChanges(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/changes", app.With<ChangesApi>((api, context) => api.ListAsync(context))).Needs(Access.Read);
        app.MapGet("/api/events", app.With<ChangesApi>((api, context) => api.StreamAsync(context))).Needs(Access.Read);
    }
}
