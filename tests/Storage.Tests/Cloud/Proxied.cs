using Hub.Testing;
using Hub.Testing.Wire.Storage;

namespace Storage.Tests;

/// <summary>The storage account of the tests, seen through a proxy of one's own.</summary>
internal static class Proxied
{
    public static async Task<StorageProxy> AccountAsync() => StorageProxy.Before((await Azurite.SharedAsync()).ConnectionString);
}
