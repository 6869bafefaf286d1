using System.Globalization;
using System.Numerics;
using Hub.Core.Aggregates;
using Storage.Tests;
using Xunit;

namespace Core.Tests.Aggregates;

public sealed class NumbersTests : AggregateVault
{
    [Fact]
    public async Task A_hundred_thousand_amounts_of_cents_sum_to_the_cent()
    {
        var random = new Random(1);
        long cents = 0;
        for (var batch = 0; batch < 100; batch++)
        {
            await Store.WriteAsync(Enumerable.Range(0, 1000).Select(n =>
            {
                var amount = random.Next(-100_000, 100_000);
                cents += amount;
                var text = string.Create(CultureInfo.InvariantCulture, $"{amount / 100m:0.00}");
                return Make.Put(Make.Record(Operation, $$"""{"account":"a","reference":"{{batch}}-{{n}}","bookingDate":"20{{10 + (n % 15)}}-0{{1 + (batch % 9)}}-15","amount":{{text}},"currency":"EUR"}"""), type: Operation);
            }));
        }

        var total = string.Create(CultureInfo.InvariantCulture, $"{cents / 100m:0.00}");
        Assert.Equal([$"EUR {total} (100000)"], await AskAsync(Of(Operation, "/amount", null, Paris)));
        var months = await Aggregator.AggregateAsync(Store, Of(Operation, "/amount", BucketSize.Month, Paris));
        Assert.Equal(15 * 9, months.Count);
        Assert.Equal(cents / 100m, months.Sum(row => row.Value.ToDecimal()));
    }

    [Theory]
    [InlineData("0.1", "0.2", "0.3")]
    [InlineData("9999999999999999999999999999", "9999999999999999999999999999", "19999999999999999999999999998")]
    [InlineData("9999999999999999999999999999", "0.0000000000000000000000000001", "9999999999999999999999999999.0000000000000000000000000001")]
    [InlineData("-79228162514264337593543950335", "79228162514264337593543950335", "0")]
    [InlineData("-0.5", "0.25", "-0.25")]
    [InlineData("-0.0000000000001", "0.00", "-0.0000000000001")]
    [InlineData("1e3", "2.50", "1002.50")]
    [InlineData("999999999999999.999999999999", "0.000000000001", "1000000000000000.000000000000")]
    public void Sums_are_never_rounded(string left, string right, string sum)
    {
        var total = default(ExactNumberSum);
        total.Add(decimal.Parse(left, NumberStyles.Float, CultureInfo.InvariantCulture));
        total.Add(decimal.Parse(right, NumberStyles.Float, CultureInfo.InvariantCulture));
        Assert.Equal(sum, total.ToString());
        Assert.Equal(sum, ExactNumberSum.Parse(total.ToString()).ToString());
        var other = default(ExactNumberSum);
        other.Add(ExactNumberSum.Parse(right));
        other.Add(ExactNumberSum.Parse(left.Contains('e', StringComparison.Ordinal) ? "1000" : left));
        Assert.Equal(sum, other.ToString());
    }

    [Fact]
    public void Numbers_of_every_size_and_scale_sum_as_whole_numbers_do()
    {
        var random = new Random(2);
        for (var round = 0; round < 50; round++)
        {
            var sum = default(ExactNumberSum);
            BigInteger exact = 0;
            for (var n = 0; n < 200; n++)
            {
                var value = new decimal(random.Next(), round % 2 == 0 ? 0 : random.Next(), round % 3 == 0 ? random.Next() : 0, random.Next(2) == 0, (byte)random.Next(29));
                sum.Add(value);
                exact += BigInteger.Parse(value.ToString("F28", CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
            }

            var text = sum.ToString();
            var point = text.IndexOf('.', StringComparison.Ordinal);
            var digits = text.Replace(".", "", StringComparison.Ordinal) + new string('0', 28 - (point < 0 ? 0 : text.Length - point - 1));
            Assert.Equal(exact, BigInteger.Parse(digits, CultureInfo.InvariantCulture));
            Assert.Equal(text, ExactNumberSum.Parse(text).ToString());
        }
    }

    [Fact]
    public async Task Averages_of_numbers_whose_sum_no_decimal_holds_are_right()
    {
        await Store.PutAsync(Enumerable.Range(0, 30).Select(n => Make.AnEvent($"e{n}", "2024-01-01", "\"amount\":9999999999999999999999999999")));
        Assert.Equal(["9999999999999999999999999999 (30)"], await AskAsync(Of(Make.Event, "/amount", null, Paris, function: AggregateFunction.Avg)));
        Assert.Equal(["299999999999999999999999999970 (30)"], await AskAsync(Of(Make.Event, "/amount", null, Paris)));
    }

    [Fact]
    public async Task Each_function_takes_the_records_that_have_the_value()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01", "\"amount\":1"), Make.AnEvent("b", "2024-01-02", "\"amount\":2.5"), Make.AnEvent("c", "2024-02-01", "\"amount\":-4"), Make.AnEvent("d", "2024-01-03"), Make.AnEvent("e", "2024-01-03", "\"note\":\"5\""), Make.AnEvent("f", more: "\"amount\":100"));
        async Task<List<string>> Ask(AggregateFunction function, BucketSize? by) => await AskAsync(Of(Make.Event, "/amount", by, TimeZoneInfo.Utc, function: function));
        Assert.Equal(["100 (1)", "2024-01-01T00:00:00Z 3.5 (2)", "2024-02-01T00:00:00Z -4 (1)"], await Ask(AggregateFunction.Sum, BucketSize.Month));
        Assert.Equal(["100 (1)", "2024-01-01T00:00:00Z 1.75 (2)", "2024-02-01T00:00:00Z -4 (1)"], await Ask(AggregateFunction.Avg, BucketSize.Month));
        Assert.Equal(["-4 (4)"], await Ask(AggregateFunction.Min, null));
        Assert.Equal(["100 (4)"], await Ask(AggregateFunction.Max, null));
        Assert.Equal(["4 (4)"], await Ask(AggregateFunction.Count, null));
        Assert.Equal(["6 (6)"], await AskAsync(new AggregateRequest(Make.Event, TimeZoneInfo.Utc) { Function = AggregateFunction.Count }));
    }

    [Fact]
    public async Task Currencies_directions_and_groups_are_never_mixed()
    {
        await Store.PutAsync(
            Make.AnEvent("a", "2024-01-01", """ "amount":1,"currency":"EUR","flow":"in","kind":"x" """),
            Make.AnEvent("b", "2024-01-01", """ "amount":2,"currency":"USD","flow":"in","kind":"x" """),
            Make.AnEvent("c", "2024-01-01", """ "amount":4,"currency":"EUR","flow":"out","kind":"y\"\u00e9" """),
            Make.AnEvent("d", "2024-01-01", """ "amount":8,"currency":"EUR","flow":"in","kind":"y\"é" """),
            Make.AnEvent("e", "2024-01-01", """ "amount":16 """));
        Assert.Equal(["16 (1)", "EUR in 9 (2)", "EUR out 4 (1)", "USD in 2 (1)"], await AskAsync(Of(Make.Event, "/amount", null, Paris)));
        Assert.Equal(["16 (1)", "x EUR in 1 (1)", "x USD in 2 (1)", "y\"é EUR in 8 (1)", "y\"é EUR out 4 (1)"], await AskAsync(Of(Make.Event, "/amount", null, Paris, group: "/kind")));
        Assert.Equal(["1 (1)", "in 3 (3)", "out 1 (1)"], await AskAsync(new AggregateRequest(Make.Event, Paris) { Function = AggregateFunction.Count }));
    }

    [Fact]
    public async Task A_field_inside_another_may_be_value_and_group()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01", """ "place":{"n":1.5,"town":"Brest"},"tags":[10,20] """), Make.AnEvent("b", "2024-01-01", """ "place":{"n":2.5,"town":"Brest"},"tags":[1,2] """));
        Assert.Equal(["Brest 4.0 (2)"], await AskAsync(Of(Make.Event, "/place/n", null, Paris, group: "/place/town")));
        Assert.Equal(["22 (2)"], await AskAsync(Of(Make.Event, "/tags/1", null, Paris)));
        Assert.Equal(["1.5 1.5 (1)", "2.5 2.5 (1)"], await AskAsync(Of(Make.Event, "/place/n", null, Paris, group: "/place/n")));
    }
}
