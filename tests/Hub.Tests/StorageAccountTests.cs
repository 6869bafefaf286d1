using Hub.Testing;

namespace Hub.Tests;

/// <summary>A hub at home with its data on a storage account of its own.</summary>
public sealed class StorageAccountFixture : HubFixture
{
    private protected override async Task<HubProcess> StartAsync() => await HubProcess.StartOnAsync((await Azurite.SharedAsync()).NewAccount());
}

public sealed class StorageAccountFrontDoorTests(StorageAccountFixture fixture) : FrontDoorSuite(fixture), IClassFixture<StorageAccountFixture>;

public sealed class StorageAccountVerbTests
{
    [Fact]
    public async Task Every_verb_works_on_a_storage_account_and_leaves_no_data_folder()
    {
        var storage = (await Azurite.SharedAsync()).NewAccount();
        var folder = Directory.CreateTempSubdirectory("hub-tests-").FullName;
        var zip = Path.Combine(folder, "vault.zip");
        try
        {
            async Task<string> OkAsync(params string[] arguments)
            {
                var finished = await HubProcess.VerbAsync([.. arguments, "--storage", storage], folder: folder);
                Assert.True(finished.ExitCode == 0, $"{arguments[0]}: {finished.Errors}");
                return finished.Output;
            }

            await OkAsync("user", "add", "Carol");
            Assert.Contains(" 0 rejected", await OkAsync("import", "--user", "carol", Samples.Own("linky-index.csv")), StringComparison.Ordinal);
            Assert.Contains(" 0 created, 0 updated", await OkAsync("import", "--user", "carol", Samples.Own("linky-index.csv")), StringComparison.Ordinal);
            Assert.NotEmpty(await OkAsync("token", "add", "--user", "carol"));
            await OkAsync("sync", "--user", "carol", "--due");
            await OkAsync("export", "--user", "carol", "--out", zip);
            await OkAsync("user", "add", "Dan");
            Assert.DoesNotContain(" 0 created", await OkAsync("restore", "--user", "dan", zip), StringComparison.Ordinal);
            Assert.Contains("in order", await OkAsync("check"), StringComparison.Ordinal);
            Assert.Contains("linky", await OkAsync("plugin", "list"), StringComparison.Ordinal);
            Assert.Matches("^Receipt.*The storage account may keep what was deleted for some days", (await OkAsync("erase", "--user", "carol", "--yes")).ReplaceLineEndings(" "));
            Assert.DoesNotContain("Carol", await OkAsync("user", "list"), StringComparison.Ordinal);
            Assert.Equal([zip], Directory.EnumerateFileSystemEntries(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_hub_on_a_storage_account_is_backed_up_and_comes_back_in_a_folder()
    {
        var storage = (await Azurite.SharedAsync()).NewAccount();
        var folder = Directory.CreateTempSubdirectory("hub-tests-").FullName;
        var (backups, key, data) = (Path.Combine(folder, "backups"), Path.Combine(folder, "key"), Path.Combine(folder, "data"));
        try
        {
            async Task<string> OkAsync(params string[] arguments)
            {
                var finished = await HubProcess.VerbAsync(arguments, folder: folder);
                Assert.True(finished.ExitCode == 0, $"{arguments[0]} {arguments[1]}: {finished.Output}{finished.Errors}");
                return finished.Output;
            }

            await OkAsync("user", "add", "Carol", "--storage", storage);
            await OkAsync("import", "--user", "carol", Samples.Own("linky-index.csv"), "--storage", storage);
            await OkAsync("backup", "key", "--recovery-key-file", key, "--storage", storage);
            await OkAsync("backup", "--out", backups, "--storage", storage);
            Assert.Contains("as it was", await OkAsync("backup", "verify", backups, "--recovery-key-file", key), StringComparison.Ordinal);
            await OkAsync("backup", "restore", backups, "--recovery-key-file", key, "--data", data);
            Assert.Contains("in order", await OkAsync("check", "--data", data), StringComparison.Ordinal);
            Assert.Contains(" 0 created, 0 updated", await OkAsync("import", "--user", "carol", Samples.Own("linky-index.csv"), "--data", data), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task What_cannot_be_done_on_a_storage_account_is_told_without_a_data_folder()
    {
        var storage = (await Azurite.SharedAsync()).NewAccount();
        foreach (string[] verb in new[] { new[] { "token", "add", "--user", "nobody" }, ["export", "--user", "nobody", "--out", "x.zip"], ["sync", "--user", "nobody"], ["erase", "--user", "nobody", "--yes"] })
        {
            var finished = await HubProcess.VerbAsync([.. verb, "--storage", storage]);
            Assert.Equal(1, finished.ExitCode);
            Assert.StartsWith("There is no account named", Assert.Single(finished.Errors.Trim().Split('\n')), StringComparison.Ordinal);
        }
    }
}
