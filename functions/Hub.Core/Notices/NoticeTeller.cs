using Hub.Core.Accounts;
using Hub.Core.Notices.Channels;
using Hub.Core.Sources;
using Hub.Core.Vaults;

namespace Hub.Core.Notices;

/// <summary>Tells people what was noted for them: questions at once, the rest together once a day.</summary>
public sealed class NoticeTeller(NoticeBook book, NoticeFinder finder, NoticeComposer composer, AccountBook accounts, VaultPool vaults, IEnumerable<INoticeChannel> channels, ISealer sealer, TimeProvider clock, Action<string> log)
{
    private const int AtOnce = 8;
    private const string Lease = "notices";

    /// <summary>Between two tests: the address may be somebody else's.</summary>
    public static readonly TimeSpan TestsApart = TimeSpan.FromSeconds(30);

    private readonly Dictionary<ChannelKind, INoticeChannel> _channels = channels.ToDictionary(channel => channel.Kind);

    /// <summary>One round over everybody who has something to be told. People do not wait for each other's slow servers.</summary>
    public async Task TickAsync(CancellationToken cancellationToken = default)
    {
        var waiting = (await book.ListAsync()).ToLookup(notice => notice.Account, StringComparer.Ordinal);
        await Parallel.ForEachAsync(await book.ListSettingsAsync(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (person, stop) =>
        {
            try
            {
                await TellAsync(person.Account, person.Settings, [.. waiting[person.Account]], stop);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                log($"notices of {person.Account}: {failed.GetType().Name}; tried again at the next round");
            }
        });
    }

    /// <summary>Sends a test now; null when the last one was a moment ago.</summary>
    public async Task<DeliveryOutcome?> TestAsync(Account account, NoticeSettings settings, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var vault = await vaults.OpenAsync(account.Vaults[0], create: true);
        await using var lease = await vault.Store.TryLeaseAsync(Lease);
        var state = await book.StateAsync(account.Id);
        if (lease is null || now - state.LastTest < TestsApart)
        {
            return null;
        }

        await book.SaveStateAsync(account.Id, state = state with { LastTest = now });
        var outcome = await SendAsync(account.Id, settings, composer.Test(NewId(), settings, account, now), cancellationToken);
        await book.SaveStateAsync(account.Id, After(account.Id, state, outcome, now));
        return outcome;
    }

    private async Task TellAsync(string id, NoticeSettings settings, IReadOnlyList<Notice> known, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!IsAnythingDue(settings, await book.StateAsync(id), known, now) || await accounts.FindAsync(id) is not { Closed: null, Vaults.Count: > 0 } account)
        {
            return;
        }

        await using var own = await vaults.OpenAsync(account.Vaults[0], create: true);
        await using var lease = await own.Store.TryLeaseAsync(Lease);
        if (lease is null)
        {
            // Another process, or a test, has it in hand; the next round looks again.
            return;
        }

        var state = await book.StateAsync(id);
        await using var open = new OpenVaults(vaults, account);
        if (NoticeTiming.IsDigestDue(settings, state.LastDigest, now))
        {
            foreach (var vault in account.Vaults)
            {
                if (await open.FindAsync(vault) is { } store)
                {
                    await finder.LookAsync(id, store, now);
                }
            }

            state = await PutAsync(id, state with { LastDigest = now }, isUrgent: false, now);
        }

        if (NoticeTiming.MayTell(settings, isUrgent: true, now))
        {
            state = await PutAsync(id, state, isUrgent: true, now);
        }

        foreach (var outgoing in state.Outbox.OrderByDescending(message => message.IsUrgent).Where(message => IsDue(settings, message, now)).ToList())
        {
            state = await SendAsync(account, settings, open, state, outgoing, cancellationToken);
        }
    }

    private static bool IsAnythingDue(NoticeSettings settings, ChannelState state, IReadOnlyList<Notice> known, DateTimeOffset now) =>
        NoticeTiming.IsDigestDue(settings, state.LastDigest, now)
        || state.Outbox.Any(message => IsDue(settings, message, now))
        || (known.Any(notice => notice is { Kind: NoticeKind.Question, Told: null }) && NoticeTiming.MayTell(settings, isUrgent: true, now));

    /// <summary>A channel that was chosen anew is tried at once.</summary>
    private static bool IsDue(NoticeSettings settings, Outgoing message, DateTimeOffset now) =>
        (message.Next <= now || message.Tried < settings.Since) && NoticeTiming.MayTell(settings, message.IsUrgent, now);

    /// <summary>Decides on a message with all that is untold and due, and keeps it before anything is sent.</summary>
    private async Task<ChannelState> PutAsync(string account, ChannelState state, bool isUrgent, DateTimeOffset now)
    {
        var underWay = state.Outbox.SelectMany(message => message.Notices).ToHashSet(StringComparer.Ordinal);
        string[] due = [.. (await book.ListAsync(account))
            .Where(notice => notice.Kind == NoticeKind.Question == isUrgent && notice.Told is null && notice.Due <= now && !underWay.Contains(notice.Id))
            .OrderBy(notice => notice.Since).ThenBy(notice => notice.Kind).Select(notice => notice.Id)];
        if (due.Length > 0)
        {
            state = state with { Outbox = [.. state.Outbox, new Outgoing { Id = NewId(), IsUrgent = isUrgent, Notices = due, Made = now, Next = now }] };
        }
        else if (isUrgent)
        {
            return state;
        }

        await book.SaveStateAsync(account, state);
        return state;
    }

    private async Task<ChannelState> SendAsync(Account account, NoticeSettings settings, OpenVaults open, ChannelState state, Outgoing outgoing, CancellationToken cancellationToken)
    {
        var (told, items) = await ItemsAsync(account, settings, open, outgoing);
        var rest = state.Outbox.Where(message => message.Id != outgoing.Id);
        if (items.Count == 0)
        {
            // All of it was resolved while it waited.
            state = state with { Outbox = [.. rest] };
            await book.SaveStateAsync(account.Id, state);
            return state;
        }

        var outcome = await SendAsync(account.Id, settings, composer.Message(outgoing, items, settings, account), cancellationToken);
        var now = clock.GetUtcNow();
        if (outcome == DeliveryOutcome.Sent)
        {
            // Noted as told first, then as arrived: killed in between, the message goes out once more under its id.
            foreach (var notice in told)
            {
                await book.TryReplaceAsync(notice with { Told = now });
            }

            state = After(account.Id, state with { LastTold = now, Outbox = [.. rest] }, outcome, now);
        }
        else
        {
            var again = outgoing with { Attempts = outgoing.Attempts + 1, Tried = now, Next = now + NoticeTiming.WaitAfter(outcome, outgoing.Attempts + 1) };
            state = After(account.Id, state, outcome, now) with { Outbox = [.. state.Outbox.Select(message => message.Id == outgoing.Id ? again : message)] };
        }

        await book.SaveStateAsync(account.Id, state);
        return state;
    }

    /// <summary>What of a message is still so.</summary>
    private async Task<(IReadOnlyList<Notice> Notices, IReadOnlyList<NoticeItem> Items)> ItemsAsync(Account account, NoticeSettings settings, OpenVaults open, Outgoing outgoing)
    {
        var standing = new List<Notice>();
        var items = new List<NoticeItem>();
        foreach (var id in outgoing.Notices)
        {
            if (await book.FindAsync(id) is not { } notice)
            {
                continue;
            }

            if (await open.FindAsync(notice.Vault) is not { } store || !await NoticeFinder.StandsAsync(notice, store))
            {
                await book.ResolveAsync(notice);
                continue;
            }

            standing.Add(notice);
            items.Add(await composer.ItemAsync(notice, settings, account, store));
        }

        return (standing, items);
    }

    private async Task<DeliveryOutcome> SendAsync(string account, NoticeSettings settings, NoticeMessage message, CancellationToken cancellationToken) =>
        !_channels.TryGetValue(settings.Channel, out var channel) || ChannelBook.TryOpen(sealer, account, settings) is not { } address
            ? DeliveryOutcome.Unreadable
            : await channel.SendAsync(message, address, cancellationToken);

    /// <summary>The log has one line when a channel fails and one when it is well again.</summary>
    private ChannelState After(string account, ChannelState state, DeliveryOutcome outcome, DateTimeOffset now)
    {
        if (outcome == DeliveryOutcome.Sent)
        {
            if (state.FailedSince is { } since)
            {
                log($"notices of {account} are taken again; they were not since {since:yyyy-MM-dd HH:mm}");
            }

            // What waits for another try need not wait any longer.
            return state with { FailedSince = null, Failure = null, Outbox = [.. state.Outbox.Select(message => message with { Next = now })] };
        }

        if (state.Failure != outcome)
        {
            log($"notices of {account} are not taken: {outcome}");
        }

        return state with { FailedSince = state.FailedSince ?? now, Failure = outcome };
    }

    private static string NewId() => Secret.NewId();
}
