using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Hub.Core.Vaults;

namespace Hub.Storage.Azure.Vaults;

/// <summary>A right that the service takes back a minute after its holder's last sign of life.</summary>
internal sealed class BlobLease : IAsyncDisposable
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RenewedEvery = TimeSpan.FromSeconds(20);

    private readonly BlobLeaseClient _lease;
    private readonly PeriodicTimer _timer;
    private readonly Task _renewing;

    private BlobLease(BlobLeaseClient lease, TimeProvider clock)
    {
        _lease = lease;
        _timer = new PeriodicTimer(RenewedEvery, clock);
        _renewing = RenewAsync();
    }

    public static async ValueTask<BlobLease?> TryTakeAsync(BlobClient blob, TimeProvider clock)
    {
        for (; ; )
        {
            try
            {
                var lease = blob.GetBlobLeaseClient();
                await lease.AcquireAsync(Lasts);
                return new BlobLease(lease, clock);
            }
            catch (RequestFailedException missing) when (missing.Says(BlobErrorCode.BlobNotFound))
            {
                try
                {
                    await blob.UploadAsync(BinaryData.Empty, overwrite: false);
                }
                catch (RequestFailedException there) when (there.Status is 409 or 412)
                {
                    // Another made it at this moment.
                }
            }
            catch (RequestFailedException held) when (held.Status == 409)
            {
                return null;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _renewing;
        try
        {
            await _lease.ReleaseAsync();
        }
        catch (Exception failed) when (failed is RequestFailedException or StorageFullException)
        {
            // It ran out, went with its vault, or will run out by itself.
        }
    }

    private async Task RenewAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            try
            {
                await _lease.RenewAsync();
            }
            catch (RequestFailedException lost) when (lost.Status is 404 or 409 or 412)
            {
                return;
            }
            catch (Exception failed) when (failed is RequestFailedException or StorageFullException)
            {
                // No answer this time: there is time for two more.
            }
        }
    }
}
