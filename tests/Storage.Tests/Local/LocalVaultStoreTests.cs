using Hub.Core.Checks;
using Hub.Core.Vaults;
using Hub.Storage.Local;
using Hub.Storage.Local.Sqlite;
using Xunit;

namespace Storage.Tests.Local;

public sealed class LocalVaultStoreTests : VaultStoreSuite
{
    private readonly TempFolder _folder = new();

    protected override string SearchFile => Path.Combine(Folder, "search.db");

    private string Folder => Path.Combine(_folder.Path, "vaults", Vault);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_full_disk_loses_nothing_and_the_vault_goes_on_after()
    {
        var random = new Random(1);
        string Note() => $"\"note\":\"{Convert.ToHexString(RandomBytes(random, 2000))}\"";
        await Store.PutAsync(Enumerable.Range(0, 20).Select(n => Make.AnEvent($"kept{n}", "2024-01-01", Note())));
        var writer = ((LocalVaultStore)Store).Writer;
        writer.Execute($"pragma max_page_count={writer.Scalar("pragma page_count") + 30}");
        var committed = 0;
        await Assert.ThrowsAsync<StorageFullException>(async () =>
        {
            for (; ; committed++)
            {
                await Store.PutAsync(Enumerable.Range(0, 7).Select(n => Make.AnEvent($"b{committed}-{n}", "2024-01-02", Note())));
            }
        });
        Assert.InRange(committed, 1, 20);
        Assert.Equal(20 + (committed * 7), await Store.SequenceAsync());
        Assert.Null(await Store.FindAsync($"b{committed}-0"));
        Assert.NotNull(await Store.FindAsync($"b{committed - 1}-6"));
        await AssertCleanAsync(Store);

        writer.Execute("pragma max_page_count=1000000");
        Assert.Equal(7, (await Store.PutAsync(Enumerable.Range(0, 7).Select(n => Make.AnEvent($"b{committed}-{n}", "2024-01-02", Note())))).Created);
        await ReopenAsync();
        Assert.Equal(20 + ((committed + 1) * 7), Assert.Single(await Store.CoverageAsync()).Count);
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task A_vault_of_a_hub_that_left_removed_bytes_behind_is_cleaned_of_them_when_it_is_opened()
    {
        const string secret = "left-behind-by-an-earlier-hub";
        await Store.PutAsync([Make.AnEvent("gone", "2024-01-01", $"\"note\":\"{string.Concat(Enumerable.Repeat(secret, 20))}\""), Make.AnEvent("stays")]);
        ((LocalVaultStore)Store).Writer.Execute("pragma secure_delete=off; pragma application_id=0");
        await Store.WriteAsync(Make.Erase(Make.IdOf("gone")));
        Assert.True(Holds());
        await ReopenAsync();
        Assert.False(Holds());
        Assert.NotNull(await Store.FindAsync("stays"));
        await AssertCleanAsync(Store);

        bool Holds() => Directory.EnumerateFiles(Folder, "vault.db*").Any(path =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes.AsSpan().IndexOf("left-behind-by-an-earlier-hub"u8) >= 0;
        });
    }

    [Fact]
    public async Task Check_finds_an_index_that_lacks_records_and_builds_it_anew()
    {
        await FillAsync();
        // The same index made over fewer records, then given back its name: what a torn write leaves.
        Tamper("""
            pragma writable_schema=on;
            update sqlite_schema set sql='create index records_time on records(type, time, id) where deleted = 7' where name='records_time';
            pragma writable_schema=reset; reindex;
            pragma writable_schema=on;
            update sqlite_schema set sql='create index records_time on records(type, time, id) where deleted = 0' where name='records_time';
            pragma writable_schema=reset;
            """);
        await ReopenAsync();
        Assert.Contains("records_time", Told(await Store.CheckAsync()), StringComparison.Ordinal);
        Assert.Equal((FindingKind.Index, true), Assert.Single(await Store.CheckAsync(new Mending("operator"))) is var mended ? (mended.Kind, mended.Mended) : default);
        await AssertCleanAsync(Store);
        Assert.Equal(5, (await Store.NamesAsync(new(Make.Event))).Count);
    }

    [Fact]
    public async Task A_file_that_is_no_vault_is_told_so()
    {
        await Store.DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(Folder, "vault.db"), string.Concat(Enumerable.Repeat("This is no database. ", 500)));
        File.Delete(Path.Combine(Folder, "vault.db-wal"));
        var refused = await Assert.ThrowsAsync<VaultException>(async () => await Stores.OpenAsync(Vault));
        Assert.Contains("hub check --repair", refused.Message, StringComparison.Ordinal);
        await Stores.EraseAsync(Vault);
        Store = await Stores.OpenAsync(Vault, create: true);
        Assert.Equal(0, await Store.SequenceAsync());
    }

    [Fact]
    public async Task A_scratch_file_is_seekable_and_leaves_nothing_behind()
    {
        await using (var scratch = await Store.CreateScratchAsync())
        {
            await scratch.WriteAsync("hello"u8.ToArray());
            scratch.Position = 1;
            Assert.Equal('e', scratch.ReadByte());
            Assert.True(OperatingSystem.IsWindows() || Directory.GetFiles(Path.Combine(Folder, "scratch")).Length == 0);
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(Folder, "scratch")));
    }

    [Fact]
    public async Task Parts_that_a_killed_process_left_go_when_the_vault_is_opened_and_those_in_use_stay()
    {
        await FillAsync();
        var dead = Path.Combine(Folder, "files", "dead.part");
        await File.WriteAllTextAsync(dead, "half of a file");
        await using var artifact = await Store.CreateArtifactAsync("export-1");
        File.SetLastWriteTimeUtc(dead, DateTime.UtcNow.AddHours(-1));
        File.SetLastWriteTimeUtc(Path.Combine(Folder, "artifacts", "export-1.part"), DateTime.UtcNow.AddHours(-1));
        await using var other = await Stores.OpenAsync(Vault);
        Assert.False(File.Exists(dead));
        Assert.True(File.Exists(Path.Combine(Folder, "artifacts", "export-1.part")));
    }

    [Fact]
    public async Task Artifacts_are_thrown_away_when_they_are_old()
    {
        await using (await Store.CreateArtifactAsync("export-1"))
        {
            // Opening makes it.
        }

        await Stores.SweepAsync(DateTimeOffset.UtcNow.AddHours(-1));
        await using (var kept = await Store.OpenArtifactAsync("export-1"))
        {
            Assert.NotNull(kept);
        }

        await Stores.SweepAsync(DateTimeOffset.UtcNow.AddHours(1));
        Assert.Null(await Store.OpenArtifactAsync("export-1"));
    }

    [Fact]
    public async Task An_erasure_that_was_cut_short_goes_on()
    {
        await FillAsync();
        await Store.DisposeAsync();
        File.Delete(Path.Combine(Folder, "vault.db"));
        await Stores.EraseAsync(Vault);
        Assert.False(Directory.Exists(Folder));
        Store = await Stores.OpenAsync(Vault, create: true);
    }

    [Fact]
    public async Task Only_the_hubs_own_user_may_look_into_the_folder()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other rights.");
            return;
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        await AssertCleanAsync(Store);
    }

    protected override IVaultStores MakeStores() => new LocalVaultStores(_folder.Path, Clock);

    protected override Task TamperAsync(string sql)
    {
        Tamper(sql);
        return Task.CompletedTask;
    }

    protected override async Task DamageAsync(string hash, Func<byte[], byte[]?> damage)
    {
        var path = Directory.EnumerateFiles(Path.Combine(Folder, "files"), hash["sha256-".Length..] + ".gz", SearchOption.AllDirectories).Single();
        if (damage(await File.ReadAllBytesAsync(path)) is { } bytes)
        {
            await File.WriteAllBytesAsync(path, bytes);
        }
        else
        {
            File.Delete(path);
        }
    }

    protected override async Task LeaveBehindAsync(string hash, byte[] packed)
    {
        var path = Path.Combine(Folder, "files", hash["sha256-".Length..][..2], hash["sha256-".Length..] + ".gz");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, packed);
    }

    protected override Task<int> ContentsAsync() => Task.FromResult(Directory.EnumerateFiles(Path.Combine(Folder, "files"), "*.gz", SearchOption.AllDirectories).Count());

    private static byte[] RandomBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private void Tamper(string sql)
    {
        using var database = new Database(Path.Combine(Folder, "vault.db"), readOnly: false, cacheKibibytes: 256);
        database.Execute(sql);
    }
}
