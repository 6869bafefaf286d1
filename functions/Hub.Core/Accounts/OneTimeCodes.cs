using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Accounts;

/// <summary>What a one-time link stands for.</summary>
/// <param name="Account">Who signs in with it; null for the link that makes the owner's account.</param>
public sealed record OneTimeCode(string? Account, DateTimeOffset Expires);

/// <summary>Codes in the fragment of a link: 128 bits, one hour, used once.</summary>
/// <param name="setUp">A code that the operator chose for the owner's link, good until it is used.</param>
public sealed class OneTimeCodes(IDocumentStore store, TimeProvider clock, string? setUp = null)
{
    public const int ShortestSetUp = 20;

    internal const string Kind = "code";
    private const string SetUpKind = "set-up";

    private readonly string? _setUp = setUp is null ? null : Secret.IdOf(setUp);

    public static readonly TimeSpan LivesFor = TimeSpan.FromHours(1);

    /// <summary>Makes a code. Earlier ones for the same purpose stop working: only the last link printed is good.</summary>
    public async ValueTask<string> NewAsync(string? account)
    {
        foreach (var document in (await store.ListDocumentsAsync(Kind)).Where(document => Read(document.Body).Account == account))
        {
            await store.DeleteDocumentAsync(Kind, document.Id);
        }

        var code = Secret.NewCode();
        await store.PutDocumentAsync(Kind, Secret.IdOf(code), JsonSerializer.SerializeToUtf8Bytes(new OneTimeCode(account, clock.GetUtcNow() + LivesFor), AccountsJson.Default.OneTimeCode));
        return code;
    }

    /// <summary>What the code stands for, without using it up.</summary>
    public async ValueTask<OneTimeCode?> FindAsync(string? code) =>
        code is null ? null
        : IsSetUp(code) ? await store.FindDocumentAsync(SetUpKind, _setUp!) is null ? new OneTimeCode(null, DateTimeOffset.MaxValue) : null
        : await store.FindDocumentAsync(Kind, Secret.IdOf(code)) is { } body && Read(body) is { } found && found.Expires > clock.GetUtcNow() ? found : null;

    /// <summary>Uses the code up; of two that try at once, one is told false.</summary>
    public ValueTask<bool> UseAsync(string code) => IsSetUp(code) ? store.TryAddDocumentAsync(SetUpKind, _setUp!, "{}"u8.ToArray()) : store.DeleteDocumentAsync(Kind, Secret.IdOf(code));

    public async ValueTask SweepAsync()
    {
        foreach (var document in (await store.ListDocumentsAsync(Kind)).Where(document => Read(document.Body).Expires <= clock.GetUtcNow()))
        {
            await store.DeleteDocumentAsync(Kind, document.Id);
        }
    }

    // Hashes are compared: how long it takes tells nothing of the code.
    private bool IsSetUp(string code) => _setUp is not null && Secret.IdOf(code) == _setUp;

    private static OneTimeCode Read(byte[] body) => JsonSerializer.Deserialize(body, AccountsJson.Default.OneTimeCode)!;
}
