using System.Net.Sockets;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues.Models;
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
        catch (Exception failed) when (IsOfAccount(failed))
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
        catch (Exception failed) when (IsOfAccount(failed))
        {
            throw Translate(failed);
        }
    }

    /// <summary>Whether the vault's container is not there (any more).</summary>
    public static bool IsGone(RequestFailedException failed) => failed.Says(BlobErrorCode.ContainerNotFound) || failed.Says(BlobErrorCode.ContainerBeingDeleted);

    /// <summary>Where there was no answer there is no code either, and the package's own comparison throws at that.</summary>
    public static bool Says(this RequestFailedException failed, BlobErrorCode code) => failed.ErrorCode is { } named && code == named;

    public static bool Says(this RequestFailedException failed, QueueErrorCode code) => failed.ErrorCode is { } named && code == named;

    /// <summary>Reading what an answer holds goes on outside of the client's tries, and fails in ways of its own.</summary>
    private static bool IsOfAccount(Exception failed) => failed switch
    {
        RequestFailedException or AggregateException => true,
        IOException broken => broken is not StorageFullException && broken.GetBaseException() is SocketException or HttpIOException,
        _ => false,
    };

    private static Exception Translate(Exception failed) => failed switch
    {
        RequestFailedException gone when IsGone(gone) => new VaultGoneException(),
        RequestFailedException busy => new VaultException($"The storage account could not do it ({busy.Status} {busy.ErrorCode}). Try again; what was interrupted goes on.", busy),
        AggregateException { InnerExceptions: [.., StorageFullException away] } => away,
        _ => new StorageAwayException(StorageSentences.BrokenOff, failed),
    };
}
