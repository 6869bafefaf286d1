using System.Text;
using Hub.Plugins.Fhir;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.Fhir;

public sealed class FhirConnectorTests
{
    private const string Asthma = """{"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/p"},"code":{"text":"Asthma"},"onsetDateTime":"2008"}""";

    [Fact]
    public async Task Ndjson_is_read_line_by_line()
    {
        var import = await Read(Asthma + "\r\n" + Asthma.Replace("c1", "c2") + "\n");

        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Equal(2, import.All("health.condition").Count);
        SharedTypes.AcceptDistinct(import);
    }

    [Fact]
    public async Task A_reference_is_resolved_though_its_target_comes_later()
    {
        var import = await Read("""
            {"entry":[
              {"resource":{"resourceType":"Procedure","id":"1","code":{"text":"Suture"},"performer":[{"actor":{"reference":"urn:uuid:aaa"}}],"encounter":{"reference":"Encounter/e"}}},
              {"fullUrl":"urn:uuid:aaa","resource":{"resourceType":"Practitioner","id":"aaa","name":[{"family":"Modèle","given":["Alex"],"prefix":["Dr"]}]}},
              {"fullUrl":"https://h.example/fhir/Encounter/e","resource":{"resourceType":"Encounter","id":"e","type":[{"text":"Emergency visit"}]}}
            ],"type":"collection","resourceType":"Bundle"}
            """);

        var procedure = Assert.Single(import.All("health.procedure"));
        Assert.Equal("Dr Alex Modèle", procedure.GetProperty("performer").GetString());
        Assert.Equal("Emergency visit", procedure.GetProperty("encounter").GetString());
        Assert.Equal("e", procedure.GetProperty("encounterId").GetString());
    }

    [Fact]
    public async Task One_bad_resource_never_drops_its_neighbours()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string('}', 100_000);
        string[] bad = [deep, "null", "{\"resource\":{\"resourceType\":\"Condition\",\"code\":NaN}}", "{}", "{\"resource\":{\"resourceType\":\"Condition\",\"id\":\"x\"}}",
            "{\"resource\":{\"resourceType\":\"Condition\",\"code\":{\"text\":\"\\ud800\"}}}", "[1,2]"];
        foreach (var one in bad)
        {
            var import = await Read($$"""{"resourceType":"Bundle","entry":[{"resource":{{Asthma}}},{{one}},{"resource":{{Asthma.Replace("c1", "c2")}}}]}""");

            Assert.Equal(Outcome.Done, import.Outcome);
            Assert.Equal(2, import.All("health.condition").Count);
            Assert.Equal("/entry/1", Assert.Single(import.Context.Rejected).Origin.At);
        }
    }

    [Theory]
    [InlineData("{\"a\":", "}")]
    [InlineData("[", "]")]
    public async Task A_file_that_only_nests_is_refused(string open, string close)
    {
        var import = await Read(string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000)));

        Assert.Equal(Outcome.LimitExceeded, import.Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bonjour")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"entry\":[{\"content\":1}]}")]
    public async Task What_is_no_fhir_is_not_taken(string text)
    {
        var import = await Read(text);

        Assert.Equal(Outcome.NotMyFile, import.Outcome);
        Assert.Empty(import.Context.Saved);
    }

    [Fact]
    public async Task An_empty_answer_asks_for_another()
    {
        var import = await Read("""{"resourceType":"Bundle","type":"searchset","total":0}""");

        Assert.Equal(Outcome.ActionNeededAtHolder, import.Outcome);
    }

    [Fact]
    public async Task A_page_that_announces_the_next_says_so_and_is_kept()
    {
        var import = await Read($$"""{"resourceType":"Bundle","link":[{"relation":"next","url":"https://h.example/fhir?page=2"}],"entry":[{"resource":{{Asthma}}}]}""");

        Assert.Equal(Outcome.Truncated, import.Outcome);
        Assert.Equal("h.example", Assert.Single(import.All("health.condition")).GetProperty("holder").GetString());
    }

    [Fact]
    public async Task A_number_keeps_its_digits_and_a_comparator_makes_words()
    {
        var import = await Read("""
            {"resourceType":"Observation","id":"1","code":{"text":"TSH"},"valueQuantity":{"value":1.2300,"unit":"mIU/L"}}
            {"resourceType":"Observation","id":"2","code":{"text":"TSH"},"valueQuantity":{"value":0.01,"comparator":"<","unit":"mIU/L"}}
            """);

        var observations = import.All("health.observation");
        Assert.Equal("1.2300", observations[0].GetProperty("value").GetRawText());
        Assert.Equal("< 0.01 mIU/L", observations[1].GetProperty("valueText").GetString());
        Assert.False(observations[1].TryGetProperty("value", out _));
    }

    [Fact]
    public async Task A_claim_counts_once_when_its_explanation_of_benefit_is_there()
    {
        var import = await Read("""
            {"resourceType":"Claim","id":"k1","type":{"text":"pharmacy"},"total":{"value":10.50,"currency":"EUR"}}
            {"resourceType":"Claim","id":"k2","type":{"text":"pharmacy"},"total":{"value":20.00,"currency":"EUR"}}
            {"resourceType":"ExplanationOfBenefit","id":"e1","claim":{"reference":"Claim/k1"},"type":{"text":"pharmacy"},"payment":{"amount":{"value":7.35,"currency":"EUR"}}}
            """);

        Assert.Equal(2, import.All("health.claim").Count);
        Assert.Equal(7.35m, Assert.Single(import.All("health.claim"), claim => claim.TryGetProperty("amount", out _)).GetProperty("amount").GetDecimal());
        Assert.Equal(20.00m, Assert.Single(import.All("health.claim"), claim => claim.TryGetProperty("submitted", out _)).GetProperty("submitted").GetDecimal());
    }

    [Fact]
    public async Task Two_people_in_one_file_are_two_subjects()
    {
        var import = await Read(Asthma + "\n" + Asthma.Replace("Patient/p", "Patient/q") + "\n{\"resourceType\":\"Patient\",\"id\":\"q\",\"name\":[{\"text\":\"Sacha\"}]}");

        Assert.Equal(["p", "Sacha", "Sacha"], import.Context.Saved.Select(saved => saved.Origin.Subject));
    }

    [Fact]
    public async Task A_resource_without_a_type_of_its_own_becomes_a_document()
    {
        var import = await Read("""{"resourceType":"ServiceRequest","id":"s","status":"active","subject":{"reference":"Patient/p"},"code":{"text":"Physiotherapy"},"authoredOn":"2024-05-02"}""");

        var document = Assert.Single(import.All("health.document"));
        Assert.Equal("ServiceRequest Physiotherapy 2024-05-02", $"{document.GetProperty("kind")} {document.GetProperty("display")} {document.GetProperty("date")}");
        SharedTypes.AcceptDistinct(import);
    }

    [Fact]
    public async Task Equal_resources_without_an_id_are_told_apart()
    {
        var nameless = Asthma.Replace("\"id\":\"c1\",", "");
        var import = await Read(nameless + nameless);

        Assert.Equal([1, 2], import.All("health.condition").Select(one => one.GetProperty("occurrence").GetInt32()));
        SharedTypes.AcceptDistinct(import);
    }

    [Fact]
    public async Task An_encoding_with_a_byte_order_mark_is_read()
    {
        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            var import = await Import.Of(new FhirConnector(), new TestFile("a.json", [.. encoding.GetPreamble(), .. encoding.GetBytes(Asthma.Replace("Asthma", "Asthme sévère"))]));

            Assert.Equal("Asthme sévère", Assert.Single(import.All("health.condition")).GetProperty("display").GetString());
        }
    }

    [Fact]
    public async Task A_line_that_breaks_off_keeps_the_lines_before_it()
    {
        var import = await Read(Asthma + "\n" + Asthma[..40]);

        Assert.Equal(Outcome.Truncated, import.Outcome);
        Assert.Single(import.All("health.condition"));
    }

    private static Task<Import> Read(string text) => Import.Of(new FhirConnector(), text);
}
