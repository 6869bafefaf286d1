using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Accounts;

/// <summary>One browser that is signed in.</summary>
/// <param name="Seen">When it was last used, to the hour.</param>
/// <param name="SignedIn">When the person last proved who they are: what hurts asks for it again after <see cref="Sessions.FreshFor"/>.</param>
/// <param name="Browser">The browser's plain name, for the person to tell their sessions apart; null where it did not say. No address is kept.</param>
/// <param name="Behind">The session that this one stepped out of to look at the demo, for it to step back into.</param>
public sealed record Session(string Account, DateTimeOffset Created, DateTimeOffset Seen, DateTimeOffset SignedIn, string? Browser = null, string? System = null, string? Behind = null);

/// <summary>Sessions live in the hub's store under a hash of the cookie, so that any instance of the hub knows them.</summary>
public sealed class Sessions(IDocumentStore store, AccountBook accounts, TimeProvider clock)
{
    internal const string Kind = "session";

    public static readonly TimeSpan IdleFor = TimeSpan.FromDays(14);
    public static readonly TimeSpan LivesFor = TimeSpan.FromDays(60);
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(15);

    /// <summary>Starts a session and gives the secret that the cookie carries. Every sign-in gets a new one.</summary>
    public async ValueTask<string> StartAsync(Account account, string? browser = null, string? system = null, string? behind = null)
    {
        var secret = Secret.New();
        var now = clock.GetUtcNow();
        await store.PutDocumentAsync(Kind, Secret.IdOf(secret), Write(new Session(account.Id, now, now, now, browser, system, behind)));
        return secret;
    }

    /// <summary>The account's sessions that are not over, the one used last first.</summary>
    public async ValueTask<IReadOnlyList<(string Id, Session Session)>> ListAsync(string account) =>
        [.. (await store.ListDocumentsAsync(Kind)).Select(document => (document.Id, Session: Read(document.Body)))
            .Where(found => found.Session.Account == account && !IsOver(found.Session))
            .OrderByDescending(found => found.Session.Seen).ThenByDescending(found => found.Session.Created).ThenBy(found => found.Id, StringComparer.Ordinal)];

    public async ValueTask<Session?> FindAsync(string id)
    {
        if (await store.FindDocumentAsync(Kind, id) is not { } body || Read(body) is not { } session || IsOver(session))
        {
            return null;
        }

        if (clock.GetUtcNow() - session.Seen > TimeSpan.FromHours(1))
        {
            session = session with { Seen = clock.GetUtcNow() };

            // One that was ended since it was read stays ended.
            return await store.TryReplaceDocumentAsync(Kind, id, Write(session)) ? session : null;
        }

        return session;
    }

    /// <summary>Gives the session behind this one a new secret, as fresh as it was left; null when there is none, or it ended in the meantime.</summary>
    public async ValueTask<string?> StepBackAsync(string id)
    {
        if (await FindAsync(id) is not { Behind: { } behind } || await FindAsync(behind) is not { } session || !await store.DeleteDocumentAsync(Kind, behind))
        {
            return null;
        }

        var secret = Secret.New();
        await store.PutDocumentAsync(Kind, Secret.IdOf(secret), Write(session));
        accounts.Forget();
        return secret;
    }

    public async ValueTask EndAsync(string id)
    {
        await store.DeleteDocumentAsync(Kind, id);
        accounts.Forget();
    }

    /// <summary>The person proved again who they are; false when the session was ended in the meantime.</summary>
    public async ValueTask<bool> FreshenAsync(string id)
    {
        var now = clock.GetUtcNow();
        var fresh = await store.FindDocumentAsync(Kind, id) is { } body && await store.TryReplaceDocumentAsync(Kind, id, Write(Read(body) with { SignedIn = now, Seen = now }));
        accounts.Forget();
        return fresh;
    }

    /// <summary>Ends a session of this account; false when it has none of that id.</summary>
    public async ValueTask<bool> EndAsync(string account, string id)
    {
        if (await store.FindDocumentAsync(Kind, id) is not { } body || Read(body).Account != account)
        {
            return false;
        }

        await EndAsync(id);
        return true;
    }

    /// <summary>Ends every session of an account but one: after its passphrase changed, or when it is closed.</summary>
    public async ValueTask EndAllAsync(string account, string? but = null)
    {
        foreach (var document in await store.ListDocumentsAsync(Kind))
        {
            if (document.Id != but && Read(document.Body).Account == account)
            {
                await store.DeleteDocumentAsync(Kind, document.Id);
            }
        }

        accounts.Forget();
    }

    public async ValueTask SweepAsync()
    {
        foreach (var document in (await store.ListDocumentsAsync(Kind)).Where(document => IsOver(Read(document.Body))))
        {
            await store.DeleteDocumentAsync(Kind, document.Id);
        }
    }

    private static Session Read(byte[] body) => JsonSerializer.Deserialize(body, AccountsJson.Default.Session)!;

    private static byte[] Write(Session session) => JsonSerializer.SerializeToUtf8Bytes(session, AccountsJson.Default.Session);

    private bool IsOver(Session session) => clock.GetUtcNow() - session.Seen > IdleFor || clock.GetUtcNow() - session.Created > LivesFor;
}
