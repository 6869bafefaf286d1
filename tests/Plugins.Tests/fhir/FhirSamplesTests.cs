using Hub.Plugins.Fhir;
using Hub.Sdk;

namespace Hub.Plugins.Tests.Fhir;

/// <summary>The counts and sums of the real samples, as their PROVENANCE.md states them.</summary>
public sealed class FhirSamplesTests
{
    private const string Synthea = "fhir/smart-on-fhir_generated-sample-data/";
    private const string Cms = "fhir/CMSgov_bluebutton-web-server/";
    private const string Chet = Synthea + "Chet_Hoeger_5c6db3d0-c0fc-4eb7-8eae-dbc7847be741.json";
    private const string Florencia = Synthea + "Florencia_Meléndez_6237cb1b-3c2d-4561-a0da-27281f8ddca7.json";
    private const string Floyd = Synthea + "Floyd_Connelly_66843218-a9f9-4f16-8347-bdc2a0d14265.json";

    [Theory]
    [InlineData(Chet, "condition 4, contact 2, document 3, encounter 7, immunization 8, medication 1, observation 50, procedure 1, claim 8")]
    [InlineData(Florencia, "condition 9, contact 6, document 5, encounter 27, immunization 9, medication 10, observation 41, procedure 47, claim 37")]
    [InlineData(Floyd, "condition 4, contact 2, document 16, encounter 7, immunization 6, medication 0, observation 94, procedure 1, claim 7")]
    public async Task Each_resource_becomes_a_record_of_its_type(string path, string counts)
    {
        var import = await Import.Of(new FhirConnector(), Samples.Get(path));

        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Empty(import.Context.Rejected);
        Assert.Single(import.All("person.profile"));
        string[] types = ["condition", "contact", "document", "encounter", "immunization", "medication", "observation", "procedure", "claim"];
        Assert.Equal(counts, string.Join(", ", types.Select(type => $"{type} {import.All(type == "contact" ? "contact.person" : "health." + type).Count}")));
        SharedTypes.AcceptDistinct(import);
    }

    [Theory]
    [InlineData(Chet, "1174.74")]
    [InlineData(Florencia, "145150.82")]
    [InlineData(Floyd, "1221.55")]
    public async Task What_was_reimbursed_sums_to_the_cent(string path, string sum)
    {
        var import = await Import.Of(new FhirConnector(), Samples.Get(path));

        var paid = import.All("health.claim").Where(claim => claim.TryGetProperty("amount", out _)).ToList();
        Assert.Equal(decimal.Parse(sum), decimal.Round(paid.Sum(claim => claim.GetProperty("amount").GetDecimal()), 2));
        Assert.All(paid, claim => Assert.Equal("USD", claim.GetProperty("currency").GetString()));
    }

    [Theory]
    [InlineData(Chet)]
    [InlineData(Florencia)]
    [InlineData(Floyd)]
    public async Task Every_reference_is_shown_by_its_name(string path)
    {
        var import = await Import.Of(new FhirConnector(), Samples.Get(path));

        Assert.DoesNotContain(import.Context.Saved, saved => saved.Data.EnumerateObject()
            .Any(field => field.Name is "encounter" or "performer" or "provider" or "serviceProvider" && (field.Value.GetString()!.Contains("urn:", StringComparison.Ordinal) || field.Value.GetString()!.StartsWith('#'))));
        Assert.All(import.All("health.claim").Where(claim => claim.TryGetProperty("provider", out _)), claim => Assert.DoesNotContain("-", claim.GetProperty("provider").GetString()));
    }

    [Fact]
    public async Task An_explanation_of_benefit_keeps_its_lines_and_the_digits_of_its_amounts()
    {
        var import = await Import.Of(new FhirConnector(), Samples.Get(Cms + "eob_read_in_pt_v2.json"));

        var claim = Assert.Single(import.All("health.claim"));
        Assert.Equal(11, claim.GetProperty("items").GetArrayLength());
        Assert.Equal("10000.0", claim.GetProperty("amount").GetRawText());
        SharedTypes.AcceptDistinct(import);
    }

    [Fact]
    public async Task A_carrier_line_tells_what_was_charged_admitted_and_paid()
    {
        var import = await Import.Of(new FhirConnector(), Samples.Get(Cms + "eob_read_carrier_v2.json"));

        var line = Assert.Single(Assert.Single(import.All("health.claim")).GetProperty("items").EnumerateArray().ToList());
        Assert.Equal("250.0 250.0 50.0 USD", $"{line.GetProperty("submitted")} {line.GetProperty("allowed")} {line.GetProperty("paid")} {line.GetProperty("currency")}");
    }

    [Theory]
    [InlineData("coverage_search_v2.json", "health.coverage", 4)]
    [InlineData("eob_search_v2.json", "health.claim", 10)]
    [InlineData("patient_read_v2.json", "person.profile", 1)]
    public async Task A_page_of_a_portal_is_read(string file, string type, int count)
    {
        var import = await Import.Of(new FhirConnector(), Samples.Get(Cms + file));

        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Empty(import.Context.Rejected);
        Assert.Equal(count, import.All(type).Count);
        SharedTypes.AcceptDistinct(import);
    }

    [Fact]
    public async Task An_error_message_of_the_holder_is_no_empty_success()
    {
        var import = await Import.Of(new FhirConnector(), Samples.Get(Cms + "resource_error_response.json"));

        Assert.Equal(Outcome.ActionNeededAtHolder, import.Outcome);
        Assert.Empty(import.Context.Saved);
    }

    [Fact]
    public async Task A_blood_pressure_keeps_both_figures()
    {
        var import = await Import.Of(new FhirConnector(), Samples.Get(Chet));

        var pressures = import.All("health.observation").Where(one => one.GetProperty("code").GetString() is "55284-4" or "85354-9").ToList();
        Assert.NotEmpty(pressures);
        Assert.All(pressures, one => Assert.Equal(2, one.GetProperty("components").GetArrayLength()));
    }

    [Fact]
    public async Task The_same_file_gives_the_same_records_again()
    {
        var first = await Import.Of(new FhirConnector(), Samples.Get(Florencia));
        var second = await Import.Of(new FhirConnector(), Samples.Get(Florencia));

        Assert.Equal(Told(first), Told(second));
    }

    [Fact]
    public async Task A_file_cut_anywhere_keeps_the_entries_before_the_cut()
    {
        var whole = Samples.Get(Chet);
        var bytes = new byte[whole.Length];
        whole.Open().ReadExactly(bytes);
        var all = Told(await Import.Of(new FhirConnector(), whole)).Select(Origin).ToList();
        for (var cut = 1; cut < bytes.Length - 8; cut += (bytes.Length / 60) + 7)
        {
            var import = await Import.Of(new FhirConnector(), new Sdk.Testing.TestFile("cut.json", bytes[..cut]));

            Assert.Equal(Outcome.Truncated, import.Outcome);
            Assert.Equal(all.Take(import.Context.Saved.Count).Where(one => !one.Contains("claim", StringComparison.Ordinal)), Told(import).Select(Origin).Where(one => !one.Contains("claim", StringComparison.Ordinal)).Take(all.Count));
        }
    }

    private static List<string> Told(Import import) => [.. import.Context.Saved.Select(saved => $"{saved.Type} {saved.Origin.At} {saved.Data.GetRawText()}")];

    private static string Origin(string told) => string.Join(' ', told.Split(' ').Take(2));
}
