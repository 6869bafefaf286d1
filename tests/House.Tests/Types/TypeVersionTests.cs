using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Plugins.Types;
using Hub.Core.Records;

namespace House.Tests.Types;

/// <summary>
/// Vaults hold records of every version that a shared type ever had. Each version lies under <c>Frozen/NAME/</c> as it was, with its examples as records of it, and is never touched again: what a type becomes is held to
/// them. Run with HUB_APPROVE=1 to freeze a version that is new.
/// </summary>
public sealed class TypeVersionTests
{
    private const string Frozen = "tests/House.Tests/Frozen";
    private static readonly string[] Words = ["label", "help", "labels", "title", "description", "examples", "$comment", "columns", "chart"];

    public static TheoryData<string> Types => [.. Tree.Under("sdk/records").Where(file => file.EndsWith(".json", StringComparison.Ordinal)).Select(file => Path.GetFileNameWithoutExtension(file)!)];

    public static TheoryData<string> Past => [.. Tree.Under(Frozen).Where(file => file.EndsWith(".json", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_changes_only_with_its_version_and_each_version_is_frozen(string name)
    {
        var type = Current(name);
        var file = $"{Frozen}/{name}/{type.Version}.json";
        if (Environment.GetEnvironmentVariable("HUB_APPROVE") == "1" && !File.Exists(Tree.PathOf(file)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Tree.PathOf(file))!);
            File.Copy(Tree.PathOf($"sdk/records/{name}.json"), Tree.PathOf(file));
        }

        Assert.True(File.Exists(Tree.PathOf(file)), $"{name} {type.Version} is not frozen. Run this test with HUB_APPROVE=1, and commit {file}.");
        Assert.True(
            JsonNode.DeepEquals(Shape(JsonNode.Parse(type.Schema.Span)), Shape(JsonNode.Parse(Tree.Read(file)))),
            $"{name} is not what {type.Version} was. Give it a later version: 1.1.0 where it only takes more, 2.0.0 with a cast where records are written otherwise (sdk/records/README.md).");
    }

    [Theory]
    [MemberData(nameof(Past))]
    public void What_an_earlier_version_took_today_s_takes_or_a_cast_brings_to_it(string file)
    {
        var (older, newer) = (Read(file), Current(Path.GetFileName(Path.GetDirectoryName(file)!)));
        if (older.Major == newer.Major)
        {
            Assert.Null(TypeChange.Fault(older, newer));
            Assert.Empty(SchemaNarrowing.Of(JsonNode.Parse(older.Schema.Span), JsonNode.Parse(newer.Schema.Span)));
        }
        else
        {
            Assert.True(newer.Upgrades(older.Major), $"{newer.Name} has no cast from version {older.Major}.");
        }
    }

    [Theory]
    [MemberData(nameof(Past))]
    public void Each_frozen_record_is_the_same_record_today(string file)
    {
        var (older, newer) = (Read(file), Current(Path.GetFileName(Path.GetDirectoryName(file)!)));
        var examples = JsonNode.Parse(older.Schema.Span)!["examples"]!.AsArray().Select(example => Encoding.UTF8.GetBytes(example!.ToJsonString())).ToList();
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            using var scratch = new Scratch();
            var errors = new RecordErrors();
            var (was, now) = (older.Prepare(example, default, "me", errors, scratch), newer.Prepare(newer.Today(example, older.Major, scratch).Span, default, "me", errors, scratch));
            Assert.True(was is not null && now is not null, string.Join('\n', errors.Items));
            Assert.Equal((was.Id, was.Time), (now.Id, now.Time));
            Assert.True(older.Major != newer.Major || was.ContentHash == now.ContentHash);
        }
    }

    [Theory]
    [InlineData("""{ "properties": { "a": { "maxLength": 5 } } }""", """{ "properties": { "a": { "maxLength": 6 } } }""", null)]
    [InlineData("""{ "properties": { "a": { "maxLength": 5 } } }""", """{ "properties": { "a": { "maxLength": 4 } } }""", "/a: maxLength is lower")]
    [InlineData("""{ "properties": { "a": { } } }""", """{ "properties": { "a": { "minimum": 0 } } }""", "/a: minimum is higher")]
    [InlineData("""{ "properties": { "a": { "enum": ["x", "y"] } } }""", """{ "properties": { "a": { "enum": ["x"] } } }""", "/a: enum takes less")]
    [InlineData("""{ "properties": { "a": { "enum": ["x"] } } }""", """{ "properties": { "a": { "enum": ["x", "y"] } } }""", null)]
    [InlineData("""{ "properties": { "a": { "type": "integer" } } }""", """{ "properties": { "a": { "type": "number" } } }""", null)]
    [InlineData("""{ "properties": { "a": { "type": "number" } } }""", """{ "properties": { "a": { "type": "integer" } } }""", "/a: type takes less")]
    [InlineData("""{ "properties": { "a": { } } }""", """{ "properties": { "a": { "pattern": "^x$" } } }""", "/a: pattern is another")]
    [InlineData("""{ "properties": { "a": { } }, "additionalProperties": false }""", """{ "properties": { }, "additionalProperties": false }""", "/a: it takes less than it took")]
    [InlineData("""{ "properties": { "a": { } } }""", """{ "properties": { "a": { } }, "required": ["a"] }""", "/a: is required")]
    [InlineData("""{ "properties": { } }""", """{ "properties": { }, "additionalProperties": false }""", "/(others): it takes less than it took")]
    [InlineData("""{ "properties": { "a": { "items": { "type": "string" } } } }""", """{ "properties": { "a": { "items": { "type": "string", "maxLength": 1 } } } }""", "/a/*: maxLength is lower")]
    public void What_takes_less_is_told(string older, string newer, string? fault) => Assert.Equal(fault is null ? [] : [fault], SchemaNarrowing.Of(JsonNode.Parse(older), JsonNode.Parse(newer)));

    private static RecordType Current(string name) => Read($"sdk/records/{name}.json");

    private static RecordType Read(string file)
    {
        var schema = File.ReadAllBytes(Tree.PathOf(file));
        using var json = JsonDocument.Parse(schema);
        return RecordTypeReader.Read(json.RootElement.GetProperty("$id").GetString()!, schema);
    }

    /// <summary>Without what only people read: words may be put better at any time.</summary>
    private static JsonNode? Shape(JsonNode? node, bool areNames = false) => node switch
    {
        JsonObject members => new JsonObject(members.Where(member => areNames || !Words.Contains(member.Key)).Select(member => KeyValuePair.Create(member.Key, Shape(member.Value, member.Key is "properties" or "$defs" && !areNames)))),
        JsonArray items => new JsonArray([.. items.Select(item => Shape(item))]),
        _ => node?.DeepClone(),
    };
}
