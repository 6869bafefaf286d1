using System.Text;
using System.Text.Json;
using Hub.Core.Records;
using Xunit;

namespace Core.Tests.Records;

public sealed class SharedRecordTypesTests
{
    private static readonly RecordTypes Types = RecordTypes.Load(Repository.RecordTypeFiles);

    public static TheoryData<string> Names => [.. Types.All.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_example_becomes_a_record(string name)
    {
        var type = Types.Get(name);
        using var schema = JsonDocument.Parse(type.Schema);
        var examples = schema.RootElement.GetProperty("examples").EnumerateArray().ToList();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            var errors = new RecordErrors();
            var record = type.Prepare(Encoding.UTF8.GetBytes(example.GetRawText()), default, "me", errors, new());
            Assert.True(record is not null, string.Join('\n', errors.Items));
            Assert.Equal(type.Time is null, record.Time.IsNone);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_label_and_help_is_there_in_both_languages(string name)
    {
        using var schema = JsonDocument.Parse(Types.Get(name).Schema);
        AssertWords(schema.RootElement, name);
        AssertFields(schema.RootElement, name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_value_of_an_enum_has_a_label_and_every_amount_its_currency(string name)
    {
        using var schema = JsonDocument.Parse(Types.Get(name).Schema);
        foreach (var (place, fields) in FieldsOf(schema.RootElement, name))
        {
            foreach (var field in fields.EnumerateObject())
            {
                if (field.Value.TryGetProperty("enum", out var values))
                    Assert.All(values.EnumerateArray(), value => AssertText(field.Value.GetProperty("hub").GetProperty("labels"), value.ToString(), $"{place}/{field.Name}"));
                if (field.Value.TryGetProperty("hub", out var hub) && hub.TryGetProperty("currency", out var currency))
                    Assert.True(fields.TryGetProperty(currency.GetString()!, out _), $"{place}/{field.Name}: no sibling {currency}");
            }
        }
    }

    private static void AssertFields(JsonElement schema, string place)
    {
        foreach (var (where, fields) in FieldsOf(schema, place))
        {
            foreach (var field in fields.EnumerateObject().Where(field => !field.Value.TryGetProperty("$ref", out _) || field.Value.TryGetProperty("hub", out _)))
                AssertWords(field.Value, $"{where}/{field.Name}");
        }
    }

    private static IEnumerable<(string Place, JsonElement Fields)> FieldsOf(JsonElement schema, string place)
    {
        foreach (var member in schema.EnumerateObject())
        {
            if (member.Name == "properties")
                yield return (place, member.Value);
            if (member.Name is not ("properties" or "$defs" or "items"))
                continue;
            var inner = member.Name == "items" ? [("items", member.Value)] : member.Value.EnumerateObject().Select(field => (field.Name, field.Value));
            foreach (var (name, value) in inner.Where(field => field.Item2.ValueKind == JsonValueKind.Object))
            {
                foreach (var found in FieldsOf(value, $"{place}/{name}"))
                    yield return found;
            }
        }
    }

    private static void AssertWords(JsonElement schema, string place)
    {
        Assert.True(schema.TryGetProperty("hub", out var hub), $"{place}: no annotations");
        AssertText(hub, "label", place);
        AssertText(hub, "help", place);
    }

    private static void AssertText(JsonElement hub, string key, string place)
    {
        Assert.True(hub.TryGetProperty(key, out var text), $"{place}: no {key}");
        foreach (var language in (string[])["fr", "en"])
            Assert.True(text.TryGetProperty(language, out var words) && words.GetString()!.Length > 0, $"{place}: no {key} in {language}");
    }
}
