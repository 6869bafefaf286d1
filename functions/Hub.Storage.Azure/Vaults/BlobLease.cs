using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Hub.Core.Vaults;

namespace Hub.Storage.Azure.Vaults;

/// <summary>A right that the service takes back a minute after its holder's last sign of life. Whoever holds it hears when it may be another's.</summary>
internal sealed class BlobLease : IVaultLease
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RenewedEvery = TimeSpan.FromSeconds(20);

    /// <summary>One that has run out while this process slept is renewed all the same, unless another took it.</summary>
    private static readonly TimeSpan LastTry = TimeSpan.FromSeconds(10);

    private readonly BlobLeaseClient _lease;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Task _renewing;

    private BlobLease(BlobLeaseClient lease, TimeProvider clock, long taken)
    {
        (_lease, _clock) = (lease, clock);
        _renewing = RenewAsync(taken);
    }

    public CancellationToken Lost => _lost.Token;

    public static async ValueTask<BlobLease?> TryTakeAsync(BlobClient blob, TimeProvider clock)
    {
        for (; ; )
        {
            try
            {
                var asked = clock.GetTimestamp();
                var lease = blob.GetBlobLeaseClient();
                await lease.AcquireAsync(Lasts);
                return new BlobLease(lease, clock, asked);
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
        await _over.CancelAsync();
        await _renewing;
        try
        {
            await _lease.ReleaseAsync();
        }
        catch (Exception failed) when (failed is RequestFailedException or StorageFullException)
        {
            // It ran out, went with its vault, or will run out by itself.
        }

        _over.Dispose();
        _lost.Dispose();
    }

    private async ValueTask<bool> NextAsync()
    {
        await Task.Delay(RenewedEvery, _clock, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !_over.IsCancellationRequested;
    }

    private async Task RenewAsync(long renewed)
    {
        while (await NextAsync())
        {
            var asked = _clock.GetTimestamp();
            var left = Lasts - _clock.GetElapsedTime(renewed, asked);
            using var patience = new CancellationTokenSource(left > LastTry ? left : LastTry);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _over.Token);
            try
            {
                await _lease.RenewAsync(cancellationToken: either.Token);
                renewed = asked;
            }
            catch (OperationCanceledException) when (_over.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost) when (lost is OperationCanceledException or RequestFailedException { Status: 404 or 409 or 412 })
            {
                await _lost.CancelAsync();
                return;
            }
            catch (Exception failed) when (failed is RequestFailedException or StorageFullException)
            {
                // No answer this time. While the minute lasts there is time for another try.
                if (_clock.GetElapsedTime(renewed) >= Lasts)
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
        }
    }
}
