using System.Text;
using Hub.Core.Vaults;
using Hub.Storage.Local;
using Hub.Storage.Local.Sqlite;
using Xunit;

namespace Storage.Tests.Local;

/// <summary>Vaults written by older hubs open, and ones written by newer hubs are refused.</summary>
public sealed class VaultFormatTests : IDisposable
{
    private const string Content = "date;amount\n2024-01-01;12.30\n";

    private readonly TempFolder _folder = new();

    public static TheoryData<int> Formats => [.. Enumerable.Range(1, VaultSchema.Version)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_vault_of_every_released_format_opens_with_all_that_it_holds(int format)
    {
        Copy(Path.Combine(AppContext.BaseDirectory, "Frozen", $"{format}"), Path.Combine(_folder.Path, "vaults", "old"));
        await using var store = await new LocalVaultStores(_folder.Path, TimeProvider.System).OpenAsync("old");

        Assert.Empty(await store.CheckAsync());
        Assert.Equal(8, await store.SequenceAsync());
        Assert.Equal(["day", "moved", "other", "instant"], await store.NamesAsync(new(Make.Event)));
        var moved = (await store.FindAsync("moved"))!;
        Assert.Equal(("2024-03-01", Make.From("one", "run-2")), (moved.Time.ToString(), moved.Provenance));
        Assert.True((await store.FindAsync("deleted"))!.Deleted);
        Assert.Equal(1, (await store.PutAsync(Make.AnEvent("deleted", "2024-01-05"))).Withheld);
        Assert.Equal([("one", 3L, "2024-01-01", "2024-06-01T10:00:00+02:00"), ("two", 1L, "2024-04-01", "2024-04-01")],
            (await store.CoverageAsync()).Where(item => item.Type == "test.event").Select(item => (item.Source, item.Count, item.First.ToString(), item.Last.ToString())));
        Assert.Equal("line 3", Assert.Single(await store.RejectsAsync("run-1", 0, 10)).At);
        Assert.Equal("{}"u8.ToArray(), await store.FindDocumentAsync("settings", "vault"));
        Assert.Equal(["write", "write", "write", "write", "read"], (await store.JournalAsync(new())).Select(line => line.Action));
        var file = Assert.Single(await store.FilesAsync());
        using var content = new StreamReader(await store.OpenFileAsync(file.Hash));
        Assert.Equal(Content, await content.ReadToEndAsync());
        var since = await store.SequenceAsync();
        Assert.Equal(1, (await store.PutAsync(Make.AnEvent("new", "2024-05-01"))).Created);
        Assert.Equal("2024-05-01", Assert.Single((await store.TouchedSinceAsync("test.event", since))!.Times).ToString());
        Assert.Empty(await store.CheckAsync());
    }

    [Fact]
    public async Task A_vault_of_a_newer_format_is_refused_and_left_alone()
    {
        var stores = new LocalVaultStores(_folder.Path, TimeProvider.System);
        await (await stores.OpenAsync("new", create: true)).DisposeAsync();
        var path = Path.Combine(_folder.Path, "vaults", "new", "vault.db");
        using (var database = new Database(path, readOnly: false, cacheKibibytes: 256))
        {
            database.Execute($"pragma user_version={VaultSchema.Version + 1}");
        }

        var refused = await Assert.ThrowsAsync<VaultException>(async () => await stores.OpenAsync("new"));
        Assert.Equal($"This vault was written by a newer hub (format {VaultSchema.Version + 1}, this one knows {VaultSchema.Version}). Start the newer version, or restore an export made with it.", refused.Message);
        using var after = new Database(path, readOnly: false, cacheKibibytes: 256);
        Assert.Equal(VaultSchema.Version + 1, after.Scalar("pragma user_version"));
    }

    [Fact]
    public void Each_step_is_taken_once_and_in_order()
    {
        using var database = new Database(Path.Combine(_folder.Path, "steps.db"), readOnly: false, cacheKibibytes: 256);
        VaultSchema.Migrate(database, ["create table a(n integer); insert into a values(1);"]);
        VaultSchema.Migrate(database, ["create table a(n integer); insert into a values(1);", "alter table a add column m integer; update a set m = n + 1;", "insert into a values(5, 6);"]);
        VaultSchema.Migrate(database, ["never run", "never run", "never run"]);
        Assert.Equal(3, database.Scalar("pragma user_version"));
        Assert.Equal(2 + 6, database.Scalar("select sum(m) from a"));
    }

    [Fact]
    public void A_step_that_fails_leaves_the_vault_in_its_old_format()
    {
        using var database = new Database(Path.Combine(_folder.Path, "steps.db"), readOnly: false, cacheKibibytes: 256);
        VaultSchema.Migrate(database, ["create table a(n integer)"]);
        Assert.Throws<VaultException>(() => VaultSchema.Migrate(database, ["create table a(n integer)", "create table b(n integer)", "insert into nowhere values(1)"]));
        Assert.Equal(1, database.Scalar("pragma user_version"));
        Assert.Equal(0, database.Scalar("select count(*) from sqlite_schema where name='b'"));
    }

    /// <summary>Run by hand when a format is released: <c>HUB_FREEZE=FOLDER</c> and this test alone. Commit what it writes, and never again touch it.</summary>
    [Fact(Explicit = true)]
    public async Task Freeze_a_vault_of_todays_format()
    {
        var target = Environment.GetEnvironmentVariable("HUB_FREEZE") ?? throw new InvalidOperationException("Set HUB_FREEZE to the folder to write.");
        await using (var store = await new LocalVaultStores(_folder.Path, TimeProvider.System).OpenAsync("frozen", create: true))
        {
            var first = Make.Batch("one", Make.Put(Make.AnEvent("day", "2024-01-01", "\"amount\":12.30")), Make.Put(Make.AnEvent("instant", "2024-06-01T10:00:00+02:00")), Make.Put(Make.AnEvent("moved", "2024-02-01")), Make.Put(Make.AnEvent("deleted", "2024-01-05")));
            first.Rejects.Add(new RejectedRecord("run-1", 3, "test.event", "line 3", "[]"u8.ToArray(), "{}"u8.ToArray()));
            await store.CommitAsync(first);
            await store.CommitAsync(Make.Batch("two", Make.Put(Make.AnEvent("other", "2024-04-01"), "two")));
            await store.CommitAsync(Make.Batch("one", Make.Put(Make.AnEvent("moved", "2024-03-01"), run: "run-2"), Make.Delete(Make.IdOf("deleted"))));
            await store.CommitAsync(Make.Batch("one", Make.Put(Make.Record(Make.Reading, """{"ref":"r","at":"2024-01-01T00:00:00Z","step":1800,"amount":0.132}"""), type: Make.Reading)));
            await store.PutDocumentAsync("settings", "vault", "{}"u8.ToArray());
            await store.AppendJournalAsync([new(0, Make.Now, "account:ada", "read", "test.event", "page", 3)]);
            await store.KeepFileAsync(new MemoryStream(Encoding.UTF8.GetBytes(Content)), "operations.csv", "text/csv", Make.Now);
        }

        Copy(Path.Combine(_folder.Path, "vaults", "frozen"), target);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
