using Hub.Web;

namespace Web.Tests;

public sealed class FormatsTests
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    private static readonly Formats French = new("fr", Paris);
    private static readonly Formats English = new("en", Paris);

    [Fact]
    public void A_date_reads_as_people_write_it()
    {
        Assert.Equal("3 mars 2026", French.Date(new DateOnly(2026, 3, 3)));
        Assert.Equal("1er août 2026", French.Date(new DateOnly(2026, 8, 1)));
        Assert.Equal("3 March 2026", English.Date(new DateOnly(2026, 3, 3)));
    }

    [Fact]
    public void An_amount_has_its_sign_its_separators_and_its_currency()
    {
        Assert.Equal("1\u202f234,50\u00a0€", French.Money(1234.5m, "EUR"));
        Assert.Equal("€1,234.50", English.Money(1234.5m, "EUR"));
        Assert.Equal("−42,90\u00a0€", French.Money(-42.9m, "EUR"));
        Assert.Equal("−€42.90", English.Money(-42.9m, "EUR"));
        Assert.Equal("1\u202f000\u00a0¥", French.Money(1000m, "JPY"));
        Assert.Equal("CHF\u00a05.00", English.Money(5m, "CHF"));
    }

    [Fact]
    public void Zero_has_no_minus_sign() => Assert.Equal("0,0000\u00a0€", French.Money(-0.00001m, "EUR"));

    [Fact]
    public void A_quantity_keeps_the_digits_that_count_and_its_unit()
    {
        Assert.Equal("312\u00a0kWh", French.Quantity(312.4m, "kW.h"));
        Assert.Equal("16\u202f848\u00a0kWh", French.Quantity(16848m, "kW.h"));
        Assert.Equal("0,142\u00a0kW", French.Quantity(0.1419m, "kW"));
        Assert.Equal("72.5\u00a0kg", English.Quantity(72.46m, "kg"));
        Assert.Equal("37\u00a0°C", English.Quantity(37m, "Cel"));
        Assert.Equal("161\u00a0kg\u00a0CO₂e", French.Quantity(161m, "kg{CO2e}"));
    }

    [Fact]
    public void Seconds_read_as_a_length_of_time()
    {
        Assert.Equal("30\u00a0min", French.Exact(1800m, "s"));
        Assert.Equal("1\u00a0j", French.Exact(86400m, "s"));
        Assert.Equal("1\u00a0h\u00a030\u00a0min", English.Exact(5400m, "s"));
        Assert.Equal("0\u00a0s", English.Exact(0m, "s"));
    }

    [Fact]
    public void A_span_says_once_what_both_ends_share()
    {
        Assert.Equal("1 to 31 October 2026", English.Span(new(2026, 10, 1), new(2026, 10, 31)));
        Assert.Equal("du 1er au 31 octobre 2026", French.Span(new(2026, 10, 1), new(2026, 10, 31)));
        Assert.Equal("du 24 septembre au 3 octobre 2026", French.Span(new(2026, 9, 24), new(2026, 10, 3)));
        Assert.Equal("31 December 2025 to 1 January 2026", English.Span(new(2025, 12, 31), new(2026, 1, 1)));
        Assert.Equal("3 mars 2026", French.Span(new(2026, 3, 3), new(2026, 3, 3)));
    }

    [Fact]
    public void How_long_ago_is_said_in_one_unit()
    {
        var now = new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
        Assert.Equal("il y a 3\u00a0jours", French.Ago(now.AddDays(-3), now));
        Assert.Equal("1 hour ago", English.Ago(now.AddHours(-1), now));
        Assert.Equal("il y a 5\u00a0mois", French.Ago(now.AddDays(-155), now));
        Assert.Equal("just now", English.Ago(now, now));
    }

    [Fact]
    public void A_partial_date_stays_partial()
    {
        Assert.Equal("2010", French.Partial("2010"));
        Assert.Equal("mars 2010", French.Partial("2010-03"));
        Assert.Equal("14 mars 2010", French.Partial("2010-03-14"));
        Assert.Equal("14 mars 2010 à 9\u00a0h\u00a005", French.Partial("2010-03-14T08:05:00Z"));
        Assert.Equal("14 March 2010 at 09:05", English.Partial("2010-03-14T08:05:00Z"));
    }

    [Fact]
    public void French_puts_no_break_spaces_before_double_signs() =>
        Assert.Equal("À jour\u202f? Oui\u00a0: «\u00a0tout\u00a0»\u202f; bien\u202f!", Typography.French("À jour ? Oui : « tout » ; bien !"));
}
