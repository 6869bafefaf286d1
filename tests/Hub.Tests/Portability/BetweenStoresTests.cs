using Hub.Testing;

namespace Hub.FrontDoor.Portability;

/// <summary>What lies in a folder goes to a storage account, and what lies on a storage account goes to a folder, whole.</summary>
public sealed class BetweenStoresTests
{
    private static readonly string[] SampleFiles = ["bank.ofx", "bluebutton-va.txt", "fhir-bundle.json", "linky-index.csv", "linky-load-curve.csv"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_export_of_one_store_is_the_same_vault_in_the_other(bool toTheCloud)
    {
        var account = (await Azurite.SharedAsync()).NewAccount();
        await using var from = toTheCloud ? await HubProcess.StartAsync() : await HubProcess.StartOnAsync(account);
        await using var to = toTheCloud ? await HubProcess.StartOnAsync(account) : await HubProcess.StartAsync();
        var person = await from.OwnerAsync("zoe");
        await person.ImportAllAsync([.. SampleFiles.Select(name => (name, MadeFiles.Own(name))), ("letter.txt", MadeFiles.Utf8("Dear customer"))]);
        await person.PostAsync("/api/records/contact.person", new[] { new { data = new { reference = "r1", name = "Zoë \u202e ☃ \0 end" }, subject = "child" } });
        var deleted = (await person.AllAsync("bank.operation"))[0].Id();
        (await person.Api.DeleteAsync("/api/records/bank.operation/" + deleted)).EnsureSuccessStatusCode();

        var zip = Path.Combine(from.Data, "vault.zip");
        var exported = await from.RunAsync("export", "--user", "zoe", "--out", zip);
        Assert.True(exported.ExitCode == 0, exported.Errors);
        var arrived = await to.OwnerAsync("zed");
        var upload = await arrived.UploadAsync("vault.zip", File.OpenRead(zip));
        var run = await arrived.EndOfAsync((await arrived.PostAsync("/api/restores", new { upload })).GetProperty("run").GetString()!);
        Assert.Equal(("succeeded", "Done", 0, 0), (run.State(), run.Outcome(), run.Count("rejected"), run.Count("withheld")));
        run.AssertAddsUp();

        Assert.Equal(await RecordsAsync(person), await RecordsAsync(arrived));
        Assert.Equal(await FilesAsync(person), await FilesAsync(arrived));
        using var gone = await arrived.Api.GetAsync("/api/records/bank.operation/" + deleted);
        Assert.False(gone.IsSuccessStatusCode);
        Assert.Equal("0 0 12 1 0", (await arrived.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"))).Told());
        foreach (var sample in SampleFiles.Skip(1))
        {
            (await arrived.ImportAsync(sample, MadeFiles.Own(sample))).AssertChangedNothing();
        }

        Assert.Contains("restore", (await arrived.GetAsync("/api/journal?limit=1000")).GetProperty("items").EnumerateArray().Select(entry => entry.Text("action")));
        foreach (var hub in new[] { from, to })
        {
            var check = await hub.RunAsync("check");
            Assert.True(check.ExitCode == 0, check.Output + check.Errors);
        }
    }

    /// <summary>Every record: type, id, time, subject, whose it is and what it came from, and its data byte for byte.</summary>
    private static async Task<IReadOnlyList<string>> RecordsAsync(Person person)
    {
        var all = new List<string>();
        foreach (var type in (await person.GetAsync("/api/types")).GetProperty("items").EnumerateArray().Select(type => type.Text("name")!))
        {
            all.AddRange((await person.AllAsync(type)).Select(record =>
                $"{type} {record.Id()} {record.Text("time")} {record.Text("subject")} {record.GetProperty("provenance").Text("source")} {record.GetProperty("provenance").Text("raw")} {record.GetProperty("data").GetRawText()}"));
        }

        return [.. all.Order(StringComparer.Ordinal)];
    }

    private static async Task<IReadOnlyList<string>> FilesAsync(Person person)
    {
        var all = new List<string>();
        foreach (var file in (await person.GetAsync("/api/files")).GetProperty("items").EnumerateArray())
        {
            var content = await person.Api.GetByteArrayAsync($"/api/files/{file.Text("hash")}");
            all.Add($"{file.Text("hash")} {file.Text("name")} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))}");
        }

        return [.. all.Order(StringComparer.Ordinal)];
    }
}
