using System.Text.Json;
using Hub.Plugins.Linky;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.Linky;

/// <summary>The counts and sums of the real samples, as their PROVENANCE.md states them.</summary>
public sealed class LinkySamplesTests
{
    [Theory]
    [InlineData("aeneria_aeneria-app/Enedis_Conso_Heure.csv", 91, "14.271", "load-curve", "2022-01-18T00:00:00+01:00", 1800)]
    [InlineData("aeneria_aeneria-app/Enedis_Conso_Jour.csv", 263, "1854.245", "index", "2021-01-24T00:00:00+01:00", 86400)]
    [InlineData("jnghf_guiEDF/Enedis_Conso_Heure_excerpt_2022-10_autumn-clock-change.csv", 386, "80.261", "load-curve", "2022-10-25T23:30:00+02:00", 1800)]
    [InlineData("jnghf_guiEDF/Enedis_Conso_Heure_excerpt_2023-03_spring-clock-change.csv", 382, "121.281", "load-curve", "2023-03-21T23:30:00+01:00", 1800)]
    [InlineData("cyr-ius_myelectricaldatapy/daily.json", 365, "12089.386", "daily", "2022-03-08T00:00:00+01:00", 86400)]
    [InlineData("cyr-ius_myelectricaldatapy/detail.json", 144, "228.211", "load-curve", "2023-03-01T00:00:00+01:00", 1800)]
    public async Task A_file_gives_its_readings_and_their_sum(string path, int count, string sum, string series, string start, int duration)
    {
        var import = await Import.Of(new LinkyConnector(), Samples.Get("linky/" + path));

        var readings = import.All("energy.consumption");
        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Empty(import.Context.Rejected);
        SharedTypes.AcceptDistinct(import);
        Assert.Equal(count, readings.Count);
        Assert.Equal(decimal.Parse(sum), import.Sum("energy.consumption", "energy"));
        Assert.Equal(start, readings[0].GetProperty("start").GetString());
        Assert.Equal(duration, readings[0].GetProperty("duration").GetInt32());
        Assert.All(readings, reading => Assert.Equal(("delivered", series, "measured"), (Text(reading, "direction"), Text(reading, "series"), Text(reading, "quality"))));
        Assert.Equal(count, readings.Select(reading => reading.GetProperty("start").GetDateTimeOffset()).Distinct().Count());
    }

    [Fact]
    public async Task The_days_of_the_clock_change_have_fifty_and_forty_six_half_hours()
    {
        var autumn = await Import.Of(new LinkyConnector(), Samples.Get("linky/jnghf_guiEDF/Enedis_Conso_Heure_excerpt_2022-10_autumn-clock-change.csv"));
        var spring = await Import.Of(new LinkyConnector(), Samples.Get("linky/jnghf_guiEDF/Enedis_Conso_Heure_excerpt_2023-03_spring-clock-change.csv"));

        Assert.Equal(50, autumn.All("energy.consumption").Count(reading => Text(reading, "start")![..10] == "2022-10-30"));
        Assert.Equal(46, spring.All("energy.consumption").Count(reading => Text(reading, "start")![..10] == "2023-03-26"));
        Assert.All(spring.All("energy.consumption"), reading => Assert.Equal(1800, reading.GetProperty("duration").GetInt32()));
    }

    [Fact]
    public async Task The_daily_readings_of_a_clock_change_last_as_long_as_the_day()
    {
        var import = await Import.Of(new LinkyConnector(), Samples.Get("linky/cyr-ius_myelectricaldatapy/daily.json"));

        var durations = import.All("energy.consumption").ToDictionary(reading => Text(reading, "start")![..10], reading => reading.GetProperty("duration").GetInt32());
        Assert.Equal(23 * 3600, durations["2022-03-27"]);
        Assert.Equal(25 * 3600, durations["2022-10-30"]);
    }

    [Theory]
    [InlineData("invalid_access.json", Outcome.RateLimited)]
    [InlineData("access.json", Outcome.NotMyFile)]
    [InlineData("address.json", Outcome.NotMyFile)]
    [InlineData("ecowatt.json", Outcome.NotMyFile)]
    [InlineData("tempo.json", Outcome.NotMyFile)]
    public async Task An_answer_without_readings_is_no_empty_series(string name, Outcome outcome)
    {
        var import = await Import.Of(new LinkyConnector(), Samples.Get("linky/cyr-ius_myelectricaldatapy/" + name));

        Assert.Equal(outcome, import.Outcome);
        Assert.Empty(import.Context.Saved);
    }

    [Fact]
    public async Task A_contract_is_read()
    {
        var import = await Import.Of(new LinkyConnector(), Samples.Get("linky/cyr-ius_myelectricaldatapy/contract.json"));

        SharedTypes.Accept(import);
        var contract = Assert.Single(import.All("service.contract"));
        Assert.Equal(("01234567890", "2006-05-24", "active", 9), (Text(contract, "reference"), Text(contract, "start"), Text(contract, "status"), contract.GetProperty("subscribedPower").GetInt32()));
    }

    [Theory]
    [InlineData("aeneria_aeneria-app/Enedis_Conso_Heure.csv")]
    [InlineData("aeneria_aeneria-app/Enedis_Conso_Jour.csv")]
    [InlineData("cyr-ius_myelectricaldatapy/detail.json")]
    public async Task Cut_anywhere_a_file_keeps_its_complete_readings(string path)
    {
        var whole = Samples.Get("linky/" + path);
        using var stream = whole.Open();
        var bytes = new byte[whole.Length];
        stream.ReadExactly(bytes);
        var complete = (await Import.Of(new LinkyConnector(), whole)).All("energy.consumption").ConvertAll(reading => reading.GetRawText()).ToHashSet();
        for (var length = 1; length < bytes.Length; length += 61)
        {
            // Anything but a RunException would escape from here.
            var import = await Import.Of(new LinkyConnector(), new TestFile("cut", bytes[..length]), ("meter", "x"));

            var odd = import.All("energy.consumption").Count(reading => !complete.Contains(reading.GetRawText()) && Text(reading, "usagePoint") != "x");
            // A value cut within its digits at the very end cannot be told from a shorter one.
            Assert.True(odd <= (bytes[length - 1] is >= (byte)'0' and <= (byte)'9' ? 1 : 0), $"{length}: {odd} readings that the whole file does not hold");
            Assert.Empty(import.Context.Rejected);
        }
    }

    private static string? Text(JsonElement reading, string field) => reading.GetProperty(field).GetString();
}
