using System.Text;
using System.Text.Json;
using Hub.Testing;

namespace Hub.FrontDoor.Imports;

/// <summary>Files again, files that overlap, files under other names, files in archives.</summary>
public sealed class RoundsTests(OneHub one) : IClassFixture<OneHub>
{
    [Theory]
    [InlineData("bank.ofx")]
    [InlineData("bluebutton-cms.txt")]
    [InlineData("bluebutton-va.txt")]
    [InlineData("fhir-bundle.json")]
    [InlineData("linky-index.csv")]
    [InlineData("linky-load-curve.csv")]
    public async Task The_same_file_again_changes_nothing(string sample)
    {
        var first = await one.Owner.ImportAsync(sample, MadeFiles.Own(sample));
        Assert.Equal("Done", first.Outcome());
        Assert.True(first.Count("read") > 0);
        var again = await one.Owner.ImportAsync(sample, MadeFiles.Own(sample));
        Assert.Equal($"0 0 {first.Count("read")} 0 0", again.Told());
    }

    [Fact]
    public async Task Two_exports_that_overlap_meet_without_doubles()
    {
        var person = await one.NewcomerAsync();
        Assert.Equal("300 0 0 0 0", (await person.ImportAsync("january.csv", MadeFiles.LoadCurve(300))).Told());
        Assert.Equal("200 0 100 0 0", (await person.ImportAsync("february.csv", MadeFiles.LoadCurve(300, from: 200))).Told());
        Assert.Equal(500, (await person.AllAsync("energy.consumption")).Count);
        Assert.Equal(MadeFiles.Kilowatthours(500), await person.SumAsync("energy.consumption", "/energy"));
    }

    [Fact]
    public async Task Two_statements_that_overlap_meet_and_two_equal_purchases_of_a_day_stay_two()
    {
        var person = await one.NewcomerAsync();
        var lines = Encoding.UTF8.GetString(MadeFiles.Own("bank.ofx")).Split('\n');
        var operations = lines.Where(line => line.StartsWith("<STMTTRN>", StringComparison.Ordinal)).ToList();
        Assert.Equal(12, operations.Count);
        await person.ImportAsync("first.ofx", Statement(operations[..7]));
        await person.ImportAsync("second.ofx", Statement(operations[3..]));

        var kept = await person.AllAsync("bank.operation");
        Assert.Equal(12, kept.Count);
        Assert.Equal(2, kept.Count(record => record.GetProperty("data").GetProperty("amount").GetDecimal() == -2.10m));
        Assert.Equal(1490.18m, await person.SumAsync("bank.operation", "/amount"));

        byte[] Statement(IEnumerable<string> some) => Encoding.UTF8.GetBytes(string.Join('\n', lines.Where(line => !line.StartsWith("<STMTTRN>", StringComparison.Ordinal) || some.Contains(line))));
    }

    [Fact]
    public async Task The_curve_and_the_index_of_one_meter_do_not_double()
    {
        var person = await one.NewcomerAsync();
        await person.ImportAllAsync(("curve.csv", MadeFiles.LoadCurve(6 * 48)), ("index.csv", MadeFiles.DailyIndex(6)));
        Assert.Equal(6, (await person.AllAsync("energy.consumption", "&where=/series:eq:index")).Count);
        Assert.Equal(MadeFiles.Kilowatthours(6 * 48), await person.SumAsync("energy.consumption", "/energy"));
    }

    [Theory]
    [InlineData("bank.ofx", 0.6, "bank.operation")]
    [InlineData("bluebutton-va.txt", 0.6, "health.medication")]
    [InlineData("fhir-bundle.json", 0.8, "person.profile")]
    [InlineData("linky-load-curve.csv", 0.61, "energy.consumption")]
    public async Task A_truncated_file_keeps_what_it_holds_and_says_where_it_breaks_off(string sample, double share, string type)
    {
        var person = await one.NewcomerAsync();
        var whole = MadeFiles.Own(sample);
        var run = await person.ImportAsync(sample, whole[..(int)(whole.Length * share)]);
        Assert.Equal(("partial", "Truncated"), (run.State(), run.Outcome()));
        run.AssertAddsUp();
        Assert.NotEmpty(await person.AllAsync(type));
        Assert.Matches("(line|byte|item|entry|after) ?[0-9]*", run.Message());
        Assert.Matches("[0-9]", run.Message());

        var rest = await person.ImportAsync(sample, whole);
        Assert.Equal("Done", rest.Outcome());
        Assert.True(rest.Count("unchanged") > 0);
    }

    [Theory]
    [InlineData("bank.ofx", "holiday.jpg", "ofx")]
    [InlineData("fhir-bundle.json", "fhir.csv", "fhir")]
    [InlineData("bluebutton-va.txt", "no extension", "bluebutton")]
    [InlineData("linky-index.csv", "été 2025 (1).PDF", "linky")]
    public async Task A_file_is_recognised_from_its_content_whatever_its_name(string sample, string name, string plugin)
    {
        var run = await one.Owner.ImportAsync(name, MadeFiles.Own(sample));
        Assert.Equal(("Done", plugin, name), (run.Outcome(), run.Text("plugin"), run.Text("fileName")));
    }

    [Fact]
    public async Task The_members_of_a_zip_go_to_their_readers()
    {
        var person = await one.NewcomerAsync();
        var zip = MadeFiles.Zip([.. new[] { "bank.ofx", "bluebutton-cms.txt", "fhir-bundle.json", "linky-index.csv" }.Select(name => ("export/" + name, MadeFiles.Own(name))), ("export/letter.txt", MadeFiles.Utf8("Dear customer"))]);
        var run = await person.ImportAsync("all.zip", zip);

        Assert.Equal("partial", run.State());
        var parts = new List<JsonElement>();
        foreach (var part in run.GetProperty("parts").EnumerateArray())
        {
            parts.Add(await person.GetAsync("/api/runs/" + part.GetString()));
        }

        Assert.Equal(["ofx", "bluebutton", "fhir", "linky", null], parts.Select(part => part.Text("plugin")));
        Assert.Equal(["Done", "Done", "Done", "Done", "NotUnderstood"], parts.Select(part => part.Outcome()));
        Assert.Equal(run.Count("read"), parts.Sum(part => part.Count("read")));
        run.AssertAddsUp();
        Assert.Equal(12, (await person.AllAsync("bank.operation")).Count);
        Assert.Equal("letter.txt", Assert.Single(await person.AllAsync("document.file")).GetProperty("data").Text("name"));
        (await person.ImportAsync("again.zip", zip)).AssertChangedNothing();
    }

    [Fact]
    public async Task A_spreadsheet_goes_to_its_reader_though_it_is_a_zip_and_also_from_within_one()
    {
        var person = await one.NewcomerAsync();
        var sheet = await File.ReadAllBytesAsync(Path.Combine(Samples.Repository, "plugins", "gas-fr", "samples", "weekly.xlsx"));
        var run = await person.ImportAsync("gas.xlsx", sheet);

        Assert.Equal(("Done", "gas-fr"), (run.Outcome(), run.Text("plugin")));
        Assert.Equal(3, (await person.AllAsync("energy.consumption")).Count);
        (await person.ImportAsync("mail.zip", MadeFiles.Zip([("gas.xlsx", sheet)]))).AssertChangedNothing();
    }

    [Fact]
    public async Task A_file_that_nobody_reads_is_kept_and_comes_back_as_it_was()
    {
        var person = await one.NewcomerAsync();
        byte[] content = [.. Enumerable.Range(0, 100_000).Select(n => (byte)(n * 7919 >> 3))];
        var run = await person.ImportAsync("contract.html", content);
        Assert.Equal(("partial", "NotUnderstood"), (run.State(), run.Outcome()));

        var document = Assert.Single(await person.AllAsync("document.file")).GetProperty("data");
        using var answer = await person.Api.GetAsync("/api/files/" + document.Text("hash"));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(content, await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_preview_says_what_would_happen_and_writes_nothing()
    {
        var person = await one.NewcomerAsync();
        var before = await StateOfAsync();
        var preview = await person.PreviewAsync("bank.ofx", MadeFiles.Own("bank.ofx"));
        Assert.Equal(("succeeded", "Done"), (preview.State(), preview.Outcome()));
        Assert.Equal("13 0 0 0 0", preview.Told());
        var seen = preview.GetProperty("preview").GetProperty("types").EnumerateArray().Single(type => type.Text("type") == "bank.operation");
        Assert.Equal(("2025-10-01", "2025-10-28", 12), (seen.Text("first"), seen.Text("last"), seen.GetProperty("count").GetInt32()));
        Assert.Equal(before, await StateOfAsync());

        await person.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"));
        Assert.Equal("0 0 13 0 0", (await person.PreviewAsync("bank.ofx", MadeFiles.Own("bank.ofx"))).Told());

        async Task<string> StateOfAsync() =>
            $"{(await person.GetAsync("/api/changes?since=0")).GetRawText()} {(await person.GetAsync("/api/files")).GetRawText()} {(await person.GetAsync("/api/sources")).GetRawText()}";
    }

    [Fact]
    public async Task A_deleted_record_is_withheld_until_it_is_taken_back()
    {
        var person = await one.NewcomerAsync();
        await person.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"));
        var address = $"/api/records/bank.operation/{(await person.AllAsync("bank.operation"))[3].Id()}";
        (await person.Api.DeleteAsync(address)).EnsureSuccessStatusCode();
        Assert.Equal("0 0 12 1 0", (await person.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"))).Told());
        Assert.Equal(11, (await person.AllAsync("bank.operation")).Count);
        (await person.Api.PostAsync(address + "/restore", null)).EnsureSuccessStatusCode();
        Assert.Equal("0 0 13 0 0", (await person.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"))).Told());
    }

    [Fact]
    public async Task The_command_line_imports_beside_the_running_server()
    {
        var person = await one.NewcomerAsync();
        var file = Path.Combine(one.Surroundings, "curve.csv");
        await File.WriteAllBytesAsync(file, MadeFiles.LoadCurve(20_000));
        var verb = one.Hub.RunAsync("import", "--user", person.Name, file, "--json");
        var beside = await person.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"));
        var same = await person.ImportAsync("curve.csv", MadeFiles.LoadCurve(20_000));
        var told = await verb;
        File.Delete(file);

        Assert.True(told.ExitCode == 0, told.Errors);
        var run = JsonElement.Parse(told.Output);
        Assert.Equal("13 0 0 0 0", beside.Told());
        run.AssertAddsUp();
        same.AssertAddsUp();
        Assert.Equal((20_000, 20_000), (run.Count("created") + same.Count("created"), run.Count("unchanged") + same.Count("unchanged")));
        Assert.Equal(MadeFiles.Kilowatthours(20_000), await person.SumAsync("energy.consumption", "/energy"));
        Assert.Equal("Done", (await person.GetAsync("/api/runs/" + run.Id())).Outcome());
    }
}
