using System.Text;
using System.Text.Json;
using Hub.Plugins.GasFr;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.GasFr;

public sealed class GasFrConnectorTests
{
    private const string Type = "energy.consumption";

    [Fact]
    public async Task A_table_by_day_gives_gas_days_with_energy_and_volume_as_written()
    {
        var import = await DoneAsync(Sheets.Grdf(Sheets.Daily, ["30/03/2024", "#1000", "#1004", "#4", "#45", "#11.25", "", "Mesuré"], ["31/03/2024", "", "", "#1", "#12", "", "", "Absence de Données"], ["01/04/2024", "", "", "", "", "", "", "Absence de Données"]));

        Assert.Equal(
            [
                """{"usagePoint":"99999999999999","commodity":"gas","direction":"delivered","series":"daily","start":"2024-03-30T06:00:00\u002B01:00","duration":82800,"energy":45,"volume":4,"conversion":11.25,"quality":"measured"}""",
                """{"usagePoint":"99999999999999","commodity":"gas","direction":"delivered","series":"daily","start":"2024-03-31T06:00:00\u002B02:00","duration":86400,"energy":12,"volume":1,"quality":"estimated"}""",
            ],
            import.All(Type).Select(reading => reading.GetRawText()));
        Assert.Empty(import.Context.Rejected);
    }

    [Fact]
    public async Task A_table_by_week_gives_the_days_of_its_ranges_but_not_a_week_that_was_not_over()
    {
        var import = await DoneAsync(Sheets.Grdf(Sheets.Periods, ["Du 28/03/2024 au 31/03/2024", "#20.300000000000001", "#228"], ["Du 08/04/2024 au 14/04/2024", "#20,7", "#232.5"], ["Du 15/04/2024 au 21/04/2024", "#5", "#57"]));

        Assert.Equal([("2024-03-28T06:00:00+01:00", (4 * 86400) - 3600, "index"), ("2024-04-08T06:00:00+02:00", 7 * 86400, "index")], import.All(Type).Select(Told));
        Assert.Equal(["20.3", "20.7"], import.All(Type).Select(reading => reading.GetProperty("volume").GetRawText()));
        Assert.Contains("not over", Assert.Single(import.Context.Rejected).Reason.En);
    }

    [Fact]
    public async Task Of_a_table_by_month_the_first_and_the_last_may_be_partial()
    {
        var import = await DoneAsync(Sheets.Grdf(Sheets.Periods, ["Janvier 2024", "#1", "#11"], ["Février 2024", "#2", "#22"], ["Mars 2024", "#3", "#33"], ["Avril 2024", "#4", "#44"], ["Les données sont indicatives."]));

        Assert.Equal([("2024-02-01T06:00:00+01:00", 29 * 86400, "index"), ("2024-03-01T06:00:00+01:00", (31 * 86400) - 3600, "index")], import.All(Type).Select(Told));
        Assert.Equal(["row 5", "row 8"], import.Context.Rejected.Select(item => item.Origin.At));
    }

    [Fact]
    public async Task Days_that_a_spreadsheet_counts_are_days_too()
    {
        var import = await DoneAsync(Sheets.Grdf(Sheets.Daily, ["#45381", "", "", "#4", "#45"]));

        Assert.Equal("2024-03-30T06:00:00+01:00", Told(Assert.Single(import.All(Type))).Start);
    }

    [Fact]
    public async Task Beginning_and_end_may_have_a_column_each_and_published_readings_are_their_own_series()
    {
        var sheet = Sheets.Sheet([["Données publiées"], ["", "N° PCE : GI123456"], ["Date de début", "Date de fin", "Volume consommé (m3)", "Energie consommée (kWh)"], ["10/10/2023", "09/04/2024", "#277", "#3081"]]);
        var import = await DoneAsync(Sheets.Zip(("xl/worksheets/sheet1.xml", sheet)));

        Assert.Equal(("2023-10-10T06:00:00+02:00", 182 * 86400, "billed"), Told(Assert.Single(import.All(Type))));
        Assert.Equal("GI123456", import.All(Type)[0].GetProperty("usagePoint").GetString());
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_rejected_and_its_neighbours_kept()
    {
        var import = await DoneAsync(Sheets.Grdf(Sheets.Daily, ["31/02/2024", "", "", "#1", "#11"], ["01/03/2024", "", "", "#1", "beaucoup"], ["02/03/2024", "", "", "#1"], ["03/03/2024", "", "", "un", "#11"], ["04/03/2024", "", "", "#1", "#11"]));

        Assert.Equal(["row 5", "row 6", "row 7", "row 8"], import.Context.Rejected.Select(item => item.Origin.At));
        Assert.Single(import.All(Type));
    }

    [Theory]
    [InlineData("2024-01-15T06:00:00+00:00", "2024-01-16T06:00:00+00:00", "2024-01-15T06:00:00+01:00", 86400)]
    [InlineData("2024-07-15T06:00:00+00:00", "2024-07-16T06:00:00+00:00", "2024-07-15T06:00:00+02:00", 86400)]
    [InlineData("2024-07-15T06:00:00Z", "2024-07-16T06:00:00Z", "2024-07-15T06:00:00+02:00", 86400)]
    [InlineData("2024-07-15T04:00:00+00:00", "2024-07-16T04:00:00+00:00", "2024-07-15T06:00:00+02:00", 86400)]
    [InlineData("2024-03-30T06:00:00+01:00", "2024-03-31T06:00:00+02:00", "2024-03-30T06:00:00+01:00", 82800)]
    [InlineData("2024-10-26", "2024-10-27", "2024-10-26T06:00:00+02:00", 90000)]
    public async Task Six_o_clock_is_six_in_France_whatever_the_service_writes_behind_it(string from, string to, string start, int duration)
    {
        var import = await DoneAsync($$$"""{"99999999999999":{"releves":[{"dateDebutReleve":"{{{from}}}","dateFinReleve":"{{{to}}}","energieConsomme":5,"natureReleve":"Informative Journalier"}]}}""");

        Assert.Equal((start, duration, "daily"), Told(Assert.Single(import.All(Type))));
    }

    [Theory]
    [InlineData("""[{"journeeGaziere":"2024-01-01","energieConsomme":5,"volumeBrutConsomme":1,"natureReleve":"Informative Journalier"}]""", null)]
    [InlineData("""{"idPce":"GI123456","releves":[{"journeeGaziere":"2024-01-01","energieConsomme":5,"volumeBrutConsomme":1}]}""", "GI123456")]
    [InlineData("""{"GI123456":{"releves":[{"journeeGaziere":"2024-01-01","energieConsomme":"5","volumeBrutConsomme":1}]}}""", "GI123456")]
    [InlineData("""{"pce":{"id_pce":"GI123456"},"releve_debut":{"a":{"b":{"c":null}}},"consommation":{"journee_gaziere":"2024-01-01","energie":5,"volume_brut":1,"type_conso":"Informative Journalier"}}""", "GI123456")]
    [InlineData("""[{"pce":{"id_pce":"GI123456"},"consommation":{"date_debut_consommation":"2024-01-01","date_fin_consommation":"2024-01-02","energie":5,"volume_brut":1}}]""", "GI123456")]
    public async Task Answers_come_in_several_wrappings(string json, string? pce)
    {
        var import = await Import.Of(new GasFrConnector(), json, ("meter", " 42 "));

        SharedTypes.Accept(import);
        var reading = Assert.Single(import.All(Type));
        Assert.Equal((pce ?? "42", "daily", "5", "1"), (reading.GetProperty("usagePoint").GetString(), reading.GetProperty("series").GetString(), reading.GetProperty("energy").GetRawText(), reading.GetProperty("volume").GetRawText()));
    }

    [Fact]
    public async Task Published_and_informative_readings_of_one_file_are_two_series_and_injected_gas_another_direction()
    {
        static string Line(string kind, string sense) => $$$"""{"pce":{"id_pce":"1"},"consommation":{"date_debut_consommation":"2024-01-01T06:00:00+01:00","date_fin_consommation":"2024-01-02T06:00:00+01:00","energie":5,"type_conso":"{{{kind}}}","sens_flux_gaz":"{{{sense}}}","type_qualif_conso":"Corrigé"}}""" + "\n";
        var import = await DoneAsync(Line("Publiée", "Consommation") + Line("Informative Journalier", "Consommation") + Line("Informative Journalier", "Injection"));

        Assert.Equal([("billed", "delivered"), ("daily", "delivered"), ("daily", "received")], import.All(Type).Select(reading => (reading.GetProperty("series").GetString(), reading.GetProperty("direction").GetString())));
        Assert.All(import.All(Type), reading => Assert.Equal("corrected", reading.GetProperty("quality").GetString()));
        SharedTypes.AcceptDistinct(import);
    }

    [Fact]
    public async Task A_file_that_names_no_meter_asks_once()
    {
        const string Text = """[{"journeeGaziere":"2024-01-01","energieConsomme":5},{"journeeGaziere":"2024-01-02","energieConsomme":6}]""";

        Assert.IsType<QuestionException>((await Import.Of(new GasFrConnector(), Text)).Ended);
        Assert.Equal(2, (await Import.Of(new GasFrConnector(), Text, ("meter", "1"))).All(Type).Count);
    }

    [Theory]
    [InlineData("informatives.json", 3, 1)]
    [InlineData("adict.ndjson", 2, 0)]
    [InlineData("weekly.xlsx", 3, 1)]
    public async Task The_samples_that_come_with_it_are_read(string name, int saved, int rejected)
    {
        var import = await Import.Of(new GasFrConnector(), TestFile.FromDisk(Path.Combine(Samples.Repository, "plugins", "gas-fr", "samples", name)));

        SharedTypes.AcceptDistinct(import);
        Assert.Equal((Outcome.Done, saved, rejected), (import.Outcome, import.Context.Saved.Count, import.Context.Rejected.Count));
    }

    private static Task<Import> DoneAsync(string json) => DoneAsync(new TestFile("x.json", Encoding.UTF8.GetBytes(json)));

    private static async Task<Import> DoneAsync(TestFile file)
    {
        var import = await Import.Of(new GasFrConnector(), file);
        Assert.Equal(Outcome.Done, import.Outcome);
        SharedTypes.Accept(import);
        return import;
    }

    private static (string Start, int Duration, string Series) Told(JsonElement reading) => (reading.GetProperty("start").GetString()!, reading.GetProperty("duration").GetInt32(), reading.GetProperty("series").GetString()!);
}
