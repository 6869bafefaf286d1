using Hub.Core.Accounts;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;

namespace Hub.Core.Notices;

/// <summary>Finds out what people are to know and writes it down; <see cref="NoticeTeller"/> tells it. Whatever is found twice is written once.</summary>
public sealed class NoticeFinder(NoticeBook book, AccountBook accounts, PluginCatalogue plugins, RecordTypes types, TimeProvider clock, Action<string> log)
{
    private TaskCompletionSource _urgent = NewSignal();

    /// <summary>Takes note of a run that ended or waits.</summary>
    public async Task ConsiderAsync(string vaultId, Run run)
    {
        if (!IsToBeTold(run))
        {
            return;
        }

        try
        {
            foreach (var account in await FollowersAsync(vaultId))
            {
                await NoteAsync(account, vaultId, run);
            }
        }
        catch (Exception failed) when (failed is not (StorageFullException or OperationCanceledException))
        {
            // The run is what matters; the next daily look finds what was missed here.
            log($"notices of run {run.Id}: {failed.GetType().Name}");
        }
    }

    /// <summary>Completes when something cannot wait, or after the time given.</summary>
    public async Task UrgentAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            await _urgent.Task.WaitAsync(atMost, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Nothing urgent came up.
        }

        // Before anything is read: what is noted from here on signals again.
        Interlocked.Exchange(ref _urgent, NewSignal());
    }

    /// <summary>Whether something cannot wait, as far as this process knows; asked again, no.</summary>
    public bool TakeUrgent() => _urgent.Task.IsCompleted && Interlocked.Exchange(ref _urgent, NewSignal()).Task.IsCompleted;

    /// <summary>Once a day: what no run says (files grow old, consents end, sources are deleted), and what a hub that was killed may have missed.</summary>
    internal async Task LookAsync(string account, IVaultStore store, DateTimeOffset now)
    {
        var zone = (await VaultSettings.ReadAsync(store)).FindZone();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var sources = await store.SourcesAsync();
        var live = sources.Select(source => source.Id).ToHashSet(StringComparer.Ordinal);
        (NoticeKind Kind, string Source)[] found =
        [
            .. (await StaleAsync(store, zone, today)).Select(source => (NoticeKind.StaleFile, source)),
            .. sources.Where(source => ConsentEnds.IsNear(source, plugins.Find(source.Plugin)?.Manifest, today)).Select(source => (NoticeKind.ConsentEnding, source.Id)),
            .. sources.Where(source => ConsentEnds.IsNear(source, now)).Select(source => (NoticeKind.AllowanceEnding, source.Id)),
        ];
        foreach (var notice in (await book.ListAsync(account)).Where(notice => notice.Vault == store.VaultId))
        {
            var stands = notice.Kind switch
            {
                NoticeKind.Question => await StandsAsync(notice, store),
                NoticeKind.BackupFailing => true,
                NoticeKind.StaleFile or NoticeKind.ConsentEnding or NoticeKind.AllowanceEnding => found.Contains((notice.Kind, notice.Source!)),
                _ => live.Contains(notice.Source!),
            };
            if (!stands)
            {
                await book.ResolveAsync(notice);
            }
        }

        foreach (var (kind, source) in found)
        {
            await book.TryAddAsync(new Notice { Account = account, Vault = store.VaultId, Kind = kind, Source = source, Since = now, Due = now });
        }

        var runs = await store.LatestRunsAsync();
        var last = runs.Where(run => run.IsOver && run.Kind == RunKind.Sync && live.Contains(run.Source!)).DistinctBy(run => run.Source);
        foreach (var run in runs.Where(run => run.State == RunState.Waiting).Concat(last))
        {
            await NoteAsync(account, store.VaultId, run);
        }
    }

    /// <summary>Whether it is still so: a question may have been answered, or its run stopped, without any run having ended since.</summary>
    internal static async ValueTask<bool> StandsAsync(Notice notice, IVaultStore store) =>
        notice.Kind != NoticeKind.Question || (await store.FindRunAsync(notice.Run!) is { State: RunState.Waiting } run && run.Question?.Key == notice.Question && RunFinding.Of(run)?.Since == notice.Since);

    /// <summary>A run that ended well is news only where the one before did not, or where it asked something; the daily look finds whatever else stands and should not.</summary>
    private static bool IsToBeTold(Run run) => RunFinding.Of(run) is { } finding && !(finding.IsWell && run.Sync is { AfterTrouble: false, Asked: null });

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task NoteAsync(string account, string vaultId, Run run)
    {
        if (RunFinding.Of(run) is not { } finding)
        {
            return;
        }

        if (finding.IsWell)
        {
            await ResolveAsync(account, notice => notice.Vault == vaultId && notice.Source == run.Source && notice.Kind is not (NoticeKind.ConsentEnding or NoticeKind.AllowanceEnding) && notice.Since <= finding.Since);
            return;
        }

        var notice = new Notice
        {
            Account = account,
            Vault = vaultId,
            Kind = finding.Kind!.Value,
            Source = run.Source,
            Run = run.Id,
            Question = run.Question?.Key,
            Since = finding.Since,
            Due = finding.Since + finding.Wait,
        };
        if (await book.TryAddAsync(notice) && notice.Kind == NoticeKind.Question)
        {
            Volatile.Read(ref _urgent).TrySetResult();
        }
    }

    private async Task ResolveAsync(string account, Func<Notice, bool> which)
    {
        foreach (var notice in (await book.ListAsync(account)).Where(which))
        {
            await book.ResolveAsync(notice);
        }
    }

    private async ValueTask<IEnumerable<string>> StaleAsync(IVaultStore store, TimeZoneInfo zone, DateOnly today) =>
        (await store.CoverageAsync()).Where(item => item.Count > 0).GroupBy(item => item.Source, StringComparer.Ordinal)
            .Where(source => plugins.Find(source.Key) is { } plugin && FileAge.IsStale(FileAge.Dated(source, types), FileAge.Usual(plugin.Manifest.Holders), zone, today))
            .Select(source => source.Key);

    /// <summary>Who opens the vault and wants to be told.</summary>
    private async ValueTask<IReadOnlyList<string>> FollowersAsync(string vaultId)
    {
        var followers = new List<string>();
        foreach (var (id, _) in await book.ListSettingsAsync())
        {
            if (await accounts.FindAsync(id) is { Closed: null } account && account.Vaults.Contains(vaultId, StringComparer.Ordinal))
            {
                followers.Add(id);
            }
        }

        return followers;
    }
}
