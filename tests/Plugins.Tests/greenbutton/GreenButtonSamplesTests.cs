using System.Text.Json;
using Hub.Plugins.GreenButton;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.GreenButton;

/// <summary>The counts and sums of the real samples, as their PROVENANCE.md states them, and the made-up one that comes with the plug-in.</summary>
public sealed class GreenButtonSamplesTests
{
    private const string Energy = "energy.consumption", Espi = "GreenButtonAlliance_OpenESPI-Common-java/", Objects = "vladistan_greenbutton_objects/data/";
    private const decimal Therm = 105_480_400m / 3_600_000m;

    [Theory]
    [InlineData(Espi + "test_usage_data_01.xml", 96, 93_846, 0, "electricity", "load-curve", 900, "2012-03-01T00:00:00-05:00", "2012-03-01T23:45:00-05:00", "9B6C7066/5446AF3F#01")]
    [InlineData(Espi + "test_usage_data_1.xml", 480, 511_688, 0, "electricity", "load-curve", 900, "2012-03-01T00:00:00-05:00", "2012-03-05T23:45:00-05:00", "9B6C7066/5446AF3F#01")]
    [InlineData(Objects + "abridged/electric_containerized.xml", 8, 4086, 0, "electricity", "load-curve", 3600, "2011-01-01T00:00:00-08:00", "2011-01-01T15:00:00-08:00", "3/1#01")]
    [InlineData(Objects + "electricity/TestGBDataHourlyNineDaysBinnedDaily.xml", 216, 199_563, 0, "electricity", "load-curve", 3600, "2014-01-01T00:00:00-05:00", "2014-01-09T23:00:00-05:00", null)]
    [InlineData(Objects + "electricity/TestGBDataOneYearDailyBinnedMonthly.xml", 444, 9_917_817, 0, "electricity", "daily", 86400, "2013-01-01T00:00:00-05:00", "2014-03-20T00:00:00-04:00", null)]
    [InlineData(Objects + "abridged/gas_direct.xml", 5, 140_000, -3, "gas", "billed", 3024000, "2021-05-26T00:00:00+00:00", "2021-09-29T00:00:00+00:00", "1234567890/NET_USAGE#1")]
    [InlineData(Objects + "natural_gas/ngma_natural_gas_billing_billing_data_Service_1_1_2021-05-26_to_2024-04-25.xml", 35, 3_484_000, -3, "gas", "billed", 3024000, "2021-05-26T00:00:00+00:00", "2024-03-27T00:00:00+00:00", "1234567890/NET_USAGE#1")]
    public async Task A_file_gives_its_readings_and_their_sum(string path, int count, long raw, int power, string commodity, string series, int duration, string first, string last, string? usagePoint)
    {
        var import = await Import.Of(new GreenButtonConnector(), Samples.Get("greenbutton/" + path));

        var readings = import.All(Energy);
        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Empty(import.Context.Rejected);
        SharedTypes.AcceptDistinct(import);
        Assert.Equal(count, readings.Count);
        var expected = power == 0 ? raw / 1000m : Math.Round(raw / 1000m * Therm, 6);
        Assert.Equal(expected, Math.Round(import.Sum(Energy, "energy"), 6));
        Assert.Equal((Instant(first), Instant(last)), (Instant(Text(readings[0], "start")!), Instant(Text(readings[^1], "start")!)));
        if (commodity == "electricity")
        {
            Assert.Equal((first, last), (Text(readings[0], "start"), Text(readings[^1], "start")));
        }

        Assert.Equal((commodity, "delivered", series, duration), (Text(readings[0], "commodity"), Text(readings[0], "direction"), Text(readings[0], "series"), readings[0].GetProperty("duration").GetInt32()));
        Assert.Equal(usagePoint ?? Text(readings[0], "usagePoint"), Text(readings[0], "usagePoint"));
    }

    [Fact]
    public async Task Costs_and_qualities_are_kept_as_the_file_has_them()
    {
        var gas = await Import.Of(new GreenButtonConnector(), Samples.Get("greenbutton/" + Objects + "abridged/gas_direct.xml"));
        Assert.Equal([51m, 24.93m, 32.81m, 42.07m, 55.43m], gas.All(Energy).Select(reading => reading.GetProperty("cost").GetDecimal()));
        Assert.All(gas.All(Energy), reading => Assert.Equal("USD", Text(reading, "currency")));

        var power = await Import.Of(new GreenButtonConnector(), Samples.Get("greenbutton/" + Espi + "test_usage_data_01.xml"));
        Assert.Equal(0.00974m, power.All(Energy)[0].GetProperty("cost").GetDecimal());
        Assert.Equal(["estimated", "corrected", null], power.All(Energy).Take(3).Select(reading => Text(reading, "quality")));
    }

    [Theory]
    [InlineData("abridged/gas_containerized.xml", 3)]
    [InlineData("natural_gas/ngma_gas_provider_2024-07-16.xml", 36)]
    public async Task Readings_without_a_unit_that_all_begin_at_one_instant_are_each_set_aside(string name, int count)
    {
        var import = await Import.Of(new GreenButtonConnector(), Samples.Get("greenbutton/" + Objects + name));

        Assert.Equal((Outcome.Done, 0, count), (import.Outcome, import.Context.Saved.Count, import.Context.Rejected.Count));
        Assert.All(import.Context.Rejected, item => Assert.Contains("in which unit", item.Reason.En));
    }

    [Fact]
    public async Task Would_the_same_file_say_its_unit_the_periods_that_begin_together_stay_unknown()
    {
        using var text = new StreamReader(Samples.Get("greenbutton/" + Objects + "natural_gas/ngma_gas_provider_2024-07-16.xml").Open());
        var said = text.ReadToEnd().Replace("<ns:ReadingType/>", "<ns:ReadingType><ns:commodity>7</ns:commodity><ns:powerOfTenMultiplier>-3</ns:powerOfTenMultiplier><ns:uom>169</ns:uom></ns:ReadingType>");

        var import = await Import.Of(new GreenButtonConnector(), said);

        Assert.Equal((0, 36), (import.Context.Saved.Count, import.Context.Rejected.Count));
        Assert.All(import.Context.Rejected, item => Assert.Contains("same instant", item.Reason.En));
    }

    [Fact]
    public async Task The_sample_that_comes_with_it_has_two_meters_and_the_day_of_the_clock_change()
    {
        var import = await Import.Of(new GreenButtonConnector(), TestFile.FromDisk(Path.Combine(Samples.Repository, "plugins", "greenbutton", "samples", "two-meters.xml")));

        SharedTypes.AcceptDistinct(import);
        Assert.Equal(1.84m, import.All(Energy).Where(reading => Text(reading, "direction") == "delivered").Sum(reading => reading.GetProperty("energy").GetDecimal()));
        Assert.Equal(("made-up/E1#2", "2024-03-10T03:00:00-04:00", 1.5m), import.All(Energy).Where(reading => Text(reading, "direction") == "received").Select(reading => (Text(reading, "usagePoint")!, Text(reading, "start")!, reading.GetProperty("energy").GetDecimal())).Single());
        Assert.Equal(0.306618354504m, import.Sum("water.consumption", "volume"));
        Assert.Single(import.Context.Rejected);
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text);

    private static string? Text(JsonElement reading, string field) => reading.TryGetProperty(field, out var value) ? value.GetString() : null;
}
