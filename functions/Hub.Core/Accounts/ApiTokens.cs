using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Accounts;

/// <summary>What a program signs in with; only its hash is kept.</summary>
public sealed record ApiToken(string Id, string Account, string Label, IReadOnlyList<string> Scopes, DateTimeOffset Created, DateTimeOffset? Expires, DateTimeOffset? LastUsed = null);

public sealed class ApiTokens(IDocumentStore store, AccountBook accounts, TimeProvider clock)
{
    private const string Kind = "token";
    public const string Prefix = "hub_";

    /// <summary>Makes a token; its secret is shown once and never again.</summary>
    public async ValueTask<(ApiToken Token, string Secret)> AddAsync(Account account, string label, Scopes scopes, TimeSpan? lifetime)
    {
        var secret = Secret.New(Prefix);
        var now = clock.GetUtcNow();
        var token = new ApiToken(Secret.IdOf(secret), account.Id, label, scopes.Names, now, lifetime is { } span ? now + span : null);
        await store.PutDocumentAsync(Kind, token.Id, Write(token));
        return (token, secret);
    }

    public async ValueTask<ApiToken?> FindAsync(string id)
    {
        if (await store.FindDocumentAsync(Kind, id) is not { } body || Read(body) is not { } token || token.Expires <= clock.GetUtcNow())
        {
            return null;
        }

        if (token.LastUsed is not { } used || clock.GetUtcNow() - used > TimeSpan.FromMinutes(5))
        {
            token = token with { LastUsed = clock.GetUtcNow() };

            // One that was revoked since it was read stays revoked.
            return await store.TryReplaceDocumentAsync(Kind, token.Id, Write(token)) ? token : null;
        }

        return token;
    }

    public async ValueTask<IReadOnlyList<ApiToken>> ListAsync(string account) =>
        [.. (await store.ListDocumentsAsync(Kind)).Select(document => Read(document.Body)).Where(token => token.Account == account).OrderBy(token => token.Created)];

    /// <summary>Revokes a token of this account at once; false when it has none of that id.</summary>
    public async ValueTask<bool> RemoveAsync(string account, string id)
    {
        if (await store.FindDocumentAsync(Kind, id) is not { } body || Read(body).Account != account)
        {
            return false;
        }

        await store.DeleteDocumentAsync(Kind, id);
        accounts.Forget();
        return true;
    }

    public async ValueTask RemoveAllAsync(string account)
    {
        foreach (var token in await ListAsync(account))
        {
            await store.DeleteDocumentAsync(Kind, token.Id);
        }

        accounts.Forget();
    }

    public async ValueTask SweepAsync()
    {
        foreach (var document in (await store.ListDocumentsAsync(Kind)).Where(document => Read(document.Body).Expires <= clock.GetUtcNow()))
        {
            await store.DeleteDocumentAsync(Kind, document.Id);
        }
    }

    private static ApiToken Read(byte[] body) => JsonSerializer.Deserialize(body, AccountsJson.Default.ApiToken)!;

    private static byte[] Write(ApiToken token) => JsonSerializer.SerializeToUtf8Bytes(token, AccountsJson.Default.ApiToken);
}
