using System.Text;
using Hub.Core.Grants;
using Hub.Core.Records;
using Hub.Core.Sources;
using Xunit;

namespace Core.Tests.Sources;

/// <summary>What a person left out does not come in, however it is written.</summary>
public sealed class NarrowingTests
{
    private static readonly RecordTypes Types = RecordTypes.Load(Repository.RecordTypeFiles);
    private static readonly RecordType Operation = Types.Get("bank.operation");

    [Theory]
    [InlineData("""{"account":"a","memo":"m","amount":-1.50}""", """{"account":"a","amount":-1.50}""")]
    [InlineData("""{"memo":{"deep":["m"]},"account":"a"}""", """{"account":"a"}""")]
    [InlineData("""{"account":"a","me\u006do":"m"}""", """{"account":"a"}""")]
    [InlineData("""{"account":"a","memo":"m","memo":"n"}""", """{"account":"a"}""")]
    [InlineData("""{ "memo" : "m" }""", "{}")]
    [InlineData("""{"account":{"memo":"of something else"}}""", """{"account":{"memo":"of something else"}}""")]
    [InlineData("""{"account":"a","memo":"m" """, "")]
    [InlineData("""{"account":"a","memo":"m"} {"memo":"m"}""", "")]
    [InlineData("""["memo"]""", "")]
    public void A_field_that_was_left_out_is_gone_before_anything_looks_at_the_record(string record, string kept)
    {
        Assert.True(Narrow(new GrantedType("bank.operation", ["label"])).TryNarrow(Encoding.UTF8.GetBytes(record), out var narrowed));
        Assert.Equal(kept, Encoding.UTF8.GetString(narrowed.Span));
    }

    [Theory]
    [InlineData("""{"bookingDate":"2023-12-31"}""", false)]
    [InlineData("""{"bookingDate":"2024-01-01"}""", true)]
    [InlineData("""{"booking\u0044ate":"2023-12-31"}""", false)]
    [InlineData("""{"bookingDate":"2024-01-01","bookingDate":"2023-12-31"}""", false)]
    [InlineData("""{"label":{"bookingDate":"2023-12-31"}}""", true)]
    [InlineData("""{"bookingDate":"2024-02-01"}""", false)]
    [InlineData("""{"bookingDate":"soon"}""", true)]
    public void A_record_from_outside_of_the_span_is_told_by_its_time(string record, bool isWithin) =>
        Assert.Equal(isWithin, Narrow(new GrantedType("bank.operation", null, "2024-01-01", "2024-02-01")).TryNarrow(Encoding.UTF8.GetBytes(record), out _));

    [Fact]
    public void Days_begin_where_the_person_lives()
    {
        var energy = new NarrowedType(new GrantedType("energy.consumption", null, "2024-01-01"), Types.Get("energy.consumption"), TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"));
        Assert.True(energy.TryNarrow("""{"start":"2023-12-31T23:00:00Z"}"""u8.ToArray(), out _));
        Assert.False(energy.TryNarrow("""{"start":"2023-12-31T22:59:59Z"}"""u8.ToArray(), out _));
    }

    [Fact]
    public void What_makes_a_record_the_one_that_it_is_cannot_be_left_out()
    {
        var optional = Allowances.Optional(Operation).Select(field => field.Name).ToList();
        Assert.Contains("memo", optional);
        Assert.All(new[] { "account", "reference", "label", "occurrence", "bookingDate", "amount", "currency" }, name => Assert.DoesNotContain(name, optional));
        foreach (var type in Types.All)
        {
            Assert.DoesNotContain(Allowances.Optional(type), field => field.Required || type.Identity.Alternatives.Any(fields => fields.Any(id => id.Name == field.Name)));
        }
    }

    [Fact]
    public void What_is_wider_than_before_is_known()
    {
        var narrow = Allowed(new GrantedType("bank.operation", ["memo"], "2024-01-01"));
        Assert.True(Allowed(new GrantedType("bank.operation")).Covers(narrow));
        Assert.False(narrow.Covers(Allowed(new GrantedType("bank.operation"))));
        Assert.False(narrow.Covers(Allowed(new GrantedType("bank.operation", ["memo"], "2023-01-01"))));
        Assert.False(narrow.Covers(Allowed(new GrantedType("bank.operation", ["memo"], "2024-01-01"), new GrantedType("bank.account"))));
        Assert.True(narrow.Covers(narrow with { Expires = DateTimeOffset.MaxValue, Purpose = "another" }));
    }

    private static NarrowedType Narrow(GrantedType granted) => new(granted, Operation, TimeZoneInfo.Utc);

    private static Allowance Allowed(params GrantedType[] types) => new() { Types = types, Asked = [], Version = "1.0.0", Purpose = "", Created = default };
}
