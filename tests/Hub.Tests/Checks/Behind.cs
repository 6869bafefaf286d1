using Hub.Core.Vaults;
using Hub.Storage.Azure;
using Hub.Storage.Azure.Vaults;
using Hub.Storage.Local;
using Hub.Testing;
using SQLitePCL;

namespace Hub.FrontDoor.Checks;

/// <summary>What happens to a hub's data behind its back.</summary>
internal static class Behind
{
    /// <summary>Changes a SQLite file as any tool can.</summary>
    public static void Tamper(string path, string sql)
    {
        Batteries_V2.Init();
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(path, out var database));
        using (database)
        {
            raw.sqlite3_busy_timeout(database, 30_000);
            Assert.True(raw.sqlite3_exec(database, sql) == raw.SQLITE_OK, raw.sqlite3_errmsg(database).utf8_to_string());
        }
    }

    public static string VaultFile(HubProcess hub, Person person) => Path.Combine(hub.Data, "vaults", person.Vault, "vault.db");

    /// <summary>Puts a document into a vault, in either store.</summary>
    public static async Task PutAsync(HubProcess hub, string vault, string kind, string id, string body)
    {
        using var copies = ProcessFolder.Make();
        IVaultStores stores = hub.Storage is { } account ? new AzureVaultStores(StorageAccount.Parse(account).Blobs, copies, TimeProvider.System) : new LocalVaultStores(hub.Data, TimeProvider.System);
        await using var store = await stores.OpenAsync(vault);
        await store.PutDocumentAsync(kind, id, System.Text.Encoding.UTF8.GetBytes(body));
    }

    /// <summary>Puts a document of the hub's own, in either store.</summary>
    public static async Task PutAsync(HubProcess hub, string kind, string id, string body)
    {
        IHubStore store = hub.Storage is { } account ? new AzureHubStore(StorageAccount.Parse(account).Table("hub")) : new LocalHubStore(hub.Data);
        await store.PutDocumentAsync(kind, id, System.Text.Encoding.UTF8.GetBytes(body));
        (store as IDisposable)?.Dispose();
    }

    /// <summary>Everything that lies in a folder, by its hash; what SQLite keeps for those who have a file open is left out.</summary>
    public static IReadOnlyList<string> Bytes(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith("-wal", StringComparison.Ordinal) && !path.EndsWith("-shm", StringComparison.Ordinal))
            .Select(path => $"{Path.GetRelativePath(folder, path)} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}").Order(StringComparer.Ordinal)];
}
