using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Testing;

namespace Hub.FrontDoor.Portability;

/// <summary>A hub of today has data of yesterday: a newer one knows a second version of their type.</summary>
public sealed class TypeVersionsTests : IDisposable
{
    private const string Type = "test.meter";
    private const string Notes = "Notes of meters\nm-1;2024-01-01T00:30:00+01:00;0.132;elec;cellar\nm-1;2024-01-01T01:00:00+01:00;0.25;elec;\nm-2;2024-01-01T00:30:00+01:00;1.5;gas;\n";

    // Written when the type had its first version only, and never touched since.
    private const string Script = """
        exports.importFile = function (hub, file) {
          file.eachLine(function (line, number) {
            var part = line.split(";");
            if (part.length < 5) { return; }
            var reading = { ref: part[0], start: part[1], energy: part[2], kind: part[3] };
            if (part[4]) { reading.note = part[4]; }
            hub.save("test.meter", reading, { at: "line " + number });
          });
        };
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("hub-versions-").FullName;
    private readonly MadePlugin _plugin = new("meters", script: Script, change: manifest =>
    {
        manifest["holders"]![0]!["data"] = new JsonArray(Type);
        manifest["permissions"]![0]!["write"] = Type;
    });

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _plugin.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Records_of_the_first_version_are_shown_summed_found_corrected_told_again_and_taken_out_as_those_of_the_second(bool inTheCloud)
    {
        var storage = inTheCloud ? (await Azurite.SharedAsync()).NewAccount() : null;
        await using var hub = await HubProcess.StartOtherAsync(Build("hub", 1), storage, "--plugins", _plugin.Folder);
        var person = await hub.OwnerAsync();
        Assert.Equal("3 0 0 0 0", (await person.ImportAsync("meters.txt", Encoding.UTF8.GetBytes(Notes))).Told());
        var first = (await person.AllAsync(Type)).Single(record => record.GetProperty("data").Text("note") == "cellar");
        await CorrectAsync(person, first, """{"note":"attic"}""");
        var (old, sum) = (await ExportAsync(hub, "old.zip"), await person.SumAsync(Type, "/energy"));
        Assert.Equal(1.882m, sum);
        await hub.KillAsync();

        Build("hub", 2);
        await hub.RestartAsync();

        Assert.Equal("2.0.0", (await person.GetAsync("/api/types/" + Type)).GetProperty("hub").Text("version"));
        var record = await person.GetAsync($"/api/records/{Type}/{first.Id()}");
        Assert.Equal("""{"commodity":"electricity","energy":132,"meter":"m-1","quality":"measured","remark":"attic","start":"2024-01-01T00:30:00+01:00"}""", record.GetProperty("data").GetRawText());
        Assert.Equal(("cellar", """["remark"]"""), (record.GetProperty("said").Text("remark"), record.GetProperty("provenance").GetProperty("corrected").GetProperty("fields").GetRawText()));
        Assert.Equal(1882m, await person.SumAsync(Type, "/energy"));
        Assert.Equal([132m, 250m], (await person.AllAsync(Type, "&where=/commodity:eq:electricity")).Select(found => found.GetProperty("data").GetProperty("energy").GetDecimal()));
        Assert.Equal(first.Id(), Assert.Single((await person.GetAsync("/api/search?q=attic")).GetProperty("items").EnumerateArray()).Id());
        var page = await person.Session.GetStringAsync($"/data/{Type}/{first.Id()}");
        Assert.Contains("attic", page, StringComparison.Ordinal);

        Assert.Equal("0 0 3 0 0", (await person.ImportAsync("meters.txt", Encoding.UTF8.GetBytes(Notes))).Told());
        Assert.Equal("0 1 2 0 0", (await person.ImportAsync("meters-2.txt", Encoding.UTF8.GetBytes(Notes.Replace("0.132", "0.2", StringComparison.Ordinal)))).Told());
        var updated = (await person.GetAsync($"/api/records/{Type}/{first.Id()}")).GetProperty("data");
        Assert.Equal(("200", "attic"), (updated.GetProperty("energy").GetRawText(), updated.Text("remark")));
        Assert.Contains((await person.GetAsync("/api/journal?limit=1000")).GetProperty("items").EnumerateArray(), line => (line.Text("action"), line.Text("who"), line.GetProperty("count").GetInt32()) == ("bring-up", "hub", 3));
        Assert.Contains("Brought to a newer version of their type", await person.Session.GetStringAsync("/journal"), StringComparison.Ordinal);
        Assert.Equal(0, (await hub.RunAsync("check")).ExitCode);

        var told = await hub.RunAsync("restore", "--user", person.Name, "--dry-run", old);
        Assert.Contains("0 created", told.Output, StringComparison.Ordinal);
        await RestoreElsewhereAsync(hub, old, await ExportAsync(hub, "new.zip"));
        await RefusesAsync(hub, person.Name);
    }

    /// <summary>Into the newer hub comes the old archive; into the older one not what the newer wrote.</summary>
    private async Task RestoreElsewhereAsync(HubProcess hub, string old, string taken)
    {
        await using var newer = await HubProcess.StartOtherAsync(Build("newer", 2), null);
        var person = await newer.OwnerAsync();
        Assert.Equal(0, (await newer.RunAsync("restore", "--user", person.Name, old)).ExitCode);
        Assert.Equal(1882m, await person.SumAsync(Type, "/energy"));
        var record = (await person.AllAsync(Type)).Single(found => found.TryGetProperty("said", out _));
        Assert.Equal(("attic", "cellar"), (record.GetProperty("data").Text("remark"), record.GetProperty("said").Text("remark")));

        await using var older = await HubProcess.StartOtherAsync(Build("older", 1), null);
        var other = await older.OwnerAsync();
        var refused = await older.RunAsync("restore", "--user", other.Name, taken);
        Assert.Contains("Of a newer hub: test.meter version 2, 3 records. Update this hub, then restore again.", refused.Output, StringComparison.Ordinal);
        Assert.Empty(await other.AllAsync(Type));
        var run = (await other.GetAsync("/api/runs")).GetProperty("items").EnumerateArray().First(run => run.Text("kind") == "restore");
        Assert.Equal((3L, 2), (run.Count("rejected"), Assert.Single(run.GetProperty("restore").GetProperty("unknownTypes").EnumerateArray()).GetProperty("version").GetInt32()));
        Assert.Contains("A newer hub wrote this record", (await other.GetAsync($"/api/runs/{run.Id()}/rejects")).GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>The older hub, started on the newer one's data, says so and leaves them alone.</summary>
    private async Task RefusesAsync(HubProcess hub, string name)
    {
        await hub.KillAsync();
        Build("hub", 1);
        var refused = await hub.RunAsync("export", "--user", name, "--out", Path.Combine(_folder, "none.zip"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("This vault holds test.meter in version 2, written by a newer hub; this one knows version 1.", refused.Errors, StringComparison.Ordinal);
    }

    private async Task<string> ExportAsync(HubProcess hub, string name)
    {
        var zip = Path.Combine(_folder, name);
        var exported = await hub.RunAsync("export", "--user", "marie", "--out", zip);
        Assert.True(exported.ExitCode == 0, exported.Errors);
        return zip;
    }

    private static async Task CorrectAsync(Person person, JsonElement record, string patch)
    {
        var address = $"/api/records/{Type}/{record.Id()}";
        using var read = await person.Api.GetAsync(address);
        using var request = new HttpRequestMessage(HttpMethod.Patch, address) { Content = new StringContent(patch, Encoding.UTF8, "application/merge-patch+json") };
        request.Headers.IfMatch.Add(read.Headers.ETag!);
        using var answer = await person.Api.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>The hub that was built with these tests, with one record type more, in that version.</summary>
    private string Build(string name, int version)
    {
        var (from, to) = (Path.GetDirectoryName(HubProcess.Executable)!, Path.Combine(_folder, name));
        var meters = Path.Combine(Samples.Repository, "tests", "Hub.Testing", "Meters", $"{version}", Type + ".json");
        if (!Directory.Exists(to))
        {
            foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(to, Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        File.Copy(meters, Path.Combine(to, "records", Type + ".json"), overwrite: true);
        return Path.Combine(to, Path.GetFileName(HubProcess.Executable));
    }
}
