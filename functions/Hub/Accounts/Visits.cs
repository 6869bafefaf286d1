using System.Collections.Concurrent;
using Hub.Core.Accounts;

namespace Hub.Accounts;

/// <summary>Knows sessions and tokens by their secrets. What it found it remembers for a few seconds, so that a request costs no read of the store; a change in this process is seen at once.</summary>
public sealed class Visits(AccountBook accounts, Sessions sessions, ApiTokens tokens, TimeProvider clock)
{
    private const int Remembered = 4096;

    private static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    public ValueTask<Visit?> FindAsync(string secret)
    {
        var id = Secret.IdOf(secret);
        return _known.TryGetValue(id, out var known) && known.Generation == accounts.Generation && clock.GetElapsedTime(known.At) < TrustedFor
            ? new ValueTask<Visit?>(known.Visit)
            : LoadAsync(id, secret);
    }

    private async ValueTask<Visit?> LoadAsync(string id, string secret)
    {
        var generation = accounts.Generation;
        var visit = secret.StartsWith(ApiTokens.Prefix, StringComparison.Ordinal) ? await OfTokenAsync(id) : await OfSessionAsync(id, secret);
        if (visit is null)
        {
            _known.TryRemove(id, out _);
            return null;
        }

        if (_known.Count >= Remembered)
        {
            _known.Clear();
        }

        _known[id] = new Known(visit, generation, clock.GetTimestamp());
        return visit;
    }

    private async ValueTask<Visit?> OfTokenAsync(string id)
    {
        if (await tokens.FindAsync(id) is not { } token || await accounts.FindAsync(token.Account) is not { Closed: null } account || Scopes.TryParse(token.Scopes) is not { } scopes)
        {
            return null;
        }

        return new Visit(account, scopes, "token:" + token.Label, null, default, null);
    }

    private async ValueTask<Visit?> OfSessionAsync(string id, string secret)
    {
        if (await sessions.FindAsync(id) is not { } session || await accounts.FindAsync(session.Account) is not { Closed: null } account)
        {
            return null;
        }

        return new Visit(account, Scopes.Everything, account.Actor, id, session.SignedIn, Antiforgery.TokenOf(secret));
    }

    private readonly record struct Known(Visit Visit, int Generation, long At);
}
