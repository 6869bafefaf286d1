using System.IO.Compression;
using System.Text;
using Hub.Plugins.GasFr;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.GasFr;

/// <summary>Spreadsheets and answers that attack, break off or are something else.</summary>
public sealed class GasFrHostileTests
{
    private const string Type = "energy.consumption", Sheet = "xl/worksheets/sheet1.xml";

    [Theory]
    [InlineData(Sheet)]
    [InlineData("xl/sharedStrings.xml")]
    public async Task A_spreadsheet_that_inflates_without_end_is_refused(string part)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var bomb = zip.CreateEntry(part, CompressionLevel.Optimal).Open();
            bomb.Write("<a xmlns=\"x\"><sheetData>"u8);
            var zeros = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<row/>", 200_000)));
            for (var i = 0; i < 60; i++)
            {
                bomb.Write(zeros);
            }
        }

        Assert.InRange(bytes.Length, 0, 1024 * 1024);
        Assert.Equal(Outcome.LimitExceeded, (await Import.Of(new GasFrConnector(), new TestFile("bomb.xlsx", bytes.ToArray()))).Outcome);
    }

    [Fact]
    public async Task A_list_of_ten_thousand_parts_is_refused() =>
        Assert.Equal(Outcome.LimitExceeded, (await Import.Of(new GasFrConnector(), Sheets.Zip([.. Enumerable.Range(0, 10_001).Select(i => ($"xl/{i}", ""))]))).Outcome);

    [Theory]
    [InlineData("""<!DOCTYPE a [<!ENTITY b "1">]><worksheet>&b;</worksheet>""")]
    [InlineData("""<!DOCTYPE a SYSTEM "file:///etc/passwd"><worksheet/>""")]
    [InlineData("<worksheet><sheetData><row>")]
    [InlineData("")]
    public async Task A_part_that_is_no_plain_document_is_not_mine(string part) => Assert.Equal(Outcome.NotMyFile, (await Import.Of(new GasFrConnector(), Sheets.Zip((Sheet, part)))).Outcome);

    [Fact]
    public async Task Nesting_without_end_is_refused() =>
        Assert.Equal(Outcome.LimitExceeded, (await Import.Of(new GasFrConnector(), Sheets.Zip((Sheet, string.Concat(Enumerable.Repeat("<a>", 10_000)))))).Outcome);

    [Fact]
    public async Task A_table_that_breaks_off_keeps_its_complete_rows()
    {
        var whole = Sheets.Sheet([[Sheets.Title], ["", "N° PCE : 99999999999999"], Sheets.Daily, .. Enumerable.Range(1, 9).Select(day => new[] { $"0{day}/03/2024", "", "", "#1", $"#{day}" })]);

        var import = await Import.Of(new GasFrConnector(), Sheets.Zip((Sheet, whole[..^150])));

        Assert.Equal(Outcome.Truncated, import.Outcome);
        Assert.InRange(import.All(Type).Count, 5, 8);
        Assert.Contains($"{import.All(Type).Count} ", import.Ended!.Detail.En);
    }

    [Fact]
    public async Task A_spreadsheet_cut_anywhere_is_told_as_damaged()
    {
        using var content = Sheets.Grdf(Sheets.Daily, ["01/03/2024", "", "", "#1", "#11"]).Open();
        var whole = new byte[content.Length];
        content.ReadExactly(whole);
        for (var length = 4; length < whole.Length; length += 13)
        {
            var import = await Import.Of(new GasFrConnector(), new TestFile("cut.xlsx", whole[..length]));
            Assert.Equal((Outcome.Truncated, 0), (import.Outcome, import.Context.Saved.Count));
        }
    }

    [Theory]
    [InlineData("invalid-split.zip")]
    [InlineData("zip-aes-128.zip")]
    [InlineData("zip64-sample.zip")]
    [InlineData("path_traversal/tilde.zip")]
    [InlineData("path_traversal/jwilk/absolute1.zip")]
    [InlineData("path_traversal/jwilk/symlink.zip")]
    public async Task Archives_of_others_are_refused(string name)
    {
        var import = await Import.Of(new GasFrConnector(), Samples.Get("hostile-zip/rubyzip_rubyzip/" + name));

        Assert.Contains(import.Outcome, new[] { Outcome.NotMyFile, Outcome.NotUnderstood, Outcome.Truncated });
        Assert.Empty(import.Context.Saved);
    }

    [Theory]
    [InlineData("", Outcome.NotMyFile)]
    [InlineData("PK", Outcome.NotMyFile)]
    [InlineData("{}", Outcome.NotMyFile)]
    [InlineData("[1,2", Outcome.NotMyFile)]
    [InlineData("""{"usage_point_id":"1","interval_reading":[]}""", Outcome.NotMyFile)]
    [InlineData("Date;Energie\n01/01/2024;5\n", Outcome.NotMyFile)]
    [InlineData("""{"1":{"idPce":"1","releves":[]}}""", Outcome.ActionNeededAtHolder)]
    [InlineData("""{"pce":{"id_pce":"1"},"consommation":null,"statut_restitution":{"code":"1000008","message":"Aucune"}}""", Outcome.ActionNeededAtHolder)]
    [InlineData("""{"pce":{"id_pce":"1"},"consommation":{"energie":5""", Outcome.Truncated)]
    public async Task Refusals_and_other_files_are_told_apart(string text, Outcome outcome) => Assert.Equal(outcome, (await Import.Of(new GasFrConnector(), text)).Outcome);

    [Fact]
    public async Task A_hundred_thousand_brackets_and_a_string_without_end_are_refused()
    {
        Assert.Equal(Outcome.NotMyFile, (await Import.Of(new GasFrConnector(), new string('[', 100_000))).Outcome);
        Assert.Equal(Outcome.LimitExceeded, (await Import.Of(new GasFrConnector(), "{\"energieConsomme\":\"" + new string('a', 3_000_000))).Outcome);
    }

    [Fact]
    public async Task An_answer_cut_anywhere_keeps_its_complete_readings()
    {
        var whole = "{\"99999999999999\":{\"releves\":[" + string.Join(",\n", Enumerable.Range(10, 10).Select(day => $$"""{"journeeGaziere":"2024-01-{{day}}","energieConsomme":{{day}},"natureReleve":"Informative Journalier","qualificationReleve":"Mesuré"}""")) + "]}}";
        var complete = (await Import.Of(new GasFrConnector(), whole)).All(Type).ConvertAll(reading => reading.GetRawText());
        for (var length = 40; length < whole.Length; length += 7)
        {
            var import = await Import.Of(new GasFrConnector(), whole[..length]);

            Assert.Equal(complete.Take(import.Context.Saved.Count), import.All(Type).Select(reading => reading.GetRawText()));
            Assert.Contains(import.Outcome, length < 70 ? new[] { Outcome.Truncated, Outcome.NotMyFile } : [Outcome.Truncated]);
            Assert.Empty(import.Context.Rejected);
        }
    }
}
