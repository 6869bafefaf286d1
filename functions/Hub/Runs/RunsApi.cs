using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Core.Exports;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Runs;

/// <summary>Runs: how they go, what they set aside, what they ask; and stopping them.</summary>
internal sealed class RunsApi(VaultDoor door, RunEngine engine, Confirming confirming, TimeProvider clock)
{
    private const int LongestWait = 30;
    private const int LongestAnswer = 1000;

    public async Task ListAsync(HttpContext context)
    {
        var limit = context.QueryLimit();
        var (scopes, language) = (context.GetVisit().Scopes, Languages.Of(context));
        await using var vault = await door.OpenAsync(context);
        var wanted = await StateAsync(context, vault.Store);
        var runs = (await vault.Store.RunsAsync()).Where(run => MaySee(run, scopes) && wanted(run)).Take(limit);
        await context.WriteJsonAsync(new RunList([.. runs.Select(run => RunAnswer.Of(run, scopes, language))]), HubJson.Default.RunList);
    }

    /// <summary>With <c>wait=SECONDS</c> answers once the run is over or asks something, or when the time is up.</summary>
    public async Task GetAsync(HttpContext context)
    {
        var wait = context.Query("wait") is null ? 0 : QueryReading.Limit(context.Query("wait"), 0, LongestWait);
        var run = await LookAsync(context);
        if (wait > 0 && !IsStill(run))
        {
            run = await WaitAsync(context, TimeSpan.FromSeconds(wait));
        }

        await context.WriteJsonAsync(RunAnswer.Of(run, context.GetVisit().Scopes, Languages.Of(context)), HubJson.Default.RunAnswer);
    }

    public async Task RejectsAsync(HttpContext context)
    {
        var limit = context.QueryLimit();
        var after = context.Query("cursor") is null ? -1 : context.QueryNumber("cursor");
        await using var vault = await door.OpenAsync(context);
        var run = await FindAsync(context, vault.Store);
        var rejects = await vault.Store.RejectsAsync(run.Id, after, limit);
        var scopes = context.GetVisit().Scopes;
        await vault.Store.AppendJournalAsync([new(0, clock.GetUtcNow(), context.GetVisit().Actor, "rejects", null, Purposes.Api, rejects.Count)]);
        await context.WriteJsonAsync(RejectsAnswer.Write(rejects, limit, scopes, Languages.Of(context)));
    }

    /// <summary>What a restore left as it stands here, although its archive tells it otherwise.</summary>
    public async Task ConflictsAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        var run = await FindAsync(context, vault.Store);
        var scopes = context.GetVisit().Scopes;
        var conflicts = (await vault.Store.ConflictsOfAsync(run.Id)).Where(conflict => scopes.MayRead(conflict.Type)).ToList();
        await vault.Store.AppendJournalAsync([new(0, clock.GetUtcNow(), context.GetVisit().Actor, "conflicts", null, Purposes.Api, conflicts.Count)]);
        await context.WriteJsonAsync(new ConflictList(conflicts), HubJson.Default.ConflictList);
    }

    public async Task LogAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        var run = await FindAsync(context, vault.Store);
        await context.WriteJsonAsync(new RunLines(await vault.Store.LogOfAsync(run.Id)), HubJson.Default.RunLines);
    }

    public async Task AnswerAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.AnswerRequest);
        await using var vault = await door.OpenAsync(context);
        var run = await FindAsync(context, vault.Store);
        if (run is not { State: RunState.Waiting, Question: { } question } || (asked.Key is not null && asked.Key != question.Key))
        {
            throw new ProblemException(Problems.Conflict);
        }

        if (question.Choices.Count > 0 && !question.Choices.Any(choice => choice.Value == asked.Answer))
        {
            throw QueryReading.Wrong("answer", "Give the value of one of the choices.", "Donnez la valeur de l'un des choix.");
        }

        if (string.IsNullOrEmpty(asked.Answer) || asked.Answer.Length > LongestAnswer)
        {
            throw QueryReading.Wrong("answer", $"Give an answer of 1 to {LongestAnswer} characters.", $"Donnez une réponse de 1 à {LongestAnswer} caractères.");
        }

        if (!await engine.Queue.AnswerAsync(vault.Store, run.Id, question.Key, asked.Answer))
        {
            throw new ProblemException(Problems.Conflict);
        }

        await context.WriteJsonAsync(new RunStarted(run.Id), HubJson.Default.RunStarted, StatusCodes.Status202Accepted);
    }

    public async Task CancelAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        var run = await FindAsync(context, vault.Store);
        if (run.IsOver)
        {
            throw new ProblemException(Problems.Conflict);
        }

        await engine.Queue.CancelAsync(vault.Store.VaultId, run.Id);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>What an undo would do now.</summary>
    public async Task ForeseeUndoAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        var run = await FindAsync(context, vault.Store);
        if (await Undoing.WhyNotAsync(vault.Store, run) is { } why)
        {
            throw new ProblemException(Problems.CannotUndo(why));
        }

        await context.WriteJsonAsync(await engine.Undoing.ForeseeAsync(vault.Store, run), HubJson.Default.UndoCounts);
    }

    /// <summary>Takes records away: who may only add files may not do that.</summary>
    public async Task UndoAsync(HttpContext context)
    {
        if (!context.GetVisit().Scopes.WritesAll)
        {
            throw new ProblemException(Problems.ScopeNeeded("write:*"));
        }

        var asked = context.Request.ContentType is null ? new UndoRequest(null, null) : await context.ReadJsonAsync(HubJson.Default.UndoRequest);
        if (asked.DeleteFile is true && !context.GetVisit().IsSession)
        {
            throw new ProblemException(Problems.SessionNeeded);
        }

        if (asked.DeleteFile is true)
        {
            await confirming.AskAsync(context);
        }

        await using var vault = await door.OpenAsync(context);
        var (undo, why) = await engine.Undoing.BeginAsync(vault.Store, await FindAsync(context, vault.Store), asked.DeleteFile ?? false, context.GetVisit().Actor, asked.Pause ?? true);
        if (undo is null)
        {
            throw new ProblemException(Problems.CannotUndo(why!));
        }

        await engine.Queue.EnqueueAsync(vault.Store.VaultId, undo.Id);
        await context.WriteJsonAsync(new RunStarted(undo.Id), HubJson.Default.RunStarted, StatusCodes.Status202Accepted);
    }

    private static async ValueTask<Func<Run, bool>> StateAsync(HttpContext context, IVaultStore store)
    {
        if (context.Query("state") is not { } state)
        {
            return _ => true;
        }

        if (state == "dead")
        {
            var dead = await SourceScheduler.DeadAsync(store);
            return run => dead.Contains(run.Id);
        }

        return Enum.TryParse<RunState>(state, ignoreCase: true, out var wanted) ? run => run.State == wanted
            : throw QueryReading.Wrong("state", "Give a state of a run, or dead.", "Donnez un état de collecte, ou dead.");
    }

    private static bool IsStill(Run run) => run.IsOver || run.State == RunState.Waiting;

    /// <summary>What a run tells belongs to who may start such a run.</summary>
    private static bool MaySee(Run run, Scopes scopes) => run.Kind switch
    {
        RunKind.Export => scopes.Export,
        RunKind.Compute => scopes.ReadsAll,
        _ => scopes.Import,
    };

    private static async ValueTask<Run> FindAsync(HttpContext context, IVaultStore store) =>
        await store.FindRunAsync((string)context.Request.RouteValues["id"]!) is { } run && MaySee(run, context.GetVisit().Scopes) ? run : throw new ProblemException(Problems.NotFound);

    /// <summary>What another process wrote shows when a vault is opened, so each look opens it.</summary>
    private async ValueTask<Run> LookAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        return await FindAsync(context, vault.Store);
    }

    private async ValueTask<Run> WaitAsync(HttpContext context, TimeSpan longest)
    {
        var begun = clock.GetTimestamp();
        var id = (string)context.Request.RouteValues["id"]!;
        using var subscription = engine.Events.Subscribe(id);
        while (true)
        {
            var run = await LookAsync(context);
            var left = longest - clock.GetElapsedTime(begun);
            if (IsStill(run) || left <= TimeSpan.Zero)
            {
                return run;
            }

            // Another process (the command line) may carry it out and tells us nothing: look again every second.
            using var look = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            look.CancelAfter(left < TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1));
            try
            {
                await subscription.NextAsync(look.Token);
            }
            catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
            {
                // The second is over.
            }
        }
    }
}

internal sealed record AnswerRequest(string? Key, string? Answer);

/// <param name="DeleteFile">The file goes too, unless something else came from it.</param>
/// <param name="Pause">For what a source fetched: whether the source waits until it is resumed. So it is unless this says otherwise.</param>
internal sealed record UndoRequest(bool? DeleteFile, bool? Pause);

internal sealed record ConflictList(IReadOnlyList<RestoreConflict> Items);

internal sealed record RunLines(IReadOnlyList<LogLine> Items);

internal sealed record RunList(IReadOnlyList<RunAnswer> Items);

internal static class RunsRoutes
{
    public static void MapRuns(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/runs", app.With<RunsApi>((api, context) => api.ListAsync(context))).Needs(Access.SignedIn);
        app.MapGet("/api/runs/{id}", app.With<RunsApi>((api, context) => api.GetAsync(context))).Needs(Access.SignedIn);
        app.MapGet("/api/runs/{id}/report", app.With<RunReports>((reports, context) => reports.GetAsync(context))).Needs(Access.Import).In(VaultUse.Keeps);
        app.MapGet("/api/runs/{id}/rejects", app.With<RunsApi>((api, context) => api.RejectsAsync(context))).Needs(Access.Import).In(VaultUse.Keeps);
        app.MapGet("/api/runs/{id}/conflicts", app.With<RunsApi>((api, context) => api.ConflictsAsync(context))).Needs(Access.Import).In(VaultUse.Keeps);
        app.MapGet("/api/runs/{id}/log", app.With<RunsApi>((api, context) => api.LogAsync(context))).Needs(Access.Import).In(VaultUse.Keeps);
        app.MapPost("/api/runs/{id}/answer", app.With<RunsApi>((api, context) => api.AnswerAsync(context))).Needs(Access.Import);
        app.MapGet("/api/runs/{id}/undo", app.With<RunsApi>((api, context) => api.ForeseeUndoAsync(context))).Needs(Access.Import).In(VaultUse.Keeps);
        app.MapPost("/api/runs/{id}/undo", app.With<RunsApi>((api, context) => api.UndoAsync(context))).Needs(Access.Import);
        app.MapPost("/api/runs/{id}/cancel", app.With<RunsApi>((api, context) => api.CancelAsync(context))).Needs(Access.Import);
    }
}
