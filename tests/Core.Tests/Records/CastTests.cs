using System.Text;
using Hub.Core.Records;
using Xunit;

namespace Core.Tests.Records;

/// <summary>What makes a record of one version of its type one of the next.</summary>
public sealed class CastTests
{
    [Theory]
    [InlineData("""{ "move": "/a", "to": "/b" }""", """{"a":1.50}""", """{"b":1.50}""")]
    [InlineData("""{ "move": "/a", "to": "/b" }""", """{"a":1,"b":2}""", """{"a":1,"b":2}""")]
    [InlineData("""{ "move": "/a/x", "to": "/b" }""", """{"a":{"x":1}}""", """{"b":1}""")]
    [InlineData("""{ "move": "/a/x", "to": "/b" }""", """{"a":{"x":1,"y":2}}""", """{"a":{"y":2},"b":1}""")]
    [InlineData("""{ "move": "/a/x", "to": "/b" }""", """{"a":7}""", """{"a":7}""")]
    [InlineData("""{ "move": "/a", "to": "/b/c" }""", """{"a":1}""", """{"b":{"c":1}}""")]
    [InlineData("""{ "move": "/a/*/x", "to": "/a/*/y" }""", """{"a":[{"x":1},{"z":2},3]}""", """{"a":[{"y":1},{"z":2},3]}""")]
    [InlineData("""{ "default": "/b", "value": "é" }""", """{"a":1}""", """{"a":1,"b":"é"}""")]
    [InlineData("""{ "default": "/b", "value": 2 }""", """{"b":null}""", """{"b":null}""")]
    [InlineData("""{ "default": "/a/*/b", "value": 2 }""", """{"a":[{},{"b":1}]}""", """{"a":[{"b":2},{"b":1}]}""")]
    [InlineData("""{ "map": "/a", "values": { "x": "y", "on": true } }""", """{"a":"x"}""", """{"a":"y"}""")]
    [InlineData("""{ "map": "/a", "values": { "x": "y", "on": true } }""", """{"a":"on"}""", """{"a":true}""")]
    [InlineData("""{ "map": "/a", "values": { "x": "y" } }""", """{"a":"other"}""", """{"a":"other"}""")]
    [InlineData("""{ "scale": "/a", "by": 1000 }""", """{"a":0.132}""", """{"a":132}""")]
    [InlineData("""{ "scale": "/a", "by": 0.001 }""", """{"a":-1.50}""", """{"a":-0.0015}""")]
    [InlineData("""{ "scale": "/a", "by": 0.1 }""", """{"a":0}""", """{"a":0}""")]
    [InlineData("""{ "scale": "/a", "by": 3.6 }""", """{"a":1234567890123456789012345.678}""", """{"a":4444444404444444440444444.4408}""")]
    [InlineData("""{ "scale": "/a", "by": 10 }""", """{"a":1.5e3}""", """{"a":15000}""")]
    [InlineData("""{ "scale": "/a", "by": 10 }""", """{"a":"1.5"}""", """{"a":"1.5"}""")]
    public void A_step_does_one_thing_and_leaves_what_it_does_not_find(string step, string older, string newer) =>
        Assert.Equal(newer, Encoding.UTF8.GetString(Type("2.0.0", $$"""{ "2": [{{step}}] }""").Today(Encoding.UTF8.GetBytes(older), 1, new Scratch()).Span).Replace("\\u00E9", "é", StringComparison.Ordinal));

    [Fact]
    public void Versions_follow_each_other()
    {
        var type = Type("3.0.0", """{ "2": [{ "move": "/a", "to": "/b" }], "3": [{ "scale": "/b", "by": 2 }, { "move": "/b", "to": "/c" }] }""");
        string Today(string data, int version) => Encoding.UTF8.GetString(type.Today(Encoding.UTF8.GetBytes(data), version, new Scratch()).Span);
        Assert.Equal(["""{"c":4}""", """{"c":4}""", """{"c":4}"""], [Today("""{"a":2}""", 1), Today("""{"b":2}""", 2), Today("""{"c":4}""", 3)]);
        Assert.Equal(("/a/x", "/b", "/c"), (type.Casts.Before("/c/x", 1), type.Casts.Before("/c", 2), type.Casts.After("/a", 1)));
        Assert.Equal((true, true, false), (type.Upgrades(1), type.Upgrades(2), type.Upgrades(3)));
    }

    [Fact]
    public void What_cannot_be_read_is_left_to_who_says_why() =>
        Assert.Equal("""{"a":1,"a":2}""", Encoding.UTF8.GetString(Type("2.0.0", """{ "2": [{ "move": "/a", "to": "/b" }] }""").Today("""{"a":1,"a":2}"""u8.ToArray(), 1, new Scratch()).Span));

    [Theory]
    [InlineData("1.0.0", """{ "2": [] }""", "no cast to a version 2")]
    [InlineData("2.0.0", """{ "1": [] }""", "no cast to a version 1")]
    [InlineData("2.0.0", """{ "2": [{ "drop": "/a" }] }""", "step 1 of the cast to 2")]
    [InlineData("2.0.0", """{ "2": [{ "move": "/a" }] }""", "step 1 of the cast to 2")]
    [InlineData("2.0.0", """{ "2": [{ "move": "/a/*/x", "to": "/x" }] }""", "step 1 of the cast to 2")]
    [InlineData("2.0.0", """{ "2": [{ "move": "/a", "to": "/a/x" }] }""", "step 1 of the cast to 2")]
    [InlineData("2.0.0", """{ "2": [{ "scale": "/a", "by": "2" }] }""", "step 1 of the cast to 2")]
    [InlineData("2.0.0", """{ "2": [{ "default": "a", "value": 1 }] }""", "step 1 of the cast to 2")]
    [InlineData("2.0.0", """{ "2": [{ "scale": "/key", "by": 2 }] }""", "a cast changes key")]
    [InlineData("2.0.0", """{ "2": [{ "map": "/old", "values": {} }, { "move": "/old", "to": "/key" }] }""", "a cast changes key")]
    public void A_cast_that_cannot_be_or_would_make_another_record_is_refused(string version, string casts, string fault) =>
        Assert.Contains(fault, Assert.Throws<RecordTypeException>(() => Type(version, casts)).Why, StringComparison.Ordinal);

    private static RecordType Type(string version, string casts) => Sample.Load("trial", $$"""
        { "type": "object", "properties": { {{Sample.Field("key")}} }, "hub": { {{Sample.Annotations.Replace("1.0.0", version, StringComparison.Ordinal)}}, "identity": [["key"]], "casts": {{casts}} } }
        """);
}
