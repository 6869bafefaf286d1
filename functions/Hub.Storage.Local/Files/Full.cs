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
        catch (IOException failed)
        {
            throw new StorageFullException($"The disk is full or failing ({failed.Message}). The file was not kept; free some space and add it again.", failed);
        }
    }
}
