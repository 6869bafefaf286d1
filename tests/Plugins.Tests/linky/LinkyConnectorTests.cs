using System.Text;
using Hub.Plugins.Linky;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.Linky;

public sealed class LinkyConnectorTests
{
    private const string Curve = "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite;Pas en minutes\n12345678901234;Courbe de charge;01/01/2024;02/01/2024;Energie active;Consommation;Comptage Brut;W;\nHorodate;Valeur\n";
    private const string Index = "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite\n12345678901234;Index;01/01/2024;09/01/2024;Energie active;Consommation;Comptage Brut;Wh\n";

    [Theory]
    [InlineData("00:30 01:00 01:30 02:30 03:30 04:30", "30 30 30 60 60 60")] // the step changes
    [InlineData("01:00 02:00 03:00 03:30 04:00", "60 60 60 30 30")]
    [InlineData("00:30 01:00 02:00 02:30 03:00", "30 30 30 30 30")] // a row is missing
    [InlineData("00:30 01:00 09:00 09:30 10:00", "30 30 30 30 30")] // many are
    [InlineData("00:10 00:20 00:30 00:45 01:00 01:15", "10 10 10 15 15 15")]
    [InlineData("04:00 03:30 03:00 02:30", "30 30 30 30")] // newest first
    [InlineData("00:30 01:00 02:00", "30 30 30")]
    public async Task The_step_is_worked_out_from_the_stamps(string stamps, string minutes)
    {
        var rows = stamps.Split(' ').Select(time => $"2024-01-01T{time}:00+01:00;600\n");

        var import = await Import.Of(new LinkyConnector(), Curve + string.Concat(rows));

        Assert.Equal(minutes, string.Join(' ', import.All("energy.consumption").Select(reading => reading.GetProperty("duration").GetInt32() / 60)));
    }

    [Theory]
    [InlineData("60", "1", "0.001")]
    [InlineData("30", "264", "0.132")]
    [InlineData("15", "1", "0.00025")]
    [InlineData("10", "1", "0.000166667")]
    [InlineData("10", "264,5", "0.044083333")]
    [InlineData("10", "600", "0.1")]
    public async Task Energy_is_exact_where_a_decimal_can_be(string step, string watts, string energy)
    {
        var text = Curve.Replace(";W;\n", $";W;{step}\n") + $"2024-01-01T01:00:00+01:00;{watts}\n";

        var reading = Assert.Single((await Import.Of(new LinkyConnector(), text)).All("energy.consumption"));

        Assert.Equal(energy, reading.GetProperty("energy").GetRawText());
    }

    [Fact]
    public async Task What_was_not_measured_is_not_zero_and_an_unreadable_row_is_rejected_with_its_line()
    {
        var import = await Import.Of(new LinkyConnector(), Curve + "2024-01-01T00:30:00+01:00;100;\n2024-01-01T01:00:00+01:00;\n2024-01-01T01:30:00+01:00;abc\nnonsense\n2024-01-01T02:00:00+01:00;-5\n2024-13-01T02:00:00+01:00;5\n2024-01-01T02:30:00+01:00;200\n");

        Assert.Equal(["0.05", "0.1"], Energies(import));
        Assert.Equal(["line 6", "line 7", "line 8", "line 9"], import.Context.Rejected.Select(item => item.Origin.At));
        Assert.Equal(Outcome.Done, import.Outcome);
    }

    [Fact]
    public async Task The_hour_that_comes_twice_is_two_even_without_offsets()
    {
        var import = await Import.Of(new LinkyConnector(), Curve + string.Concat("02:00 02:30 02:00 02:30 03:00".Split(' ').Select(time => $"2024-10-27 {time}:00;2\n")));

        Assert.Equal(
            ["2024-10-27T01:30:00+02:00", "2024-10-27T02:00:00+02:00", "2024-10-27T02:30:00+02:00", "2024-10-27T02:00:00+01:00", "2024-10-27T02:30:00+01:00"],
            import.All("energy.consumption").Select(reading => reading.GetProperty("start").GetString()));
    }

    [Theory]
    [InlineData("utf-8", true, "\n")]
    [InlineData("utf-8", false, "\r\n")]
    [InlineData("utf-16", true, "\r\n")]
    [InlineData("windows-1252", false, "\r\n")]
    public async Task Other_spellings_and_encodings_are_read(string name, bool mark, string lineEnd)
    {
        var text = "\"Identifiant PRM\";\"Type de données\";\"Grandeur métier\";\"Étape métier\";\"Unité\";\"Pas en minutes\"\n\"12345678901234\";\"Courbe de charge\";\"Énergie injectée\";\"Comptage corrigé\";\"kW\";\"30\"\n\n\"HORODATE\";\"Valeur\";;\n\"2024-01-01T00:30:00+01:00\";\"1,5\";;\n";
        var encoding = name == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(name)! : name == "utf-16" ? Encoding.Unicode : new UTF8Encoding(mark);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text.Replace("\n", lineEnd))];

        var import = await Import.Of(new LinkyConnector(), new TestFile("x.csv", bytes));

        var reading = Assert.Single(import.All("energy.consumption"));
        Assert.Equal("""{"usagePoint":"12345678901234","commodity":"electricity","direction":"received","series":"load-curve","start":"2024-01-01T00:00:00\u002B01:00","duration":1800,"energy":0.75,"quality":"corrected"}""", reading.GetRawText());
    }

    [Fact]
    public async Task An_index_falls_back_to_the_supplier_s_registers_and_spans_gaps()
    {
        var import = await Import.Of(new LinkyConnector(), Index + "Horodate;Type de releve;EAS F1;EAS F2;EAS D1;EAS T\n"
            + "2024-01-01T00:00:00+01:00;Arrêté quotidien;100;200;300;300\n"
            + "2024-01-02T00:00:00+01:00;Arrêté quotidien;110;205;315;\n"
            + "2024-01-03T00:00:00+01:00;Arrêté quotidien;;;;\n"
            + "2024-01-05T00:00:00+01:00;Arrêté quotidien;120;210;330;330\n"
            + "2024-01-06T00:00:00+01:00;Arrêté quotidien;5;0;5;5\n"
            + "2024-01-07T00:00:00+01:00;Arrêté quotidien;6;1;7;7\n"
            + "Periode;Identifiant calendrier fournisseur\nDu 2024-01-01T00:00:00+01:00 au;INCONNU\n");

        Assert.Equal(["0.015", "0.015", "0.002"], Energies(import));
        Assert.Equal([86400, 3 * 86400, 86400], import.All("energy.consumption").Select(reading => reading.GetProperty("duration").GetInt32()));
        Assert.Equal("line 8", Assert.Single(import.Context.Rejected).Origin.At);
    }

    [Fact]
    public async Task Registers_of_both_directions_are_never_added()
    {
        var import = await Import.Of(new LinkyConnector(), Index + "Horodate;Type de releve;EAS T;EAI T\n2024-01-01T00:00:00+01:00;x;100;50\n2024-01-02T00:00:00+01:00;x;300;90\n");

        Assert.Equal([("delivered", "0.2"), ("received", "0.04")], import.All("energy.consumption").Select(reading => (reading.GetProperty("direction").GetString(), reading.GetProperty("energy").GetRawText())));
    }

    [Fact]
    public async Task A_second_meter_in_the_same_file_is_read()
    {
        var import = await Import.Of(new LinkyConnector(), Curve + "2024-01-01T00:30:00+01:00;2\n2024-01-01T01:00:00+01:00;2\n\n" + Curve.Replace("12345678901234", "99999999999999") + "2024-01-01T00:30:00+01:00;4\n2024-01-01T01:00:00+01:00;4\n");

        Assert.Equal(["12345678901234", "12345678901234", "99999999999999", "99999999999999"], import.All("energy.consumption").Select(reading => reading.GetProperty("usagePoint").GetString()));
    }

    [Fact]
    public async Task Power_in_volt_amperes_is_no_energy()
    {
        var import = await Import.Of(new LinkyConnector(), Curve.Replace(";W;", ";VA;").Replace("Courbe de charge", "Puissance maximale") + "2024-01-01T00:30:00+01:00;2000\n");

        Assert.Equal(Outcome.NotMyFile, import.Outcome);
        Assert.Empty(import.Context.Saved);
    }

    [Theory]
    [InlineData("2024-01-01T01:00:00+01:00;", 1)]
    [InlineData("2024-01-01T01:0", 1)]
    [InlineData("2024", 1)]
    public async Task A_row_cut_at_the_end_is_told_and_not_rejected(string cut, int kept)
    {
        var import = await Import.Of(new LinkyConnector(), Curve.Replace(";W;\n", ";W;30\n") + "2024-01-01T00:30:00+01:00;2\n" + cut);

        Assert.Equal(Outcome.Truncated, import.Outcome);
        Assert.Equal(kept, import.All("energy.consumption").Count);
        Assert.Empty(import.Context.Rejected);
        Assert.Contains("5", import.Ended!.Detail.Fr);
    }

    [Fact]
    public async Task A_file_that_names_no_meter_asks_for_it()
    {
        const string Text = "Horodate;Valeur\n2024-01-01T00:30:00+01:00;2\n2024-01-01T01:00:00+01:00;2\n";

        Assert.IsType<QuestionException>((await Import.Of(new LinkyConnector(), Text)).Ended);
        Assert.Equal(2, (await Import.Of(new LinkyConnector(), Text, ("meter", "1"))).All("energy.consumption").Count);
    }

    [Theory]
    [InlineData("""{"usage_point_id":"1","reading_type":{"unit":"W"},"interval_reading":[{"value":"540","date":"2024-10-27 00:30:00","interval_length":"PT60M"}]}""", "0.54")]
    [InlineData("""[{"meter_reading":{"interval_reading":[{"value":540,"date":"2024-01-01 00:30:00"}],"usage_point_id":"1"}}]""", "0.27")]
    [InlineData("""{"usage_point_id":"1","reading_type":{"unit":"Wh","measuring_period":"P1D"},"interval_reading":[{"value":"1500","date":"2024-01-01"},{"value":"","date":"2024-01-02"},{"value":null,"date":"2024-01-03"}]}""", "1.5")]
    [InlineData("""{"meter_reading":{"usage_point_id":"1","reading_type":{"unit":"VA","aggregate":"maximum"},"interval_reading":[{"value":"5000","date":"2024-01-01 12:00:00"}]}}""", "")]
    public async Task Answers_are_read_wrapped_or_not(string json, string energies) => Assert.Equal(energies, string.Join(' ', Energies(await Import.Of(new LinkyConnector(), json))));

    [Theory]
    [InlineData("""{"error":"invalid_request","error_description":"The requested period cannot be anterior to the meter's last activation date"}""", Outcome.ActionNeededAtHolder)]
    [InlineData("""{"error":"ADAM-ERR0069"}""", Outcome.ActionNeededAtHolder)]
    [InlineData("""{"statusCode":429,"message":"slow down"}""", Outcome.RateLimited)]
    [InlineData("""{"fault":{"code":900804,"message":"Message throttled out"}}""", Outcome.RateLimited)]
    [InlineData("""{"status":503,"error":"Service Unavailable"}""", Outcome.HolderUnavailable)]
    [InlineData("""{"valid":false,"quota_reached":false,"consent_expiration_date":"2020-01-01T00:00:00"}""", Outcome.ConsentExpired)]
    [InlineData("""{"hello":"world"}""", Outcome.NotMyFile)]
    [InlineData("[1,2", Outcome.NotMyFile)]
    [InlineData("", Outcome.NotMyFile)]
    [InlineData("Date;Libelle;Montant\n01/01/2024;x;-1\n", Outcome.NotMyFile)]
    public async Task Errors_and_other_files_are_told_apart(string text, Outcome outcome) => Assert.Equal(outcome, (await Import.Of(new LinkyConnector(), text)).Outcome);

    [Fact]
    public async Task A_hundred_thousand_brackets_are_refused() => Assert.Equal(Outcome.NotMyFile, (await Import.Of(new LinkyConnector(), new string('[', 100_000))).Outcome);

    private static IEnumerable<string> Energies(Import import) => import.All("energy.consumption").Select(reading => reading.GetProperty("energy").GetRawText());
}
