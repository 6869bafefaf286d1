using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Testing;

namespace Hub.FrontDoor.Portability;

/// <summary>Leaving with everything, arriving elsewhere, and being forgotten.</summary>
public sealed class PortabilityTests(OneHub one) : IClassFixture<OneHub>
{
    private static readonly string[] SampleFiles = ["bank.ofx", "bluebutton-cms.txt", "bluebutton-va.txt", "fhir-bundle.json", "linky-index.csv", "linky-load-curve.csv"];

    [Fact]
    public async Task What_was_exported_is_the_same_in_another_hub()
    {
        var person = await FullVaultAsync();
        var archive = await ExportAsync(person);
        await using var elsewhere = await HubProcess.StartAsync();
        var arrived = await elsewhere.OwnerAsync("claire");
        var run = await RestoreAsync(arrived, archive);
        run.AssertAddsUp();
        Assert.Equal(("succeeded", "Done", 0, 0), (run.State(), run.Outcome(), run.Count("rejected"), run.Count("withheld")));

        Assert.Equal(await RecordsAsync(person), await RecordsAsync(arrived));
        Assert.Equal(await FilesAsync(person), await FilesAsync(arrived));
        Assert.Equal($"0 0 12 1 0", (await arrived.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"))).Told());
        foreach (var sample in SampleFiles.Skip(1))
        {
            (await arrived.ImportAsync(sample, MadeFiles.Own(sample))).AssertChangedNothing();
        }

        var before = await RecordsAsync(arrived);
        (await RestoreAsync(arrived, archive)).AssertChangedNothing();
        Assert.Equal(before, await RecordsAsync(arrived));
        Assert.Equal(0, (await elsewhere.RunAsync("check")).ExitCode);
        Assert.Contains("restore", await ActionsAsync(arrived));
        Assert.Contains("export", await ActionsAsync(person));
    }

    [Fact]
    public async Task What_a_person_deleted_stays_deleted_after_a_restore()
    {
        var person = await FullVaultAsync();
        var archive = await ExportAsync(person);
        var gone = (await person.AllAsync("energy.consumption")).Take(3).Select(record => record.Id()).ToList();
        foreach (var id in gone)
        {
            (await person.Api.DeleteAsync("/api/records/energy.consumption/" + id)).EnsureSuccessStatusCode();
        }

        var run = await RestoreAsync(person, archive);
        run.AssertAddsUp();
        Assert.Equal((0, 0, 3), (run.Count("created"), run.Count("updated"), run.Count("withheld")));
        Assert.DoesNotContain(await person.AllAsync("energy.consumption"), record => gone.Contains(record.Id()));
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_come_and_the_restore_then_does_just_that()
    {
        var person = await FullVaultAsync();
        var archive = await ExportAsync(person);
        await using var elsewhere = await HubProcess.StartAsync();
        var other = await elsewhere.OwnerAsync("claire");
        await other.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"));
        await other.PostAsync("/api/records/contact.person", new[] { new { data = new { reference = "r1", name = "Claire's own" }, subject = "child" } });
        var before = await RecordsAsync(other);

        var foreseen = await RestoreAsync(other, archive, dryRun: true);
        Assert.Equal(before, await RecordsAsync(other));
        Assert.Single(await FilesAsync(other));
        var conflicts = (await other.GetAsync($"/api/runs/{foreseen.Id()}/conflicts")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["bank.operation goneThere", "contact.person content"], conflicts.Select(conflict => $"{conflict.Text("type")} {conflict.Text("what")}").Order(StringComparer.Ordinal));
        Assert.Equal((2, 6, 1), (foreseen.GetProperty("restore").GetProperty("conflicts").GetInt32(), foreseen.GetProperty("restore").GetProperty("newFiles").GetInt32(), foreseen.GetProperty("restore").GetProperty("sameFiles").GetInt32()));

        var zip = Path.Combine(elsewhere.Data, "vault.zip");
        await File.WriteAllBytesAsync(zip, archive);
        var told = await elsewhere.RunAsync("restore", "--user", "claire", "--dry-run", zip);
        Assert.True(told.ExitCode == 0, told.Errors);
        Assert.Contains("(nothing was written)", told.Output, StringComparison.Ordinal);
        Assert.Contains("In conflict: 2. What stands here would stay.", told.Output, StringComparison.Ordinal);
        Assert.Matches("contact.person [^:]+: another content in the archive; what is here is newer; here from [^,]+, there from ", told.Output);

        var done = await RestoreAsync(other, archive);
        Assert.Equal((foreseen.Told(), foreseen.GetProperty("restore").GetProperty("conflicts").GetInt32()), (done.Told(), done.GetProperty("restore").GetProperty("conflicts").GetInt32()));
        done.AssertAddsUp();
        Assert.Empty(before.Except(await RecordsAsync(other)));
        using var page = await other.Session.GetAsync("/runs/" + done.Id());
        Assert.Contains("Otherwise here than in the archive", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains((await other.GetAsync("/api/journal?limit=1000")).GetProperty("items").EnumerateArray(), entry => entry.Text("who") == "imported:token:test");
    }

    [Fact]
    public async Task The_sums_of_an_export_check_with_the_usual_tool()
    {
        if (!File.Exists("/usr/bin/sha256sum"))
        {
            Assert.Skip("sha256sum is not here");
        }

        var archive = await ExportAsync(await FullVaultAsync());
        var folder = Directory.CreateTempSubdirectory("hub-export-").FullName;
        ZipFile.ExtractToDirectory(new MemoryStream(archive), folder);
        using var check = Process.Start(new ProcessStartInfo("/usr/bin/sha256sum", ["-c", "--quiet", "--strict", "SHA256SUMS"]) { WorkingDirectory = folder, RedirectStandardError = true, UseShellExecute = false })!;
        var said = await check.StandardError.ReadToEndAsync();
        await check.WaitForExitAsync();
        var listed = File.ReadAllLines(Path.Combine(folder, "SHA256SUMS")).Length;
        var held = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count();
        Assert.True(File.Exists(Path.Combine(folder, "types", "bank.operation.json")));
        Directory.Delete(folder, recursive: true);
        Assert.True(check.ExitCode == 0, said);
        Assert.Equal(held - 1, listed);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("added")]
    [InlineData("removed")]
    [InlineData("cut")]
    [InlineData("no archive")]
    public async Task An_archive_that_was_tampered_with_changes_nothing(string how)
    {
        var archive = Tamper(await ExportAsync(await FullVaultAsync()), how);
        var other = await one.NewcomerAsync();
        var run = await RestoreAsync(other, archive);
        Assert.Equal(("failed", "NotMyFile", "0 0 0 0 0"), (run.State(), run.Outcome(), run.Told()));
        Assert.Contains("Nothing was changed", run.Message(), StringComparison.Ordinal);
        Assert.Empty(await RecordsAsync(other));
        Assert.Empty(await FilesAsync(other));
    }

    [Fact]
    public async Task An_erased_vault_leaves_a_receipt_and_nothing_on_the_disk()
    {
        const string Marker = "Ouagadougou4Axolotl";
        await using var hub = await HubProcess.StartAsync();
        var owner = await hub.OwnerAsync();
        await owner.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"));
        var person = await hub.InviteAsync(owner, "leaving");
        await person.ImportAsync("note.txt", MadeFiles.Utf8(Marker));
        await person.ImportAsync("bank.ofx", MadeFiles.Utf8(Encoding.UTF8.GetString(MadeFiles.Own("bank.ofx")).Replace("CARTE TRAM", Marker, StringComparison.Ordinal)));
        await person.UploadAsync("waiting.txt", new MemoryStream(MadeFiles.Utf8(Marker)));
        var taken = await ExportAsync(person);

        using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/me") { Content = JsonContent.Create(new { confirm = "leaving" }) };
        using var answer = await person.Session.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var receipt = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var vault = Assert.Single(receipt.GetProperty("vaults").EnumerateArray().ToList());
        Assert.Equal((14, 2), (vault.GetProperty("records").GetInt32(), vault.GetProperty("files").GetInt32()));
        Assert.Equal(SumOf(taken), vault.Text("sha256"));
        Assert.False(receipt.TryGetProperty("remains", out _));

        using var gone = await person.Api.GetAsync("/api/vaults");
        Assert.Equal(401, (int)gone.StatusCode);
        Assert.Single(Directory.GetDirectories(Path.Combine(hub.Data, "vaults")));
        await hub.KillAsync();
        var marker = Encoding.UTF8.GetBytes(Marker);
        Assert.DoesNotContain(Directory.EnumerateFiles(hub.Data, "*", SearchOption.AllDirectories), path => File.ReadAllBytes(path).AsSpan().IndexOf(marker) >= 0);

        var last = await hub.RunAsync("erase", "--user", owner.Name, "--yes");
        Assert.True(last.ExitCode == 0, last.Errors);
        Assert.Matches("^Receipt.*SHA-256 [0-9a-f]{64}", last.Output.ReplaceLineEndings(" "));
        Assert.Empty(Directory.GetDirectories(Path.Combine(hub.Data, "vaults")));
    }

    /// <summary>As the archive's own README tells anyone to compute it.</summary>
    private static string SumOf(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        using var sums = new StreamReader(zip.GetEntry("SHA256SUMS")!.Open());
        var named = sums.ReadToEnd().Split('\n').Where(line => line.Contains("  records/", StringComparison.Ordinal) || line.Contains("  files/", StringComparison.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(named.Select(line => line + "\n")))));
    }

    private async Task<Person> FullVaultAsync()
    {
        var person = await one.NewcomerAsync();
        await person.ImportAllAsync([.. SampleFiles.Select(name => (name, MadeFiles.Own(name))), ("letter.txt", MadeFiles.Utf8("Dear customer"))]);
        await person.PostAsync("/api/records/contact.person", new[] { new { data = new { reference = "r1", name = "Zoë \u202e ☃ \0 end" }, subject = "child" } });
        (await person.Api.DeleteAsync("/api/records/bank.operation/" + (await person.AllAsync("bank.operation"))[0].Id())).EnsureSuccessStatusCode();
        return person;
    }

    private static async Task<byte[]> ExportAsync(Person person)
    {
        var id = (await person.PostAsync("/api/exports", new { })).GetProperty("run").GetString()!;
        Assert.Equal("Done", (await person.EndOfAsync(id)).Outcome());
        return await person.Api.GetByteArrayAsync("/api/exports/" + id);
    }

    private static async Task<JsonElement> RestoreAsync(Person person, byte[] archive, bool dryRun = false)
    {
        var upload = await person.UploadAsync("vault.zip", new MemoryStream(archive));
        return await person.EndOfAsync((await person.PostAsync("/api/restores", new { upload, dryRun })).GetProperty("run").GetString()!);
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

    private static async Task<IReadOnlyList<string>> FilesAsync(Person person) =>
        [.. (await person.GetAsync("/api/files")).GetProperty("items").EnumerateArray().Select(file => $"{file.Text("hash")} {file.Text("name")}").Order(StringComparer.Ordinal)];

    private static async Task<IReadOnlyList<string?>> ActionsAsync(Person person) =>
        [.. (await person.GetAsync("/api/journal?limit=1000")).GetProperty("items").EnumerateArray().Select(entry => entry.Text("action"))];

    private static byte[] Tamper(byte[] archive, string how)
    {
        if (how is "cut" or "no archive")
        {
            return how == "cut" ? archive[..(archive.Length / 2)] : MadeFiles.Own("bank.ofx");
        }

        using var buffer = new MemoryStream();
        buffer.Write(archive);
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Update, leaveOpen: true))
        {
            const string Name = "records/bank.operation.ndjson";
            var entry = zip.GetEntry(Name)!;
            using var reader = new StreamReader(entry.Open());
            var text = reader.ReadToEnd();
            reader.Close();
            if (how is "changed" or "removed")
            {
                entry.Delete();
            }

            if (how is "changed" or "added")
            {
                using var content = zip.CreateEntry(how == "changed" ? Name : "records/health.condition.ndjson.ndjson").Open();
                content.Write(MadeFiles.Utf8(text.Replace("2150.00", "9150.00", StringComparison.Ordinal)));
            }
        }

        return buffer.ToArray();
    }
}
