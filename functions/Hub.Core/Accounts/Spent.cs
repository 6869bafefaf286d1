using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Accounts;

/// <summary>When a proof that was used is past any use, and need not be remembered.</summary>
public sealed record SpentProof(DateTimeOffset Until);

/// <summary>Proofs that count once: of two that come with the same one, at whichever process, one is told false.</summary>
public sealed class Spent(IDocumentStore store, TimeProvider clock)
{
    private const string Kind = "spent";

    public ValueTask<bool> TryAsync(string proof, TimeSpan livesFor) =>
        store.TryAddDocumentAsync(Kind, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(proof)).AsSpan(0, 16)), JsonSerializer.SerializeToUtf8Bytes(new SpentProof(clock.GetUtcNow() + livesFor), AccountsJson.Default.SpentProof));

    public async ValueTask SweepAsync()
    {
        foreach (var document in await store.ListDocumentsAsync(Kind))
        {
            if (JsonSerializer.Deserialize(document.Body, AccountsJson.Default.SpentProof)!.Until <= clock.GetUtcNow())
            {
                await store.DeleteDocumentAsync(Kind, document.Id);
            }
        }
    }
}
