using Hub.Core.Vaults;

namespace Hub.Storage.Local.Files;

/// <summary>Tells a disk that is full or failing from trouble with what is read: only writing is done in here.</summary>
internal static class Full
{
    public static void Guard(Action write) => Guard(() =>
    {
        write();
        return true;
    });

    public static T Guard<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception failed) when (failed is IOException or ArgumentOutOfRangeException)
        {
            // The second is how the framework tells EFBIG: the file may not grow any more (ulimit -f).
            throw new StorageFullException($"The disk is full or failing ({failed.GetType().Name}). Free some space: what was interrupted goes on, and a file that was not kept can be added again.", failed);
        }
    }
}
