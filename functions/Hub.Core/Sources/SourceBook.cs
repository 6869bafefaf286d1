using System.Security.Cryptography;
using System.Text.Json;
using Hub.Core.Journal;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Sources;

/// <summary>What a person fills in; null leaves it as it is.</summary>
/// <param name="Schedule">ISO 8601 duration; empty goes back to the plug-in's own.</param>
/// <param name="Allow">Takes the place of all that was allowed before.</param>
/// <param name="Language">In which the purpose is written down where the person gives none.</param>
public sealed record SourceWish(JsonElement? Settings = null, string? Label = null, string? Schedule = null, bool? Paused = null, AllowanceWish? Allow = null, string Language = "en");

public enum SourceRefusalKind
{
    BadSettings,
    BadLabel,
    BadSchedule,
    BadAllowance,
    ProbeFailed,
    SameAccount,
    OtherAccount,

    /// <summary>It was changed or deleted in the meantime, or a run would not stop.</summary>
    Busy,
}

/// <summary>Why a wish was not granted. Nothing was changed.</summary>
/// <param name="Errors">For settings and what is allowed, field by field.</param>
/// <param name="Probe">For a probe that failed.</param>
/// <param name="Existing">For an account that is set up already.</param>
public sealed record SourceRefusal(SourceRefusalKind Kind, IReadOnlyList<RecordError>? Errors = null, ProbeResult? Probe = null, Source? Existing = null);

/// <summary>Either the source as it is now, or why not.</summary>
public readonly record struct SourceResult(Source? Source, SourceRefusal? Refusal)
{
    public static implicit operator SourceResult(Source source) => new(source, null);

    public static implicit operator SourceResult(SourceRefusal refusal) => new(null, refusal);
}

/// <summary>What a person does with sources. Each act is a line in the journal, and settings are tried before they are saved.</summary>
public sealed class SourceBook(ProbeWork probe, SourceSecrets secrets, SourceScheduler scheduler, SourceRecords records, DueList due, RunQueue queue, RecordTypes types, TimeProvider clock)
{
    private const int LongestLabel = 100;
    private static readonly IReadOnlyDictionary<string, string> NoSecrets = new Dictionary<string, string>(StringComparer.Ordinal);
    private static readonly JsonElement NoSettings = JsonElement.Parse("{}"u8);

    /// <summary>Sets a connector up and begins its first run.</summary>
    public async Task<SourceResult> AddAsync(IVaultStore store, Plugin plugin, SourceWish wish, string actor, CancellationToken cancellationToken = default)
    {
        var settings = SourceSettings.Split(wish.Settings ?? NoSettings, plugin.Settings, NoSecrets);
        if ((Check(wish) ?? Check(settings, plugin) ?? CheckAllowance(wish, plugin)) is { } wrong)
        {
            return wrong;
        }

        var id = $"{plugin.Id}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var tried = await probe.ProbeAsync(store, plugin, id, settings, cancellationToken);
        if (!tried.MayBeSaved)
        {
            return new SourceRefusal(SourceRefusalKind.ProbeFailed, Probe: tried);
        }

        await using var lease = await store.TryLeaseAsync("sources");
        if (lease is null)
        {
            return new SourceRefusal(SourceRefusalKind.Busy);
        }

        if (await FindSameAsync(store, plugin.Id, tried.Account, null) is { } same)
        {
            return new SourceRefusal(SourceRefusalKind.SameAccount, Existing: same);
        }

        var source = new Source
        {
            Id = id,
            Plugin = plugin.Id,
            Label = Text(wish.Label),
            Settings = settings.Plain,
            Secrets = settings.Secrets.Count == 0 ? null : secrets.Seal(store.VaultId, id, settings.Secrets),
            Account = tried.Account,
            Allow = Allowances.Settle(wish.Allow ?? new AllowanceWish(), plugin.Manifest, types, wish.Language, clock.GetUtcNow()),
            Schedule = Text(wish.Schedule),
            Paused = wish.Paused ?? false,
            Created = clock.GetUtcNow(),
        };
        await due.PutAsync(store.VaultId, id, source.Created);
        await SaveSessionAsync(store, source, tried.Session);
        if (!await store.TryAddSourceAsync(source))
        {
            return new SourceRefusal(SourceRefusalKind.Busy);
        }

        await JournalAsync(store, actor, "source-add", source.Id);
        if (!source.Paused)
        {
            await scheduler.BeginAsync(store, source, actor);
        }

        return source;
    }

    /// <summary>Changes what is wished. Other settings are tried first, stop the run under way, and are followed by a new one where the last failed.</summary>
    public async Task<SourceResult> ChangeAsync(IVaultStore store, Source source, Plugin? plugin, SourceWish wish, string actor, CancellationToken cancellationToken = default)
    {
        if ((Check(wish) ?? CheckAllowance(wish, plugin)) is { } wrong)
        {
            return wrong;
        }

        var changed = source with
        {
            Label = wish.Label is null ? source.Label : Text(wish.Label),
            Schedule = wish.Schedule is null ? source.Schedule : Text(wish.Schedule),
            Paused = wish.Paused ?? source.Paused,
        };
        HolderSession? session = null;
        if (source.Paused && !changed.Paused && wish.Settings is null && plugin is not null && Check(new SourceSettings(source.Settings, secrets.TryOpen(store.VaultId, source) ?? NoSecrets), plugin) is { } lacking)
        {
            // It came back from an archive, which holds no secrets.
            return lacking;
        }

        if (wish.Settings is { } filled && plugin is not null)
        {
            var settings = SourceSettings.Split(filled, plugin.Settings, secrets.TryOpen(store.VaultId, source) ?? NoSecrets);
            if (Check(settings, plugin) is { } bad)
            {
                return bad;
            }

            var tried = await probe.ProbeAsync(store, plugin, source.Id, settings, cancellationToken);
            if (await RefuseAsync(store, source, tried) is { } refusal)
            {
                return refusal;
            }

            session = tried.Session;
            changed = With(store, changed, settings, tried);
        }

        if (wish.Allow is { } allow && plugin is not null)
        {
            changed = With(changed, Allowances.Settle(allow, plugin.Manifest, types, wish.Language, clock.GetUtcNow()));
        }

        return await SaveAsync(store, source, changed, session, actor) is { } refused ? refused : changed;
    }

    /// <summary>Deletes a source: its settings, secrets, session and due line. Its records stay unless they are to go too.</summary>
    public async Task<SourceRefusal?> RemoveAsync(IVaultStore store, Source source, string actor, bool erase = false)
    {
        if (await StopAsync(store, source) is not { } lease)
        {
            return new SourceRefusal(SourceRefusalKind.Busy);
        }

        await using (lease)
        {
            if (erase)
            {
                // First: killed in between, the source is still there to be deleted again.
                await records.EraseAsync(store, source, actor);
            }

            await store.DeleteSourceAsync(source.Id);
            await due.RemoveAsync(store.VaultId, source.Id);
        }

        await JournalAsync(store, actor, "source-delete", source.Id);
        return null;
    }

    private Source With(IVaultStore store, Source source, SourceSettings settings, ProbeResult tried)
    {
        var before = secrets.TryOpen(store.VaultId, source);
        var same = before is not null && before.Count == settings.Secrets.Count && before.All(secret => settings.Secrets.TryGetValue(secret.Key, out var value) && value == secret.Value);
        return source with
        {
            Settings = settings.Plain,
            Secrets = settings.Secrets.Count == 0 ? null : secrets.Seal(store.VaultId, source.Id, settings.Secrets),
            Account = tried.Account ?? source.Account,
            Edition = source.Edition + 1,
            SecretsEdition = same ? source.SecretsEdition : source.SecretsEdition + 1,
        };
    }

    /// <summary>What may be brought changes at once, so a run under way is stopped; a new purpose or end leaves it alone.</summary>
    private static Source With(Source source, Allowance allowed) => source with
    {
        Allow = allowed,
        Edition = source.Allow is { } before && before.Covers(allowed) && allowed.Covers(before) ? source.Edition : source.Edition + 1,
    };

    private async Task<SourceRefusal?> SaveAsync(IVaultStore store, Source before, Source changed, HolderSession? session, string actor)
    {
        // With other settings the run under way is of no use any more; a label or a pause leaves it alone.
        var lease = changed.Edition == before.Edition ? await store.TryLeaseAsync($"change-{before.Id}") : await StopAsync(store, before);
        if (lease is null)
        {
            return new SourceRefusal(SourceRefusalKind.Busy);
        }

        await using (lease)
        {
            await due.PutAsync(store.VaultId, changed.Id, clock.GetUtcNow());
            if (before.Allow is { } allowed && changed.Allow is { } allowing && !allowed.Covers(allowing))
            {
                // What was left out so far lies behind the cursor: it is fetched from the beginning, and nothing is doubled.
                await store.SaveSourceStateAsync(before.Id, await store.SourceStateAsync(before.Id) with { Cursor = null });
            }

            if (session is { IsEmpty: false })
            {
                await SaveSessionAsync(store, changed, session);
            }

            if (!await store.TryReplaceSourceAsync(changed))
            {
                return new SourceRefusal(SourceRefusalKind.Busy);
            }
        }

        foreach (var act in ActsOf(changed.Allow != before.Allow, session is not null))
        {
            await JournalAsync(store, actor, act, changed.Id);
        }

        await scheduler.SettleAsync(store, changed.Id);
        return null;
    }

    private static string[] ActsOf(bool isAllowed, bool isTried) => (isAllowed, isTried) switch
    {
        (true, true) => ["source-settings", "source-allow"],
        (true, false) => ["source-allow"],
        (false, true) => ["source-settings"],
        _ => ["source-change"],
    };

    private async ValueTask SaveSessionAsync(IVaultStore store, Source source, HolderSession session)
    {
        var state = await store.SourceStateAsync(source.Id);
        if (!session.IsEmpty)
        {
            await store.SaveSourceStateAsync(source.Id, state with { Session = secrets.Seal(store.VaultId, source.Id, session), SecretsEdition = source.SecretsEdition });
        }
    }

    /// <summary>Stops its run and takes its turn; null when a run in another process has it.</summary>
    private async Task<IVaultLease?> StopAsync(IVaultStore store, Source source)
    {
        if (await store.LastSyncAsync(source.Id) is { IsOver: false } run)
        {
            await queue.CancelAsync(store.VaultId, run.Id);
        }

        return await store.TryLeaseAsync(RunLeases.OfSource(source.Id));
    }

    private static async Task<SourceRefusal?> RefuseAsync(IVaultStore store, Source source, ProbeResult tried) =>
        !tried.MayBeSaved ? new SourceRefusal(SourceRefusalKind.ProbeFailed, Probe: tried)
        : tried.Account is { } found && source.Account is { } known && found.Id != known.Id ? new SourceRefusal(SourceRefusalKind.OtherAccount, Existing: source)
        : await FindSameAsync(store, source.Plugin, tried.Account, source.Id) is { } same ? new SourceRefusal(SourceRefusalKind.SameAccount, Existing: same)
        : null;

    private static async ValueTask<Source?> FindSameAsync(IVaultStore store, string plugin, HolderAccount? account, string? but) => account is null ? null
        : (await store.SourcesAsync()).FirstOrDefault(other => other.Plugin == plugin && other.Account?.Id == account.Id && other.Id != but);

    private static SourceRefusal? Check(SourceWish wish) =>
        wish.Label?.Trim().Length > LongestLabel || wish.Label?.Any(char.IsControl) == true ? new SourceRefusal(SourceRefusalKind.BadLabel)
        : Text(wish.Schedule) is { } schedule && !Schedules.TryParse(schedule, out _) ? new SourceRefusal(SourceRefusalKind.BadSchedule)
        : null;

    private static SourceRefusal? Check(SourceSettings settings, Plugin plugin) =>
        settings.Check(plugin.Settings) is { Count: > 0 } errors ? new SourceRefusal(SourceRefusalKind.BadSettings, errors) : null;

    private SourceRefusal? CheckAllowance(SourceWish wish, Plugin? plugin) =>
        wish.Allow is { } allow && plugin is not null && Allowances.Check(allow, plugin.Manifest, types, clock.GetUtcNow()) is { Count: > 0 } errors ? new SourceRefusal(SourceRefusalKind.BadAllowance, errors) : null;

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    private ValueTask JournalAsync(IVaultStore store, string actor, string action, string sourceId) =>
        store.AppendJournalAsync([new JournalEntry(0, clock.GetUtcNow(), actor, action, null, sourceId, 1)]);
}
