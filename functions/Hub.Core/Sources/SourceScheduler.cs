using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Sources;

/// <summary>Begins the runs of sources: those that are due, and those that somebody asks for. A source has one run at a time, whoever asks.</summary>
public sealed class SourceScheduler(VaultPool vaults, PluginCatalogue plugins, DueList due, WorkList list, RunQueue queue, TimeProvider clock, Random random)
{
    public const string Actor = "schedule";

    /// <summary>A source's latest runs stay to be looked at; of older ones those that brought something.</summary>
    private const int KeptRuns = 20;

    private const int MostTries = 5;

    private static readonly TimeSpan LookAgain = TimeSpan.FromDays(1);

    private static readonly Text NobodyAnswered = new(
        "The question was not answered within seven days. Fetch now, and it is asked again.", "La question est restée sept jours sans réponse. Lancez la collecte maintenant, et elle sera reposée.");

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Begins what is due now, and gives up waiting for answers that did not come. Takes no input, so that anybody may call it.</summary>
    /// <returns>The runs that began, with their vaults.</returns>
    public async Task<IReadOnlyList<(string VaultId, string RunId)>> TickAsync(string? onlyVault = null)
    {
        var now = clock.GetUtcNow();
        var begun = new List<(string, string)>();
        foreach (var (vaultId, sourceId) in (await due.DueAsync(now)).Where(line => onlyVault is null || line.VaultId == onlyVault))
        {
            if (!await vaults.Stores.ExistsAsync(vaultId))
            {
                await due.RemoveAsync(vaultId, sourceId);
                continue;
            }

            await using var vault = await vaults.OpenAsync(vaultId);
            if (await LookAsync(vault.Store, sourceId, now) is { } run)
            {
                begun.Add((vaultId, run));
            }
        }

        return begun;
    }

    /// <summary>Looks at one source at the time that was set for it.</summary>
    public async Task<SourceLook> LookAsync(string vaultId, string sourceId, DateTimeOffset at)
    {
        var now = clock.GetUtcNow();
        if (await due.FindAsync(vaultId, sourceId) != at)
        {
            // It is looked at another time, for which another call is on its way.
            return default;
        }

        if (at > now)
        {
            return new SourceLook(null, TooEarly: true);
        }

        await using var vault = await vaults.OpenAsync(vaultId);
        return new SourceLook(await LookAsync(vault.Store, sourceId, now) ?? await AtWorkAsync(vault.Store, sourceId), TooEarly: false);
    }

    /// <summary>The run of a source that is not over and waits for nobody.</summary>
    public async Task<string?> AtWorkAsync(string vaultId, string sourceId)
    {
        await using var vault = await vaults.OpenAsync(vaultId);
        return await AtWorkAsync(vault.Store, sourceId);
    }

    /// <summary>Begins a run, or gives the one that is at work already.</summary>
    /// <exception cref="SourceBusyException">Other processes change how the source stands, again and again.</exception>
    public async Task<Run> BeginAsync(IVaultStore store, Source source, string actor) => (await BeginAsync(store, source, actor, _ => true))!;

    /// <param name="isDue">Whether it is to begin after that last run; asked when nobody else can begin one.</param>
    /// <returns>Null when it is not.</returns>
    private async Task<Run?> BeginAsync(IVaultStore store, Source source, string actor, Func<Run?, bool> isDue)
    {
        await _turn.WaitAsync();
        try
        {
            for (var tries = 0; tries < MostTries; tries++)
            {
                if (await store.LastSyncAsync(source.Id) is { IsOver: false })
                {
                    // So this process knows; it may have ended elsewhere.
                    await store.RefreshAsync();
                }

                var known = await store.SourceRunsDocumentAsync(source.Id);
                var last = await store.LastSyncAsync(source.Id);
                if (last is { IsOver: false })
                {
                    return last;
                }

                if (!isDue(last))
                {
                    return null;
                }

                if (await TryBeginAsync(store, NewRun(source, last, actor), known) is { } run)
                {
                    return run;
                }
            }

            throw new SourceBusyException();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Null when the source has another run since its list was read: the list, the run and what falls off the list's end are written as one, or not at all.</summary>
    private async Task<Run?> TryBeginAsync(IVaultStore store, Run run, DocumentWrite known)
    {
        // Noted before it is saved: a note without a run is struck off, a run without a note would wait for ever.
        await list.AddAsync(store.VaultId, run.Id);
        if (await store.TryWriteAsync([known], [RunStore.ToDocument(run), .. await RememberAsync(store, run)]))
        {
            await queue.EnqueueAsync(store.VaultId, run.Id);
            return run;
        }

        await list.RemoveAsync(store.VaultId, run.Id);
        return null;
    }

    /// <summary>Writes down when a source is to be looked at next, as its vault says. Called when a run ended or asks something, and when the person changed something.</summary>
    public async Task SettleAsync(IVaultStore store, string sourceId)
    {
        var source = await store.FindSourceAsync(sourceId);
        var last = await store.LastSyncAsync(sourceId);
        if (source is null || (source.Paused && last is not { IsOver: false }))
        {
            await due.RemoveAsync(store.VaultId, sourceId);
        }
        else if (SourceTimes.LookAt(source, last, plugins.Find(source.Plugin)?.Manifest) is { } at)
        {
            await due.PutAsync(store.VaultId, sourceId, at);
        }
        else if (last is not { IsOver: false })
        {
            // Nothing to do for now; but its plug-in may come back, be mended or get a schedule without anybody telling. While it is at work its line stays as it is.
            await due.PutAsync(store.VaultId, sourceId, clock.GetUtcNow() + LookAgain);
        }
    }

    /// <summary>The last runs of sources that are not tried any more by themselves, because they failed too often.</summary>
    public static async ValueTask<IReadOnlySet<string>> DeadAsync(IVaultStore store)
    {
        var dead = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in await store.SourcesAsync())
        {
            if (await store.LastSyncAsync(source.Id) is { IsOver: true } last && SourceTimes.IsDead(last))
            {
                dead.Add(last.Id);
            }
        }

        return dead;
    }

    private static async ValueTask<string?> AtWorkAsync(IVaultStore store, string sourceId) =>
        await store.LastSyncAsync(sourceId) is { IsOver: false, State: not RunState.Waiting } run ? run.Id : null;

    private async Task<string?> LookAsync(IVaultStore store, string sourceId, DateTimeOffset now)
    {
        var source = await store.FindSourceAsync(sourceId);
        var last = source is null ? null : await store.LastSyncAsync(sourceId);
        if (source is not null && last is { State: RunState.Waiting } && SourceTimes.EndOfPatience(last) <= now)
        {
            await queue.ExpireAsync(store, last.Id, NobodyAnswered);
        }
        else if (source is not null && !source.IsOver(now) && IsDue(last))
        {
            return await TryBeginAsync(store, source, IsDue);
        }

        bool IsDue(Run? last) => SourceTimes.Next(source, last, plugins.Find(source.Plugin)?.Manifest) <= now;
        await SettleAsync(store, sourceId);
        return null;
    }

    private async Task<string?> TryBeginAsync(IVaultStore store, Source source, Func<Run?, bool> isDue)
    {
        try
        {
            return (await BeginAsync(store, source, Actor, isDue))?.Id;
        }
        catch (SourceBusyException)
        {
            // Whoever is at it begins it.
            return null;
        }
    }

    private Run NewRun(Source source, Run? last, string actor)
    {
        var (failed, alike) = last is null || last.Sync?.Edition < source.Edition ? (0, 0) : SourceTimes.Failures(last);
        return new Run
        {
            Id = RunStore.NewId(clock),
            Kind = RunKind.Sync,
            Plugin = source.Plugin,
            Version = plugins.Find(source.Plugin)?.Manifest.Version,
            Source = source.Id,
            Actor = actor,
            Created = clock.GetUtcNow(),
            Sync = new SyncFacts(source.Edition, random.NextDouble()) { AfterTrouble = last is { Outcome: not Outcome.Done }, FailedBefore = failed, AlikeBefore = alike, Alike = failed == 0 ? null : last!.State == RunState.Cancelled ? last.Sync!.Alike : last.Outcome },
        };
    }

    /// <summary>The source's list with the run at its beginning, and what goes with those that fall off its end.</summary>
    private static async ValueTask<IReadOnlyList<DocumentWrite>> RememberAsync(IVaultStore store, Run run)
    {
        var ids = (await store.SourceRunsAsync(run.Source!)).Ids;
        var writes = new List<DocumentWrite> { SourceStore.ToDocument(run.Source!, new SourceRuns([run.Id, .. ids.Take(KeptRuns - 1)])) };
        foreach (var old in ids.Skip(KeptRuns - 1))
        {
            writes.AddRange(await store.LogDeletionsAsync(old));
            if (await store.FindRunAsync(old) is { Counts: { Created: 0, Updated: 0, Rejected: 0, Withdrawn: 0 } })
            {
                writes.AddRange(RunStore.ToDeletions(old));
            }
        }

        return writes;
    }
}

/// <summary>What looking at a source came to: its run, or that it was too early.</summary>
public readonly record struct SourceLook(string? Run, bool TooEarly);
