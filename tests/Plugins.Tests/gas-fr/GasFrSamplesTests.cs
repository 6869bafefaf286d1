using System.Text.Json;
using Hub.Plugins.GasFr;
using Hub.Sdk;

namespace Hub.Plugins.Tests.GasFr;

/// <summary>The counts and sums of the real samples, as their PROVENANCE.md states them.</summary>
public sealed class GasFrSamplesTests
{
    private const string Type = "energy.consumption", Folder = "gas-fr/ssenart_PyGazpar/";

    [Theory]
    [InlineData("Donnees_informatives_PCE_DAILY.xlsx", 363, 23_181, 2100, "daily", "2020-11-24T06:00:00+01:00", "2021-11-21T06:00:00+01:00", "asked")]
    [InlineData("donnees_informatives.json", 1095, 62_213, 5617, "daily", "2019-11-30T06:00:00+01:00", "2022-11-29T06:00:00+01:00", "00000000000000")]
    [InlineData("donnees_publiees.json", 87, 117_744, 10_557, "billed", "2017-10-10T06:00:00+02:00", "2022-11-01T06:00:00+01:00", "00000000000000")]
    public async Task A_file_gives_its_readings_and_their_sums(string name, int count, int energy, int volume, string series, string first, string last, string usagePoint)
    {
        var import = await Import.Of(new GasFrConnector(), Samples.Get(Folder + name), ("meter", "asked"));

        var readings = import.All(Type);
        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Empty(import.Context.Rejected);
        SharedTypes.AcceptDistinct(import);
        Assert.Equal((count, (decimal)energy, (decimal)volume), (readings.Count, import.Sum(Type, "energy"), import.Sum(Type, "volume")));
        Assert.Equal((first, last), (Text(readings[0], "start"), Text(readings[^1], "start")));
        Assert.All(readings, reading => Assert.Equal(("gas", "delivered", series, usagePoint), (Text(reading, "commodity"), Text(reading, "direction"), Text(reading, "series"), Text(reading, "usagePoint"))));
        Assert.All(readings, reading => Assert.Equal("06:00:00", Text(reading, "start")![11..19]));
    }

    [Fact]
    public async Task The_spreadsheet_names_no_meter_so_the_person_is_asked() =>
        Assert.IsType<QuestionException>((await Import.Of(new GasFrConnector(), Samples.Get(Folder + "Donnees_informatives_PCE_DAILY.xlsx"))).Ended);

    [Fact]
    public async Task Days_whose_data_were_absent_are_estimated_where_the_holder_gave_a_value_and_missing_where_not()
    {
        var sheet = await Import.Of(new GasFrConnector(), Samples.Get(Folder + "Donnees_informatives_PCE_DAILY.xlsx"), ("meter", "1"));
        Assert.Equal((3, 360), (Count(sheet, "estimated"), Count(sheet, "measured")));

        var answer = await Import.Of(new GasFrConnector(), Samples.Get(Folder + "donnees_informatives.json"));
        Assert.Equal((0, 1095), (Count(answer, "estimated"), Count(answer, "measured")));
        Assert.DoesNotContain(answer.All(Type), reading => Text(reading, "start")!.StartsWith("2021-08-10", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_coefficient_is_kept_where_it_is_given_and_days_last_as_long_as_the_clock_says()
    {
        var import = await Import.Of(new GasFrConnector(), Samples.Get(Folder + "donnees_informatives.json"));

        Assert.Equal((11.25m, 11m, 127m), (Number(import.All(Type)[0], "conversion"), Number(import.All(Type)[0], "volume"), Number(import.All(Type)[0], "energy")));
        var durations = import.All(Type).GroupBy(reading => reading.GetProperty("duration").GetInt32()).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal((3, 3, 1089), (durations[82_800], durations[90_000], durations[86_400]));
    }

    [Fact]
    public async Task Published_and_informative_readings_never_take_each_other_s_place()
    {
        var published = await Import.Of(new GasFrConnector(), Samples.Get(Folder + "donnees_publiees.json"));
        var informative = await Import.Of(new GasFrConnector(), Samples.Get(Folder + "donnees_informatives.json"));

        var ids = SharedTypes.Accept([.. published.Context.Saved, .. informative.Context.Saved]);
        Assert.Equal(87 + 1095, ids.Distinct().Count());
    }

    private static int Count(Import import, string quality) => import.All(Type).Count(reading => Text(reading, "quality") == quality);

    private static decimal Number(JsonElement reading, string field) => reading.GetProperty(field).GetDecimal();

    private static string? Text(JsonElement reading, string field) => reading.TryGetProperty(field, out var value) ? value.GetString() : null;
}
