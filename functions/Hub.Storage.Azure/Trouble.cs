using Azure;
using Azure.Storage.Blobs.Models;
using Hub.Core.Vaults;

namespace Hub.Storage.Azure;

/// <summary>What the storage account answers, as what the hub says. No name, key or content of a request goes into the sentence.</summary>
internal static class Trouble
{
    public static async ValueTask<T> GuardAsync<T>(Func<ValueTask<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failed) when (failed is RequestFailedException or AggregateException { InnerExceptions: [RequestFailedException, ..] })
        {
            throw Translate(failed);
        }
    }

    public static async ValueTask GuardAsync(Func<ValueTask> work) => await GuardAsync(async () =>
    {
        await work();
        return true;
    });

    public static void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failed) when (failed is RequestFailedException or AggregateException { InnerExceptions: [RequestFailedException, ..] })
        {
            throw Translate(failed);
        }
    }

    /// <summary>Whether the vault's container is not there (any more).</summary>
    public static bool IsGone(RequestFailedException failed) => failed.ErrorCode == BlobErrorCode.ContainerNotFound || failed.ErrorCode == BlobErrorCode.ContainerBeingDeleted;

    private static VaultException Translate(Exception failed) => failed switch
    {
        RequestFailedException gone when IsGone(gone) => new VaultGoneException(),
        RequestFailedException { Status: 401 or 403 } refused => new VaultException($"The storage account refuses the hub ({refused.ErrorCode}). Look at its key or at the roles of the hub's identity, and at this machine's clock.", refused),
        RequestFailedException { Status: 0 } silent => new VaultException("The storage account does not answer. What was not confirmed may be there or not; doing it again changes nothing twice.", silent),
        RequestFailedException busy => new VaultException($"The storage account could not do it ({busy.Status} {busy.ErrorCode}). Try again; what was interrupted goes on.", busy),
        AggregateException tries => Translate(tries.InnerExceptions[^1]),
        _ => new VaultException("The storage account cannot be used.", failed),
    };
}
