using System.Text;
using System.Text.Json;
using Hub.Plugins.Ccda;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.Ccda;

public sealed class CcdaConnectorTests
{
    private const string Patient = "<recordTarget><patientRole><id root=\"1.2\" extension=\"p-1\"/><patient><name><given>Camille</given><family>Exemple</family></name></patient></patientRole></recordTarget>";

    [Theory]
    [InlineData("<value xsi:type=\"PQ\" value=\"5.10\" unit=\"mmol/L\"/>", "5.10", null, "mmol/L")]
    [InlineData("<value xsi:type=\"PQ\" value=\"7\" unit=\"1\"/>", "7", null, null)]
    [InlineData("<value xsi:type=\"INT\" value=\"-3\"/>", "-3", null, null)]
    [InlineData("<value xsi:type=\"PQ\" value=\"ten\" unit=\"mg\"/>", null, "ten mg", null)]
    [InlineData("<value xsi:type=\"PQ\" nullFlavor=\"OTH\"><translation value=\"152\"><originalText>THOUS/MCL</originalText></translation></value>", "152", null, "THOUS/MCL")]
    [InlineData("<value xsi:type=\"IVL_PQ\"><high value=\"5\" unit=\"mg/dL\" inclusive=\"false\"/></value>", null, "< 5 mg/dL", null)]
    [InlineData("<value xsi:type=\"IVL_PQ\"><low value=\"5\" unit=\"mg/dL\"/></value>", null, "≥ 5 mg/dL", null)]
    [InlineData("<value xsi:type=\"IVL_PQ\"><low value=\"1\"/><high value=\"2\"/></value>", null, "1 – 2", null)]
    [InlineData("<value xsi:type=\"RTO_PQ_PQ\"><numerator value=\"1\"/><denominator value=\"128\"/></value>", null, "1 / 128", null)]
    [InlineData("<value xsi:type=\"CD\" code=\"8517006\" codeSystem=\"2.16.840.1.113883.6.96\" displayName=\"Former smoker\"/>", null, "Former smoker", null)]
    [InlineData("<value xsi:type=\"CD\" nullFlavor=\"OTH\"><originalText><reference value=\"#t1\"/></originalText></value>", null, "told in words", null)]
    [InlineData("<value xsi:type=\"ST\"> as  it\n stands </value>", null, "as it stands", null)]
    [InlineData("<value xsi:type=\"ED\"><reference value=\"#t1\"/></value>", null, "told in words", null)]
    [InlineData("<value xsi:type=\"TS\" value=\"20240131\"/>", null, "2024-01-31", null)]
    [InlineData("<value xsi:type=\"BL\" value=\"true\"/>", null, "true", null)]
    [InlineData("<value xsi:type=\"PQ\" nullFlavor=\"UNK\"/>", null, null, null)]
    [InlineData("<value xsi:type=\"PQ\" nullFlavor=\"TRC\"/>", null, "trace", null)]
    public async Task Every_kind_of_value_is_kept_as_what_it_is(string value, string? number, string? text, string? unit)
    {
        var import = await Import.Of(new CcdaConnector(), Of(Section("30954-2", Observation($"<code code=\"1\" codeSystem=\"2.16.840.1.113883.6.1\" displayName=\"Test\"/>{value}"), "<content ID=\"t1\">told in words</content>")));

        SharedTypes.AcceptDistinct(import);
        var one = Assert.Single(import.All("health.observation"));
        Assert.Equal((number, text, unit), (one.TryGetProperty("value", out var told) ? told.GetRawText() : null, Text(one, "valueText"), Text(one, "unit")));
    }

    [Theory]
    [InlineData("2012", "2012")]
    [InlineData("201208", "2012-08")]
    [InlineData("20120806", "2012-08-06")]
    [InlineData("201208061000-0500", "2012-08-06T10:00:00-05:00")]
    [InlineData("20120806100030.123+0100", "2012-08-06T10:00:30+01:00")]
    [InlineData("201208061000", "2012-08-06T10:00:00+02:00")] // no offset: the person's zone
    [InlineData("2012080610", "2012-08-06T10:00:00+02:00")]
    [InlineData("201208069999", "2012-08-06")]
    [InlineData("20121399", null)]
    [InlineData("yesterday", null)]
    public async Task Times_are_read_as_far_as_they_go(string written, string? read)
    {
        var import = await Import.Of(new CcdaConnector(), Of(Section("8716-3", Observation($"<code code=\"1\" displayName=\"Test\"/><effectiveTime value=\"{written}\"/><value xsi:type=\"PQ\" value=\"1\"/>"))));

        SharedTypes.AcceptDistinct(import);
        Assert.Equal(read, Text(Assert.Single(import.All("health.observation")), "effective"));
    }

    [Fact]
    public async Task A_prefix_before_every_name_and_no_namespace_at_all_are_read_alike()
    {
        var plain = Of(Section("8716-3", Observation("<code code=\"1\" displayName=\"Test\"/>")));
        var prefixed = System.Text.RegularExpressions.Regex.Replace(plain.Replace(" xmlns=", " xmlns:cda=", StringComparison.Ordinal), "<(?<end>/?)(?<letter>[A-Za-z])", "<${end}cda:${letter}", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
        var bare = plain.Replace(" xmlns=\"urn:hl7-org:v3\"", "", StringComparison.Ordinal);

        Assert.Equal(Told(await Import.Of(new CcdaConnector(), plain)), Told(await Import.Of(new CcdaConnector(), prefixed)));
        Assert.Equal(Told(await Import.Of(new CcdaConnector(), plain)), Told(await Import.Of(new CcdaConnector(), bare)));
    }

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("iso-8859-1")]
    [InlineData("utf-16")]
    [InlineData("utf-8")]
    public async Task A_document_is_read_in_the_encoding_that_it_declares(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes($"<?xml version=\"1.0\" encoding=\"{name}\"?>" + Of(Section("8716-3", Observation("<code code=\"1\" displayName=\"Température\"/>"))))];

        Assert.Equal("Température", Text(Assert.Single((await Import.Of(new CcdaConnector(), new TestFile("x.xml", bytes))).All("health.observation")), "display"));
    }

    [Fact]
    public async Task A_PDF_within_the_document_is_told_with_its_size()
    {
        var import = await Import.Of(new CcdaConnector(), Body($"<text mediaType=\"application/pdf\" representation=\"B64\">\n{Convert.ToBase64String(new byte[100_001], Base64FormattingOptions.InsertLineBreaks)}\n</text>"));

        Assert.Equal(Outcome.Done, import.Outcome);
        SharedTypes.AcceptDistinct(import);
        var document = Assert.Single(import.All("health.document"));
        Assert.Equal("""[{"contentType":"application/pdf","size":100001}]""", document.GetProperty("attachments").GetRawText());
        Assert.False(document.TryGetProperty("text", out _));
    }

    [Theory]
    [InlineData("<text mediaType=\"text/plain\" representation=\"B64\">QWxsIGlzIHdlbGwu</text>", "All is well.")]
    [InlineData("<text mediaType=\"text/plain\">All is well.</text>", "All is well.")]
    [InlineData("<text>All is well.</text>", "All is well.")]
    [InlineData("<text mediaType=\"text/plain\" representation=\"B64\">!!!!</text>", null)]
    [InlineData("<text mediaType=\"application/pdf\"><reference value=\"letter.pdf\"/></text>", null)]
    public async Task Text_within_the_document_is_read(string body, string? text)
    {
        var import = await Import.Of(new CcdaConnector(), Body(body));

        SharedTypes.AcceptDistinct(import);
        Assert.Equal(text, Text(Assert.Single(import.All("health.document")), "text"));
        Assert.Equal(Outcome.Done, import.Outcome);
    }

    [Fact]
    public async Task The_same_number_with_other_words_identifies_nothing()
    {
        static string One(string id, string day) => Observation($"<id root=\"{id}\"/><code code=\"8302-2\" displayName=\"Height\"/><effectiveTime value=\"{day}\"/>");
        var import = await Import.Of(new CcdaConnector(), Of(Section("8716-3", One("9.9", "20240101") + "</entry><entry>" + One("9.9", "20240102") + "</entry><entry>" + One("9.8", "20240103"))));

        SharedTypes.AcceptDistinct(import);
        Assert.Equal([null, null, "9.8"], import.All("health.observation").Select(one => Text(one, "reference")));
    }

    [Theory]
    [InlineData("", Outcome.NotMyFile)]
    [InlineData("hello", Outcome.NotMyFile)]
    [InlineData("<html><body/></html>", Outcome.NotMyFile)]
    [InlineData("<ClinicalDocument xmlns=\"urn:other\"/>", Outcome.NotMyFile)]
    [InlineData("<!DOCTYPE ClinicalDocument><ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>", Outcome.NotMyFile)]
    [InlineData("<!DOCTYPE ClinicalDocument [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>&x;</title></ClinicalDocument>", Outcome.NotMyFile)]
    [InlineData("<section xmlns=\"urn:hl7-org:v3\"/>", Outcome.NotMyFile)]
    [InlineData("<ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>", Outcome.ActionNeededAtHolder)]
    [InlineData("<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>x", Outcome.Truncated)]
    [InlineData("<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>&x;</title></ClinicalDocument>", Outcome.Truncated)]
    [InlineData("<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><nobody:knows/></ClinicalDocument>", Outcome.Truncated)]
    public async Task Other_files_and_damaged_ones_are_told_apart(string text, Outcome outcome)
    {
        var import = await Import.Of(new CcdaConnector(), text);

        Assert.Equal(outcome, import.Outcome);
        Assert.Empty(import.Context.Saved);
    }

    [Theory]
    [InlineData("act")]
    [InlineData("text")]
    [InlineData("component")]
    [InlineData("section")]
    public async Task What_nests_without_end_is_refused(string name)
    {
        var deep = string.Concat(Enumerable.Repeat(name is "section" ? "<component><section>" : $"<{name}>", 100_000));
        var around = name is "act" ? "<entry>" : "";

        Assert.Equal(Outcome.LimitExceeded, (await Import.Of(new CcdaConnector(), $"<ClinicalDocument xmlns=\"urn:hl7-org:v3\">{Patient}<component><structuredBody><component><section>{around}{deep}")).Outcome);
    }

    [Fact]
    public async Task An_entry_that_is_too_large_is_set_aside_and_its_neighbours_are_kept()
    {
        var import = await Import.Of(new CcdaConnector(), Of(Section("8716-3", Observation($"<code code=\"1\" displayName=\"Test\"/><text>{new string('x', 5_000_000)}</text>") + "</entry><entry>" + Observation("<code code=\"2\" displayName=\"Next\"/>"))));

        Assert.Equal(("section 1, entry 1", Outcome.Done), (Assert.Single(import.Context.Rejected).Origin.At, import.Outcome));
        Assert.Equal("Next", Text(Assert.Single(import.All("health.observation")), "display"));
    }

    [Fact]
    public async Task Texts_of_any_length_fit_their_fields()
    {
        var lots = string.Concat(Enumerable.Repeat("é💉\"<", 300_000)).Replace("<", "&lt;", StringComparison.Ordinal);
        var import = await Import.Of(new CcdaConnector(), Of(Section("11450-4", Observation($"<value xsi:type=\"CD\" code=\"{new string('9', 5000)}\" displayName=\"{new string('é', 100_000)}\"/>"), $"<paragraph>{lots}</paragraph>")));

        SharedTypes.AcceptDistinct(import);
        Assert.Empty(import.Context.Rejected);
        Assert.Equal(2000, Text(Assert.Single(import.All("health.condition")), "display")!.Length);
    }

    [Fact]
    public async Task Naughty_strings_come_through_unchanged()
    {
        using var text = new StreamReader(Samples.Get("hostile-text/minimaxir_big-list-of-naughty-strings/blns.json").Open());
        var strings = JsonElement.Parse(await text.ReadToEndAsync()).EnumerateArray().Select(one => one.GetString()!).Where(one => one.Trim() == one && one.Length is > 0 and < 2000 && one.All(System.Xml.XmlConvert.IsXmlChar)).ToList();
        Assert.True(strings.Count > 300);

        var entries = string.Join("</entry><entry>", strings.Select(one => Observation($"<code code=\"1\" displayName=\"{System.Security.SecurityElement.Escape(one)}\"/>")));
        var import = await Import.Of(new CcdaConnector(), Of(Section("8716-3", entries)));

        SharedTypes.AcceptDistinct(import);
        Assert.Equal(strings, import.All("health.observation").Select(one => Text(one, "display")));
    }

    [Fact]
    public async Task A_planned_visit_is_planned_and_a_goal_is_a_document()
    {
        var import = await Import.Of(new CcdaConnector(), Of(Section("18776-5",
            "<encounter classCode=\"ENC\" moodCode=\"INT\"><code code=\"1\" displayName=\"Check-up\"/><effectiveTime value=\"20270101\"/></encounter></entry><entry>"
            + "<observation classCode=\"OBS\" moodCode=\"GOL\"><code code=\"2\" displayName=\"Weight\"/><value xsi:type=\"PQ\" value=\"70\" unit=\"kg\"/></observation>")));

        SharedTypes.AcceptDistinct(import);
        Assert.Equal("planned", Text(Assert.Single(import.All("health.encounter")), "status"));
        Assert.Equal(("Goal", "70 kg"), (Text(import.All("health.document")[0], "kind"), Text(import.All("health.document")[0], "conclusion")));
    }

    private static string Observation(string within) => $"<observation classCode=\"OBS\" moodCode=\"EVN\">{within}</observation>";

    private static string Section(string code, string entry, string text = "") => $"<section><code code=\"{code}\"/><title>A section</title><text>{text}</text><entry>{entry}</entry></section>";

    private static string Of(string section) =>
        $"<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><id root=\"1.3\"/><title>A document</title><effectiveTime value=\"20260101\"/>{Patient}<component><structuredBody><component>{section}</component></structuredBody></component></ClinicalDocument>";

    private static string Body(string text) => $"<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><id root=\"1.3\"/><title>A letter</title>{Patient}<component><nonXMLBody>{text}</nonXMLBody></component></ClinicalDocument>";

    private static List<string> Told(Import import) => [.. import.Context.Saved.Select(saved => $"{saved.Type} {saved.Origin.At} {saved.Data.GetRawText()}")];

    private static string? Text(JsonElement record, string field) => record.TryGetProperty(field, out var value) ? value.GetString() : null;
}
