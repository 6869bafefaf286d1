using Hub.Testing;
using Hub.Testing.Wire.Storage;

namespace Storage.Tests;

/// <summary>The storage account of the tests, seen through a proxy of one's own.</summary>
internal static class Proxied
{
    public static async Task<StorageProxy> AccountAsync() => Before(await Azurite.SharedAsync());

    private static StorageProxy Before(Azurite account) => new(account.Blob, account.Queue, account.Table);

    extension(StorageProxy proxy)
    {
        public string ConnectionString => Azurite.Connect(proxy.Blob, proxy.Queue, proxy.Table);
    }
}
