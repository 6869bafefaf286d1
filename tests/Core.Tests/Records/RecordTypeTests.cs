using Hub.Core.Records;
using Xunit;

namespace Core.Tests.Records;

public sealed class RecordTypeTests
{
    private static readonly string Money = Sample.Field("amount", "\"type\": [\"null\", \"number\"]");

    [Theory]
    [InlineData("", "\"identity\": [[\"nothing\"]]", "a field that it does not have: nothing")]
    [InlineData("", "\"identity\": []", "an identity has no field")]
    [InlineData("", "\"identity\": [[]]", "an identity has no field")]
    [InlineData("", "\"time\": { \"field\": \"key\" }", "what identifies a record")]
    [InlineData("", "\"identity\": [[\"key\"]], \"time\": { \"field\": \"nothing\" }", "a field that it does not have: nothing")]
    [InlineData("", "\"identity\": [[\"key\"]], \"columns\": [\"nothing\"]", "a field that it does not have: nothing")]
    [InlineData("", "\"identity\": [[\"key\"]], \"chart\": { \"kind\": 3 }", "an annotation is missing or of the wrong kind")]
    [InlineData("\"anyOf\": [],", "\"identity\": [[\"key\"]]", "'anyOf' is not honoured")]
    [InlineData("\"$id\": \"other\",", "\"identity\": [[\"key\"]]", "its $id is not its name")]
    public void A_type_that_cannot_be_used_says_why(string more, string annotations, string why)
    {
        var exception = Assert.Throws<RecordTypeException>(() => Sample.Type("trial", Sample.Field("key"), annotations, more));
        Assert.Equal("trial", exception.Name);
        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_without_a_label_is_refused() => Assert.Contains(
        "the field key has no label",
        Assert.Throws<RecordTypeException>(() => Sample.Type("trial", "\"key\": { }", "\"identity\": [[\"key\"]]")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Fields_are_found_by_pointer_through_lists_objects_and_references()
    {
        var type = Sample.Type(
            "trial",
            $$"""
            {{Sample.Field("key")}}, {{Sample.Field("a/b", "\"enum\": [1, 2]")}}, {{Sample.Field("tags", "\"items\": { \"type\": \"string\" }")}}, {{Sample.Field("lines", "\"type\": \"array\", \"items\": { \"$ref\": \"#/$defs/line\" }")}}
            """,
            "\"identity\": [[\"key\"]], \"columns\": [\"lines\", \"key\"]",
            $$"""
            "$defs": { "line": { "type": "object", "required": ["amount"], "properties": { {{Money}} } } },
            """);
        Assert.Equal(["lines", "key", "a/b", "tags"], type.Fields.Select(field => field.Name));
        Assert.Equal("array", type.FindField("/lines")?.JsonType);
        Assert.Equal("object", type.FindField("/lines/*")?.JsonType);
        var amount = type.FindField("/lines/*/amount");
        Assert.Equal(("amount", "number", true), (amount?.Name, amount?.JsonType, amount?.Required));
        Assert.Equal(amount, type.FindField("/lines/0/amount"));
        Assert.Equal("number", type.FindField("/a~1b")?.JsonType);
        Assert.Equal(("string", "Field"), (type.FindField("/tags/*")?.JsonType, type.FindField("/tags/*")?.Label.En));
        Assert.All((string[])["", "/", "lines", "/lines/amount", "/lines/*/other", "/key/*"], pointer => Assert.Null(type.FindField(pointer)));
    }

    [Fact]
    public void Types_are_found_by_name_and_listed_in_order()
    {
        var types = RecordTypes.Load(Repository.RecordTypeFiles);
        Assert.Equal(types.All.Select(type => type.Name).Order(StringComparer.Ordinal), types.All.Select(type => type.Name));
        var energy = types.Get("energy.consumption");
        Assert.Same(energy, types.Find("energy.consumption"));
        Assert.Null(types.Find("energy"));
        Assert.Throws<KeyNotFoundException>(() => types.Get("energy"));
        Assert.Equal("Électricité", energy.FindField("/commodity")?.ValueLabels["electricity"].Fr);
        Assert.Equal(("kW.h", "number", "energy", "duration", "direction"), (energy.FindField("/energy")?.Unit, energy.FindField("/energy")?.JsonType, energy.Chart?.Value, energy.Series?.Step, energy.DirectionField));
    }

    [Fact]
    public void The_same_type_twice_is_refused()
    {
        var file = Repository.RecordTypeFiles.First();
        Assert.Throws<RecordTypeException>(() => RecordTypes.Load([file, file]));
    }
}
