using Hub.Testing;

namespace Hub.Tests;

public sealed class VerbTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    [Theory]
    [InlineData("token", "add", "--user", "nobody")]
    [InlineData("token", "add", "--user", "Alice", "--scope", "everything")]
    [InlineData("import", "--user", "Alice", "no-such-file")]
    [InlineData("export", "--user", "nobody", "--out", "x.zip")]
    [InlineData("restore", "--user", "Alice", "no-such-file")]
    [InlineData("erase", "--user", "Alice")]
    [InlineData("user", "add", "Alice")]
    [InlineData("user", "add", "a/b")]
    [InlineData("frobnicate")]
    [InlineData("import")]
    public async Task What_cannot_be_done_is_one_line_and_exit_code_1(params string[] arguments)
    {
        var finished = await HubProcess.VerbAsync([.. arguments, "--data", fixture.Hub.Data]);
        Assert.Equal(1, finished.ExitCode);
        Assert.Single(finished.Errors.Trim().Split('\n'));
        Assert.NotEmpty(finished.Errors.Trim());
        Assert.DoesNotContain("Exception", finished.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_of_a_new_account_leads_to_where_the_hub_is_served()
    {
        var finished = await HubProcess.VerbAsync(["user", "add", "Linked", "--data", fixture.Hub.Data]);
        Assert.Contains($":{fixture.Hub.Address.Port}/welcome#", finished.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_told_in_one_line()
    {
        var data = fixture.Hub.Data + "-second";
        var finished = await HubProcess.VerbAsync(["serve", "--data", data, "--urls", $"http://127.0.0.1:{fixture.Hub.Address.Port}"]);
        Directory.Delete(data, recursive: true);
        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("in use", Assert.Single(finished.Errors.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_told_in_one_line()
    {
        var file = Path.GetTempFileName();
        var finished = await HubProcess.VerbAsync(["serve", "--data", file, "--urls", "http://127.0.0.1:0"]);
        File.Delete(file);
        Assert.Equal(1, finished.ExitCode);
        Assert.Single(finished.Errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task A_token_is_the_last_line_and_works_on_the_running_hub()
    {
        var finished = await HubProcess.VerbAsync(["token", "add", "--user", "Alice", "--data", fixture.Hub.Data]);
        using var client = fixture.Hub.Client(finished.Output.Trim().Split('\n')[^1]);
        Assert.True((await client.GetAsync("/api/vaults")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Importing_exporting_checking_and_erasing_work_from_the_command_line()
    {
        var data = Path.Combine(Path.GetTempPath(), "hub-tests-" + Guid.NewGuid().ToString("n"));
        var zip = data + ".zip";
        try
        {
            await OkAsync("user", "add", "Carol", "--data", data);
            Assert.Contains(" 0 rejected", await OkAsync("import", "--user", "carol", Samples.Own("linky-index.csv"), "--data", data), StringComparison.Ordinal);
            Assert.Contains(" 0 created, 0 updated", await OkAsync("import", "--user", "carol", Samples.Own("linky-index.csv"), "--data", data), StringComparison.Ordinal);
            await OkAsync("export", "--user", "carol", "--out", zip, "--data", data);
            await OkAsync("user", "add", "Dan", "--data", data);
            Assert.DoesNotContain(" 0 created", await OkAsync("restore", "--user", "dan", zip, "--data", data), StringComparison.Ordinal);
            Assert.Contains("in order", await OkAsync("check", "--data", data), StringComparison.Ordinal);
            Assert.Contains("linky", await OkAsync("plugin", "list", "--data", data), StringComparison.Ordinal);
            Assert.StartsWith("Receipt", await OkAsync("erase", "--user", "carol", "--yes", "--data", data), StringComparison.Ordinal);
            Assert.DoesNotContain("Carol", await OkAsync("user", "list", "--data", data), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
            File.Delete(zip);
        }
    }

    private static async Task<string> OkAsync(params string[] arguments)
    {
        var finished = await HubProcess.VerbAsync(arguments);
        Assert.True(finished.ExitCode == 0, finished.Errors);
        return finished.Output;
    }
}
