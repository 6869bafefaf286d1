using System.Text;
using Hub.Plugins.GreenButton;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.GreenButton;

public sealed class GreenButtonConnectorTests
{
    private const string Energy = "energy.consumption", Water = "water.consumption", WattHours = "<commodity>1</commodity><uom>72</uom><powerOfTenMultiplier>0</powerOfTenMultiplier>";

    [Theory]
    [InlineData("72", "0", "1234", "1.234")]
    [InlineData("72", "3", "12", "12")]
    [InlineData("72", "-3", "1234567", "1.234567")]
    [InlineData("31", "6", "36", "10")]
    [InlineData("169", "0", "1", "29.300111111")]
    [InlineData("169", "-3", "14000", "410.201555556")]
    [InlineData("132", "3", "1", "0.29307107")]
    [InlineData("72", "0", "-5", "-0.005")]
    public async Task Energy_is_the_value_times_its_power_of_ten_in_its_unit(string uom, string power, string value, string energy)
    {
        var reading = await OneAsync(Energy, $"<commodity>7</commodity><uom>{uom}</uom><powerOfTenMultiplier>{power}</powerOfTenMultiplier>", Feeds.Reading(value), kind: "1");

        Assert.Equal(energy, reading.GetProperty("energy").GetRawText());
        Assert.Equal("gas", reading.GetProperty("commodity").GetString());
    }

    [Theory]
    [InlineData("42", "0", "3", "3")]
    [InlineData("119", "2", "1", "2.8316846592")]
    [InlineData("128", "0", "1000", "3.785411784")]
    [InlineData("130", "0", "100", "0.454609")]
    [InlineData("134", "0", "312", "0.312")]
    public async Task Water_is_kept_in_cubic_metres_in_its_own_type(string uom, string power, string value, string volume)
    {
        var reading = await OneAsync(Water, $"<commodity>9</commodity><uom>{uom}</uom><powerOfTenMultiplier>{power}</powerOfTenMultiplier><currency>978</currency>", Feeds.Reading(value, more: "<cost>250000</cost>"), kind: "2");

        Assert.Equal(volume, reading.GetProperty("volume").GetRawText());
        Assert.Equal(("drinking-water", "2.5", "EUR"), (reading.GetProperty("commodity").GetString(), reading.GetProperty("cost").GetRawText(), reading.GetProperty("currency").GetString()));
    }

    [Theory]
    [InlineData("1", "10", "delivered", "0.01")]
    [InlineData("19", "10", "received", "0.01")]
    [InlineData("4", "10", "delivered", "0.01")]
    [InlineData("4", "-10", "received", "0.01")]
    public async Task What_flows_back_is_received_by_the_grid(string flow, string value, string direction, string energy)
    {
        var reading = await OneAsync(Energy, WattHours + $"<flowDirection>{flow}</flowDirection>", Feeds.Reading(value));

        Assert.Equal((direction, energy), (reading.GetProperty("direction").GetString(), reading.GetProperty("energy").GetRawText()));
    }

    [Theory]
    [InlineData("300", "load-curve")]
    [InlineData("900", "load-curve")]
    [InlineData("3600", "load-curve")]
    [InlineData("82800", "daily")]
    [InlineData("86400", "daily")]
    [InlineData("90000", "daily")]
    [InlineData("604800", "billed")]
    [InlineData("2678400", "billed")]
    public async Task An_interval_of_any_length_is_read(string duration, string series)
    {
        var reading = await OneAsync(Energy, WattHours, Feeds.Reading("1", duration: duration));

        Assert.Equal((series, duration), (reading.GetProperty("series").GetString(), reading.GetProperty("duration").GetRawText()));
    }

    [Theory]
    [InlineData("<ReadingQuality><quality>17</quality></ReadingQuality>", "measured")]
    [InlineData("<ReadingQuality><quality>8</quality></ReadingQuality>", "estimated")]
    [InlineData("<ReadingQuality><quality>17</quality></ReadingQuality><ReadingQuality><quality>7</quality></ReadingQuality>", "corrected")]
    [InlineData("<ReadingQuality><quality>10</quality></ReadingQuality>", null)]
    [InlineData("", "estimated")]
    public async Task Quality_is_the_least_good_that_is_said(string said, string? quality)
    {
        var reading = await OneAsync(Energy, WattHours + "<defaultQuality>9</defaultQuality>", Feeds.Reading("1", more: said));

        Assert.Equal(quality, reading.TryGetProperty("quality", out var found) ? found.GetString() : null);
    }

    [Theory]
    [InlineData("1704067200", "2023-12-31T19:00:00-05:00")]
    [InlineData("1710053999", "2024-03-10T01:59:59-05:00")]
    [InlineData("1710054000", "2024-03-10T03:00:00-04:00")]
    [InlineData("1730609999", "2024-11-03T00:59:59-04:00")]
    [InlineData("1730613599", "2024-11-03T01:59:59-04:00")]
    [InlineData("1730613600", "2024-11-03T01:00:00-05:00")]
    [InlineData("1721154384.66136", "2024-07-16T14:26:24.66136-04:00")]
    public async Task Times_are_shown_by_the_clock_at_the_meter(string start, string shown)
    {
        var import = await Import.Of(new GreenButtonConnector(), Feeds.Feed([.. Feeds.Meter(WattHours), Feeds.Block(Feeds.Reading("1", start)),
            Feeds.Clock("<dstEndRule>B40E2000</dstEndRule><dstOffset>3600</dstOffset><dstStartRule>360E2000</dstStartRule><tzOffset>-18000</tzOffset>")]));

        Assert.Equal(shown, Assert.Single(import.All(Energy)).GetProperty("start").GetString());
        SharedTypes.Accept(import);
    }

    [Theory]
    [InlineData("360E2000", 1710035999, "+00:00")]
    [InlineData("360E2000", 1710036000, "+01:00")]
    [InlineData("3E0E1000", 1711846799, "+00:00")]
    [InlineData("3E0E1000", 1711846800, "+01:00")]
    [InlineData("328E2000", 1710035999, "+00:00")]
    [InlineData("328E2000", 1710036000, "+01:00")]
    [InlineData("30F02000", 1710467999, "+00:00")]
    [InlineData("30F02000", 1710468000, "+01:00")]
    [InlineData("30F0201E", 1710468029, "+00:00")]
    [InlineData("FFFFFFFF", 1718000000, "+00:00")]
    [InlineData("nonsense", 1718000000, "+00:00")]
    public async Task A_rule_says_when_summer_time_begins(string rule, long start, string offset)
    {
        var import = await Import.Of(new GreenButtonConnector(), Feeds.Feed([.. Feeds.Meter(WattHours), Feeds.Block(Feeds.Reading("1", $"{start}")),
            Feeds.Clock($"<dstEndRule>AE0E2000</dstEndRule><dstOffset>3600</dstOffset><dstStartRule>{rule}</dstStartRule><tzOffset>0</tzOffset>")]));

        Assert.Equal(offset, Assert.Single(import.All(Energy)).GetProperty("start").GetString()![^6..]);
    }

    [Fact]
    public async Task Entries_come_in_any_order_with_whole_addresses_or_parts()
    {
        var other = "https://example.org/DataCustodian/espi/1_1/resource/RetailCustomer/1/UsagePoint/3";
        string[] entries = [.. Feeds.Meter(WattHours), .. Feeds.Meter("<commodity>9</commodity><uom>134</uom>", "2", other, "9"), Feeds.Block(Feeds.Reading("1000")), Feeds.Block(Feeds.Reading("500"), $"{other}/MeterReading/9")];
        foreach (var order in new[] { entries, [.. entries.Reverse()], [.. entries.OrderBy(entry => entry.Length)] })
        {
            var import = await Import.Of(new GreenButtonConnector(), Feeds.Feed(order));

            Assert.Equal(("1/2#1", "1"), (Assert.Single(import.All(Energy)).GetProperty("usagePoint").GetString(), import.All(Energy)[0].GetProperty("energy").GetRawText()));
            Assert.Equal(("1/3#9", "0.5"), (Assert.Single(import.All(Water)).GetProperty("usagePoint").GetString(), import.All(Water)[0].GetProperty("volume").GetRawText()));
            Assert.Empty(import.Context.Rejected);
        }
    }

    [Fact]
    public async Task Two_meters_of_one_usage_point_that_count_the_same_do_not_take_each_other_s_place()
    {
        var second = Feeds.Meter(WattHours, number: "2")[1..];
        var import = await Import.Of(new GreenButtonConnector(), Feeds.Feed([.. Feeds.Meter(WattHours), .. second, Feeds.Block(Feeds.Reading("1")), Feeds.Block(Feeds.Reading("2"), Feeds.Point + "/MeterReading/2")]));

        SharedTypes.AcceptDistinct(import);
        Assert.Equal(["1/2#1", "1/2#2"], import.All(Energy).Select(reading => reading.GetProperty("usagePoint").GetString()));
    }

    [Fact]
    public async Task A_meter_that_is_exchanged_leaves_the_readings_of_the_first_their_place()
    {
        var before = await Import.Of(new GreenButtonConnector(), Feeds.Feed([.. Feeds.Meter(WattHours), Feeds.Block(Feeds.Reading("1"))]));
        var after = await Import.Of(new GreenButtonConnector(), Feeds.Feed([.. Feeds.Meter(WattHours), .. Feeds.Meter(WattHours, number: "2")[1..], Feeds.Block(Feeds.Reading("1")), Feeds.Block(Feeds.Reading("2", "1704070800"), Feeds.Point + "/MeterReading/2")]));

        Assert.Equal(2, after.All(Energy).Count);
        Assert.Contains(Assert.Single(SharedTypes.Accept(before)), SharedTypes.Accept(after));
    }

    [Fact]
    public async Task A_value_without_a_unit_is_rejected_each_with_that_reason()
    {
        var import = await Import.Of(new GreenButtonConnector(), Feeds.Feed([.. Feeds.Meter("<commodity>1</commodity>"), Feeds.Block(Feeds.Reading("1") + Feeds.Reading("2", "1704070800"))]));

        Assert.Equal((Outcome.Done, 0, 2), (import.Outcome, import.Context.Saved.Count, import.Context.Rejected.Count));
        Assert.All(import.Context.Rejected, item => Assert.Contains("uom", item.Reason.Fr));
    }

    [Theory]
    [InlineData("<commodity>1</commodity><uom>73</uom>", "reactive")]
    [InlineData("<commodity>1</commodity><uom>38</uom>", "power")]
    [InlineData("<commodity>1</commodity><uom>72</uom><accumulationBehaviour>1</accumulationBehaviour>", "standing")]
    [InlineData("<commodity>1</commodity><uom>72</uom><dataQualifier>8</dataQualifier>", "peak")]
    [InlineData("<commodity>12</commodity><uom>42</uom>", "no energy")]
    [InlineData("<commodity>13</commodity><uom>72</uom>", "neither")]
    [InlineData("<commodity>9</commodity><uom>72</uom>", "water")]
    public async Task What_is_no_energy_is_told_once_for_its_meter(string type, string reason)
    {
        var import = await Import.Of(new GreenButtonConnector(), Feeds.Feed([.. Feeds.Meter(type), Feeds.Block(Feeds.Reading("1") + Feeds.Reading("2", "1704070800"))]));

        Assert.Empty(import.Context.Saved);
        Assert.Contains(reason, Assert.Single(import.Context.Rejected).Reason.En);
    }

    [Theory]
    [InlineData("11,2", "31.7148681830", "2.831684659", "11.2")]
    [InlineData("eleven", null, null, null)]
    [InlineData("0", null, null, null)]
    public async Task Gas_by_volume_asks_how_much_energy_is_in_it(string answer, string? energy, string? volume, string? conversion)
    {
        var text = Feeds.Feed([.. Feeds.Meter("<commodity>7</commodity><powerOfTenMultiplier>2</powerOfTenMultiplier><uom>119</uom>", "1"), Feeds.Block(Feeds.Reading("1"))]);
        Assert.Equal("heat", Assert.IsType<QuestionException>((await Import.Of(new GreenButtonConnector(), text)).Ended).Key);

        var import = await Import.Of(new GreenButtonConnector(), text, ("heat", answer));

        SharedTypes.Accept(import);
        Assert.Equal(energy is null ? 1 : 0, import.Context.Rejected.Count);
        if (energy is not null)
        {
            var reading = Assert.Single(import.All(Energy));
            Assert.Equal(decimal.Parse(energy), reading.GetProperty("energy").GetDecimal(), 6);
            Assert.Equal((decimal.Parse(volume!), conversion), (Math.Round(reading.GetProperty("volume").GetDecimal(), 9), reading.GetProperty("conversion").GetRawText()));
        }
    }

    [Fact]
    public async Task Periods_that_begin_at_one_instant_are_rejected_and_their_neighbours_kept()
    {
        var import = await Import.Of(new GreenButtonConnector(), Feeds.Feed([.. Feeds.Meter(WattHours),
            Feeds.Block(Feeds.Reading("1", "100") + Feeds.Reading("2", "200") + Feeds.Reading("3", "200", "60") + Feeds.Reading("4", "200") + Feeds.Reading("5", "300"))]));

        Assert.Equal(["0.001", "0.005"], import.All(Energy).Select(reading => reading.GetProperty("energy").GetRawText()));
        Assert.Equal(3, import.Context.Rejected.Count);
    }

    [Theory]
    [InlineData("x", "1704067200", "3600")]
    [InlineData("", "1704067200", "3600")]
    [InlineData("1", "", "3600")]
    [InlineData("1", "-5", "3600")]
    [InlineData("1", "999999999999999", "3600")]
    [InlineData("1", "1704067200", "0")]
    [InlineData("1", "1704067200", "1.5")]
    [InlineData("1", "1704067200", "99999999999")]
    [InlineData("99999999999999999999999999999", "1704067200", "3600")]
    public async Task A_reading_that_cannot_be_read_is_rejected_with_its_place(string value, string start, string duration)
    {
        var import = await Import.Of(new GreenButtonConnector(), Feeds.Feed([.. Feeds.Meter(WattHours), Feeds.Block(Feeds.Reading(value, start, duration) + Feeds.Reading("7"))]));

        Assert.Equal("entry 4, reading 1", Assert.Single(import.Context.Rejected).Origin.At);
        Assert.Single(import.All(Energy));
    }

    [Fact]
    public async Task Where_links_fit_several_meters_nothing_is_guessed()
    {
        var import = await Import.Of(new GreenButtonConnector(), Feeds.Feed([.. Feeds.Meter(WattHours), .. Feeds.Meter(WattHours, point: "RetailCustomer/1/UsagePoint/3", number: "2"), Feeds.Block(Feeds.Reading("1"), "elsewhere")]));

        Assert.Empty(import.Context.Saved);
        Assert.Contains("links", Assert.Single(import.Context.Rejected).Reason.En);
    }

    [Fact]
    public async Task A_file_without_a_usage_point_asks_once()
    {
        var text = Feeds.Feed(Feeds.Meter(WattHours)[2], Feeds.Block(Feeds.Reading("1"), "IntervalBlock/1"));

        Assert.IsType<QuestionException>((await Import.Of(new GreenButtonConnector(), text)).Ended);
        Assert.Equal("77", Assert.Single((await Import.Of(new GreenButtonConnector(), text, ("meter", " 77 "))).All(Energy)).GetProperty("usagePoint").GetString());
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-8")]
    [InlineData("iso-8859-1")]
    public async Task Prefixes_and_encodings_do_not_matter(string encoding)
    {
        var text = Feeds.Feed([.. Feeds.Meter(WattHours), Feeds.Block(Feeds.Reading("1"))]).Replace("encoding=\"UTF-8\"", $"encoding=\"{encoding}\"").Replace("<content>", "<title>Été</title><content>");

        var import = await Import.Of(new GreenButtonConnector(), new TestFile("x.xml", [.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes(text)]));

        Assert.Single(import.All(Energy));
    }

    private static async Task<System.Text.Json.JsonElement> OneAsync(string type, string readingType, string reading, string kind = "0")
    {
        var import = await Import.Of(new GreenButtonConnector(), Feeds.Feed([.. Feeds.Meter(readingType, kind), Feeds.Block(reading)]));
        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Empty(import.Context.Rejected);
        SharedTypes.Accept(import);
        return Assert.Single(import.All(type));
    }
}
