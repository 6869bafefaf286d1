using System.Text.Json;
using Hub.Testing;

namespace Hub.FrontDoor.Checks;

/// <summary>What is damaged behind the hub's back is told by its check, put right by its repair as far as it can be made of what is there, and everything else is as it was.</summary>
public sealed class CheckTests
{
    private static readonly string[] Files = ["bank.ofx", "linky-index.csv", "bluebutton-va.txt"];

    [Theory]
    [InlineData("sequence counts totals fileLength", "update meta set value=1 where key='seq'; update coverage set count=count+3; insert or replace into documents values('aggregate', 'x', cast('{\"sequence\":1000000}' as blob)); update files set length=length+1")]
    [InlineData("counts", "delete from coverage")]
    [InlineData("fileUnlisted", "delete from files")]
    [InlineData("index", "pragma writable_schema=on; update sqlite_schema set sql=replace(sql, 'deleted = 0', 'deleted = 7') where name='records_time'; pragma writable_schema=reset; reindex; pragma writable_schema=on; update sqlite_schema set sql=replace(sql, 'deleted = 7', 'deleted = 0') where name='records_time'; pragma writable_schema=reset")]
    public async Task What_is_damaged_in_a_vault_is_told_and_put_right_and_the_rest_is_as_it_was(string kinds, string damage)
    {
        await using var hub = await HubProcess.StartAsync();
        var person = await FilledAsync(hub);
        var before = await SeenAsync(person);
        await hub.KillAsync();
        Behind.Tamper(Behind.VaultFile(hub, person), $"{damage}; pragma wal_checkpoint(truncate)");
        foreach (var content in Directory.EnumerateFiles(Path.Combine(hub.Data, "vaults", person.Vault, "files"), "*.gz", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(content, DateTime.UtcNow.AddHours(-1));
        }

        var told = await TellAsync(hub);
        Assert.Empty(kinds.Split(' ').Except(told.Kinds));
        var bytes = Behind.Bytes(hub.Data);
        Assert.Equal(told.Kinds, (await TellAsync(hub)).Kinds);
        Assert.Equal(bytes, Behind.Bytes(hub.Data));

        var repaired = await hub.RunAsync("check", "--repair");
        Assert.True(repaired.ExitCode == 0 && repaired.Output.Contains("repaired", StringComparison.Ordinal), repaired.ToString());
        Assert.Empty((await TellAsync(hub)).Kinds);
        Assert.Equal(0, (await hub.RunAsync("check", "--repair")).ExitCode);

        await hub.RestartAsync();
        Assert.Equal(before, await SeenAsync(person));
        Assert.Contains("repair", (await person.GetAsync("/api/journal?limit=1000")).GetProperty("items").EnumerateArray().Select(line => line.Text("action")));
        Assert.Equal("0 0 13 0 0", (await person.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"))).Told());
        Assert.Empty((await TellAsync(hub)).Kinds);
    }

    [Fact]
    public async Task Altered_content_is_as_it_was_after_a_repair_and_its_file_once_more()
    {
        await using var hub = await HubProcess.StartAsync();
        var person = await FilledAsync(hub);
        var before = await SeenAsync(person);
        await hub.KillAsync();
        Behind.Tamper(Behind.VaultFile(hub, person), "update records set data=cast(replace(cast(data as text), 'amount', 'amounts') as blob) where seq in (select seq from records where type=(select k from types where name='bank.operation') limit 2)");

        var told = await TellAsync(hub);
        Assert.Equal(["content"], told.Kinds);
        Assert.Contains("backup", told.Answer.Text("backup"), StringComparison.Ordinal);
        var repaired = await hub.RunAsync("check", "--repair");
        Assert.Equal(1, repaired.ExitCode);
        Assert.Contains("add the file they came from once more", repaired.Output, StringComparison.Ordinal);
        Assert.Equal(["content"], (await TellAsync(hub)).Kinds);

        await hub.RestartAsync();
        Assert.Equal("0 2 11 0 0", (await person.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"))).Told());
        Assert.Empty((await TellAsync(hub)).Kinds);
        Assert.Equal(before, await SeenAsync(person));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_file_takes_its_place_when_it_is_added_again(bool isMissing)
    {
        await using var hub = await HubProcess.StartAsync();
        var person = await FilledAsync(hub);
        var before = await SeenAsync(person);
        var content = Directory.EnumerateFiles(Path.Combine(hub.Data, "vaults", person.Vault, "files"), "*.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        if (isMissing)
        {
            File.Delete(content);
        }
        else
        {
            await File.WriteAllBytesAsync(content, (await File.ReadAllBytesAsync(content))[..40]);
        }

        Assert.Equal([isMissing ? "fileMissing" : "fileDamage"], (await TellAsync(hub)).Kinds);
        Assert.Equal(1, (await hub.RunAsync("check", "--repair")).ExitCode);
        foreach (var name in Files)
        {
            await person.ImportAsync(name, MadeFiles.Own(name));
        }

        Assert.Empty((await TellAsync(hub)).Kinds);
        Assert.Equal(before, await SeenAsync(person));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_keeps_pages_from_opening_and_runs_that_nobody_goes_on_with_are_put_away(bool inTheCloud)
    {
        await using var hub = inTheCloud ? await HubProcess.StartOnAsync((await Azurite.SharedAsync()).NewAccount()) : await HubProcess.StartAsync();
        var person = await FilledAsync(hub);
        var before = await SeenAsync(person);
        var imported = (await person.GetAsync("/api/runs")).GetProperty("items").EnumerateArray().First(run => run.Text("state") == "succeeded").Text("id")!;
        await hub.KillAsync();
        var adrift = new string('0', 12) + Guid.NewGuid().ToString("n")[12..];
        await Behind.PutAsync(hub, person.Vault, "run", adrift, $$$"""{"id":"{{{adrift}}}","kind":"import","state":"running","actor":"account:marie","created":"2026-01-02T03:04:05Z","parts":[],"counts":{"read":7,"created":7}}""");
        await Behind.PutAsync(hub, person.Vault, "settings", "vault", "{ not json");
        await Behind.PutAsync(hub, "work", $"{person.Vault}/{new string('0', 12)}{Guid.NewGuid().ToString("n")[12..]}", "{}");
        await Behind.PutAsync(hub, "upload", "abandoned", $$"""{"id":"abandoned","vault":"{{person.Vault}}","name":"x.csv","created":"2026-01-02T03:04:05Z"}""");

        Assert.Equal(["note", "run", "upload", "work"], (await TellAsync(hub)).Kinds.Order(StringComparer.Ordinal));
        Assert.Equal(["note", "run", "upload", "work"], (await TellAsync(hub)).Kinds.Order(StringComparer.Ordinal));
        var repaired = await hub.RunAsync("check", "--repair");
        Assert.True(repaired.ExitCode == 0, repaired.ToString());
        Assert.Empty((await TellAsync(hub)).Kinds);

        await hub.RestartAsync();
        var run = await person.GetAsync("/api/runs/" + adrift);
        Assert.Equal(("cancelled", 7), (run.State(), run.Count("created")));
        Assert.Equal("succeeded", (await person.GetAsync("/api/runs/" + imported)).State());
        using var page = await person.Session.GetAsync("/settings");
        Assert.True(page.IsSuccessStatusCode, page.StatusCode.ToString());
        Assert.Equal(before, await SeenAsync(person));
    }

    [Fact]
    public async Task A_file_of_a_vault_that_is_none_is_told_with_the_backup_to_restore_and_the_others_are_looked_at()
    {
        var backups = Directory.CreateTempSubdirectory("hub-test-").FullName;
        await using var hub = await HubProcess.StartAsync(environment: new Dictionary<string, string> { ["HUB_BACKUP"] = backups });
        var person = await FilledAsync(hub);
        var other = await hub.AddAsync("paul");
        await other.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"));
        await hub.KillAsync();
        var file = Behind.VaultFile(hub, person);
        Behind.Tamper(file, "pragma wal_checkpoint(truncate)");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes.AsSpan(4096 * 3, 4096 * 4).Fill(0x5a);
        await File.WriteAllBytesAsync(file, bytes);
        Behind.Tamper(Behind.VaultFile(hub, other), "delete from coverage");

        var told = await TellAsync(hub);
        Assert.Contains("damage", told.Kinds);
        Assert.Contains("counts", told.Kinds);
        Assert.Contains("none is complete", told.Answer.Text("backup"), StringComparison.Ordinal);
        var damaged = await File.ReadAllBytesAsync(file);
        var repaired = await hub.RunAsync("check", "--repair");
        Assert.Equal(1, repaired.ExitCode);
        Assert.Contains("restore a backup", repaired.Output, StringComparison.Ordinal);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(file));
        Assert.DoesNotContain("counts", (await TellAsync(hub)).Kinds);
        Directory.Delete(backups, recursive: true);
    }

    [Fact]
    public async Task A_repair_that_is_killed_leaves_what_the_next_one_tells_and_ends()
    {
        await using var hub = await HubProcess.StartAsync();
        var person = await hub.OwnerAsync();
        await person.ImportAsync("curve.csv", MadeFiles.LoadCurve(6_000));
        var before = await SeenAsync(person);
        await hub.KillAsync();
        for (var turn = 0; turn < 6; turn++)
        {
            Behind.Tamper(Behind.VaultFile(hub, person), "delete from coverage; update meta set value=1 where key='seq'; update files set length=1");
            using var repair = hub.Begin("check", "--repair");
            await Task.WhenAny(repair.WaitForExitAsync(), Task.Delay(100 * turn));
            repair.Kill();
            await repair.WaitForExitAsync();
            var told = (await TellAsync(hub)).Kinds;
            Assert.Subset(new HashSet<string> { "counts", "sequence", "fileLength" }, told.ToHashSet());

            // What is one step is done whole or not at all.
            Assert.Equal(told.Contains("counts"), told.Contains("sequence"));
            Assert.Equal(0, (await hub.RunAsync("check", "--repair")).ExitCode);
            Assert.Empty((await TellAsync(hub)).Kinds);
        }

        await hub.RestartAsync();
        Assert.Equal(before, await SeenAsync(person));
    }

    [Fact]
    public async Task Who_runs_the_hub_sees_kinds_and_numbers_and_repairs_with_a_button_after_proof_of_who_they_are()
    {
        await using var hub = await HubProcess.StartAsync();
        var admin = await hub.OwnerAsync("alma");
        var person = await hub.AddAsync("paul");
        await person.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"));
        using (var refused = await person.Session.GetAsync("/settings/check"))
        {
            Assert.Equal(403, (int)refused.StatusCode);
        }

        Behind.Tamper(Behind.VaultFile(hub, person), "update coverage set count=count+1; update meta set value=1 where key='seq'");
        Assert.Contains("Nothing was checked here yet", await PageAsync(admin), StringComparison.Ordinal);
        using (var forged = await hub.NewClient().PostAsync("/settings/check", new FormUrlEncodedContent([])))
        {
            Assert.NotEqual(303, (int)forged.StatusCode);
        }

        Assert.Equal(303, await SendAsync(admin, "/settings/check", []));
        var page = await EndOfAsync(admin);
        Assert.Contains("Kept counts or spans are not those of the records.", page, StringComparison.Ordinal);
        Assert.Contains("Vault of paul", page, StringComparison.Ordinal);
        Assert.DoesNotContain("bank.", page, StringComparison.Ordinal);
        Assert.Equal(403, await SendAsync(person, "/settings/check/repair", new() { ["kind"] = "Counts", ["place"] = person.Vault }));
        Assert.Equal(404, await SendAsync(admin, "/settings/check/repair", new() { ["kind"] = "Counts", ["place"] = admin.Vault }));
        Assert.Equal(404, await SendAsync(admin, "/settings/check/repair", new() { ["kind"] = "everything", ["place"] = person.Vault }));

        Assert.Equal(303, await SendAsync(admin, "/settings/check/repair", new() { ["kind"] = "Counts", ["place"] = person.Vault }));
        page = await EndOfAsync(admin);
        Assert.Contains("Repaired on", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Sequence\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"Counts\"", page, StringComparison.Ordinal);
        Assert.Equal(303, await SendAsync(admin, "/settings/check/repair", new() { ["kind"] = "Sequence", ["place"] = person.Vault }));
        Assert.Contains("In order", await EndOfAsync(admin), StringComparison.Ordinal);
        Assert.Empty((await TellAsync(hub)).Kinds);

        var line = (await person.GetAsync("/api/journal?limit=1000")).GetProperty("items").EnumerateArray().Last(line => line.Text("action") == "repair");
        Assert.Equal("account:alma", line.Text("who"));
        using var journal = await person.Session.GetAsync("/journal");
        Assert.Contains("The vault counts fewer changes than it holds.", await journal.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<Person> FilledAsync(HubProcess hub)
    {
        var person = await hub.OwnerAsync();
        await person.ImportAllAsync([.. Files.Select(name => (name, MadeFiles.Own(name)))]);
        return person;
    }

    /// <summary>What the person sees: records, sums, counts, what a search finds, files.</summary>
    private static async Task<IReadOnlyList<string>> SeenAsync(Person person)
    {
        var seen = new List<string>();
        foreach (var type in (await person.GetAsync("/api/types")).GetProperty("items").EnumerateArray().Select(type => type.Text("name")!))
        {
            seen.AddRange((await person.AllAsync(type)).Select(record => $"{type} {record.Id()} {record.Text("time")} {record.GetProperty("provenance").Text("raw")} {record.GetProperty("data").GetRawText()}"));
        }

        seen.Add((await person.GetAsync("/api/records/bank.operation/aggregate?value=/amount&fn=sum&by=month")).GetProperty("rows").GetRawText());
        foreach (var words in new[] { "carte", "linky", "aspirin" })
        {
            seen.Add(words + " " + string.Join(' ', (await person.GetAsync("/api/search?q=" + words)).GetProperty("items").EnumerateArray().Select(item => item.Text("id") ?? item.Text("hash")).Order(StringComparer.Ordinal)));
        }

        foreach (var file in (await person.GetAsync("/api/files")).GetProperty("items").EnumerateArray().OrderBy(file => file.Text("hash"), StringComparer.Ordinal))
        {
            seen.Add($"{file.Text("hash")} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await person.Api.GetByteArrayAsync($"/api/files/{file.Text("hash")}")))}");
        }

        return seen;
    }

    private static async Task<(JsonElement Answer, IReadOnlyList<string> Kinds)> TellAsync(HubProcess hub)
    {
        var told = await hub.RunAsync("check", "--json");
        var answer = JsonElement.Parse(told.Output);
        var kinds = answer.GetProperty("places").EnumerateArray().SelectMany(place => place.GetProperty("findings").EnumerateArray()).Select(finding => finding.Text("kind")!).ToList();
        Assert.Equal(kinds.Count == 0 ? 0 : 1, told.ExitCode);
        return (answer, kinds);
    }

    private static async Task<string> PageAsync(Person person)
    {
        using var answer = await person.Session.GetAsync("/settings/check");
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<string> EndOfAsync(Person person)
    {
        string page;
        while ((page = await PageAsync(person)).Contains("Under way", StringComparison.Ordinal))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        return page;
    }

    private static async Task<int> SendAsync(Person person, string path, Dictionary<string, string> fields)
    {
        using var answer = await person.Session.PostAsync(path, new FormUrlEncodedContent(fields));
        return (int)answer.StatusCode;
    }
}
