using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Accounts;

/// <summary>One browser that is signed in.</summary>
/// <param name="SignedIn">When the passphrase was last given: dangerous things ask for it again after <see cref="Sessions.FreshFor"/>.</param>
public sealed record Session(string Account, DateTimeOffset Created, DateTimeOffset Seen, DateTimeOffset SignedIn);

/// <summary>Sessions live in the hub's store under a hash of the cookie, so that any instance of the hub knows them.</summary>
public sealed class Sessions(IDocumentStore store, AccountBook accounts, TimeProvider clock)
{
    private const string Kind = "session";

    public static readonly TimeSpan IdleFor = TimeSpan.FromDays(14);
    public static readonly TimeSpan LivesFor = TimeSpan.FromDays(60);
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(15);

    /// <summary>Starts a session and gives the secret that the cookie carries. Every sign-in gets a new one.</summary>
    public async ValueTask<string> StartAsync(Account account)
    {
        var secret = Secret.New();
        var now = clock.GetUtcNow();
        await store.PutDocumentAsync(Kind, Secret.IdOf(secret), Write(new Session(account.Id, now, now, now)));
        return secret;
    }

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

    public async ValueTask EndAsync(string id)
    {
        await store.DeleteDocumentAsync(Kind, id);
        accounts.Forget();
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
