using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Storage.Azure.Vaults;

/// <summary>The vaults of a hub as containers of a storage account.</summary>
public sealed class AzureVaultStores : IVaultStores
{
    // A container's name has at most 63 characters.
    private const int LongestName = 63;
    private const string IdKey = "vault";

    private readonly BlobServiceClient _account;
    private readonly ProcessFolder _copies;
    private readonly TimeProvider _clock;
    private readonly string _prefix;

    /// <param name="account">The storage account.</param>
    /// <param name="copies">Where copies of those that are open lie.</param>
    /// <param name="clock">The time.</param>
    /// <param name="prefix">What the names of the vaults' containers begin with.</param>
    public AzureVaultStores(BlobServiceClient account, ProcessFolder copies, TimeProvider clock, string prefix = "vault-")
    {
        (_account, _copies, _clock, _prefix) = (account, copies, clock, prefix);
    }

    public Text Remains => StorageSentences.Remains;

    public async ValueTask<bool> ExistsAsync(string vaultId) =>
        IsId(vaultId) && await Trouble.GuardAsync(async () => (await ContainerOf(vaultId).ExistsAsync()).Value);

    public async ValueTask<IReadOnlyList<string>> ListAsync() => await Trouble.GuardAsync(async () =>
    {
        var found = new List<string>();
        await foreach (var container in _account.GetBlobContainersAsync(BlobContainerTraits.Metadata, prefix: _prefix))
        {
            if (container.Properties.Metadata.TryGetValue(IdKey, out var id))
            {
                found.Add(id);
            }
        }

        return (IReadOnlyList<string>)[.. found.Order(StringComparer.Ordinal)];
    });

    public async ValueTask<IVaultStore> OpenAsync(string vaultId, bool create = false)
    {
        if (!IsId(vaultId))
        {
            throw NoSuchVault();
        }

        var container = ContainerOf(vaultId);
        var folder = _copies.NewFolder();
        try
        {
            // Most vaults are there: asking first, or making the container first, would be a request more for each process that opens one.
            return await AzureVaultStore.OpenAsync(vaultId, container, folder, _clock);
        }
        catch (VaultGoneException) when (create)
        {
            await Trouble.GuardAsync(async () => await container.CreateIfNotExistsAsync(metadata: new Dictionary<string, string> { [IdKey] = vaultId }));
            return await AzureVaultStore.OpenAsync(vaultId, container, folder, _clock);
        }
        catch (VaultGoneException)
        {
            throw NoSuchVault();
        }
    }

    /// <summary>Makes a vault of a database, which nobody may open meanwhile.</summary>
    /// <exception cref="VaultException">There is one of that id.</exception>
    internal async ValueTask BeginFromAsync(string vaultId, string database, CancellationToken cancellationToken)
    {
        if (!IsId(vaultId) || await ExistsAsync(vaultId))
        {
            throw new VaultException($"The storage account has a vault {vaultId} already.");
        }

        var container = ContainerOf(vaultId);
        await Trouble.GuardAsync(async () => await container.CreateIfNotExistsAsync(metadata: new Dictionary<string, string> { [IdKey] = vaultId }, cancellationToken: cancellationToken));
        await Trouble.GuardAsync(() => VaultCopy.KeepFirstAsync(container, database, cancellationToken));
    }

    public async ValueTask EraseAsync(string vaultId)
    {
        if (IsId(vaultId))
        {
            await Trouble.GuardAsync(async () => await ContainerOf(vaultId).DeleteIfExistsAsync());
        }
    }

    public async ValueTask SweepAsync(DateTimeOffset before)
    {
        foreach (var id in await ListAsync())
        {
            await Trouble.GuardAsync(() => SweepAsync(ContainerOf(id), before));
        }
    }

    private static async ValueTask SweepAsync(BlobContainerClient container, DateTimeOffset before)
    {
        try
        {
            await foreach (var blob in container.GetBlobsAsync(prefix: "artifacts/"))
            {
                if (blob.Properties.LastModified < before)
                {
                    await container.DeleteBlobIfExistsAsync(blob.Name);
                }
            }
        }
        catch (RequestFailedException gone) when (Trouble.IsGone(gone))
        {
            // Erased at this moment.
        }
    }

    /// <summary>An id that a container's name cannot hold goes by its hash.</summary>
    private BlobContainerClient ContainerOf(string id)
    {
        var fits = _prefix.Length + id.Length <= LongestName && !id.EndsWith('-') && !id.Contains("--", StringComparison.Ordinal) && !id.StartsWith('-') && !id.StartsWith("x0", StringComparison.Ordinal);
        return _account.GetBlobContainerClient(_prefix + (fits ? id : string.Create(CultureInfo.InvariantCulture, $"x0{Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(id)))[..40]}")));
    }

    private static VaultException NoSuchVault() => new("There is no such vault.");

    private static bool IsId(string id) => id.Length is > 0 and <= 64 && id.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-") < 0;
}
