using System.Text.Json.Nodes;
using Core.Tests.Records;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Types;
using Hub.Core.Records;
using Hub.Testing;
using Xunit;

namespace Core.Tests.Plugins;

/// <summary>A record type that a stranger brings is held to the rules of the shared ones, and to what pages and sums rely on.</summary>
public sealed class OwnTypeFaultTests
{
    private const string Type = GardenPlugin.Type;

    [Theory]
    [InlineData("/properties/crop/anyOf", "[]", "'anyOf' is not honoured")]
    [InlineData("/properties/crop/pattern", "\"(?=a)b\"", "without backtracking")]
    [InlineData("/$id", "\"garden.other\"", "its $id is not its name")]
    [InlineData("/properties/crop/hub/label", "{ \"en\": \"Crop\" }", "the label of /crop is missing in \"fr\"")]
    [InlineData("/hub/label", "{ \"en\": \"Crops\", \"fr\": \"\" }", "its label is missing in \"fr\"")]
    [InlineData("/hub/label", "{ \"en\": \"Crops\", \"fr\": \"\\u0007\" }", "no text")]
    [InlineData("/properties/crop/hub/labels/leek", "null", "has no label", true)]
    [InlineData("/hub/version", "\"1\"", "not one like 1.0.0")]
    [InlineData("/hub/domain", "\"gardens\"", "its domain is none of")]
    [InlineData("/hub/family", "\"x\"", "its family is none of")]
    [InlineData("/hub/sensitivity", "\"x\"", "its sensitivity is none of")]
    [InlineData("/hub/health", "\"x\"", "its health is none of")]
    [InlineData("/hub/identity", "[[\"nothing\"]]", "a field that it does not have: nothing")]
    [InlineData("/hub/time/field", "\"weight\"", "its time names weight")]
    [InlineData("/hub/time/precision", "\"hour\"", "neither instant nor date")]
    [InlineData("/hub/chart/value", "\"crop\"", "its chart's value is no number")]
    [InlineData("/hub/chart/fn", "\"max\"", "by sum, avg or count")]
    [InlineData("/hub/title", "\"weight\"", "its title is no text")]
    [InlineData("/properties/worth/hub/currency", "\"nothing\"", "the currency of worth is no field beside it")]
    public void What_cannot_be_relied_on_is_refused(string pointer, string value, string reason, bool remove = false)
    {
        using var plugin = GardenPlugin.Make(schema: schema =>
        {
            var parts = pointer[1..].Split('/');
            var place = parts[..^1].Aggregate((JsonNode)schema, (node, part) => node[part]!).AsObject();
            if (remove)
            {
                place.Remove(parts[^1]);
            }
            else
            {
                place[parts[^1]] = JsonNode.Parse(value);
            }
        });
        Assert.Null(Reader().Load(plugin.Folder, plugin.Id, out var why));
        Assert.StartsWith($"the record type \"{Type}\": ", why, StringComparison.Ordinal);
        Assert.Contains(reason, why, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shared_types_hold_to_it_too() => Assert.All(RecordTypes.Load(Repository.RecordTypeFiles).All, type =>
    {
        using var schema = System.Text.Json.JsonDocument.Parse(type.Schema);
        Assert.Null(TypeAnnotations.Fault(type) ?? TypeWords.Fault(schema.RootElement, ["en", "fr"]));
        Assert.Null(TypeChange.Refusal(type, type));
    });

    [Fact]
    public void A_short_schema_that_unfolds_for_ever_is_refused()
    {
        using var plugin = GardenPlugin.Make(schema: schema =>
        {
            var words = schema["properties"]!["day"]!["hub"]!;
            var steps = new JsonObject();
            for (var step = 0; step < 40; step++)
            {
                steps[$"d{step}"] = step == 39 ? new JsonObject { ["type"] = "string" } : new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = new JsonObject { ["a"] = Next(step, words), ["b"] = Next(step, words) },
                };
            }

            schema["$defs"] = steps;
            schema["properties"]!["deep"] = Next(-1, words);
        });
        Assert.Null(Reader().Load(plugin.Folder, plugin.Id, out var why));
        Assert.Contains("more than 2000 fields", why, StringComparison.Ordinal);

        static JsonObject Next(int step, JsonNode words) => new() { ["$ref"] = $"#/$defs/d{step + 1}", ["hub"] = words.DeepClone() };
    }

    [Fact]
    public void The_name_of_a_shared_domain_or_a_link_gives_nobody_a_type()
    {
        using var bank = new MadePlugin("bank", change: manifest => manifest["types"] = new JsonArray("bank.secret"));
        GardenPlugin.Write(bank, "bank.secret", GardenPlugin.Schema());
        Assert.Null(Reader().Load(bank.Folder, bank.Id, out var why));
        Assert.Contains("those of shared types", why, StringComparison.Ordinal);

        using var plugin = GardenPlugin.Make();
        var (file, outside) = (Path.Combine(plugin.Folder, "types", Type + ".json"), Path.Combine(plugin.Above, "outside.json"));
        File.Move(file, outside);
        File.CreateSymbolicLink(file, outside);
        Assert.Null(Reader().Load(plugin.Folder, plugin.Id, out why));
        Assert.Contains("its file is a link", why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_kept_of_a_plug_in_does_not_take_the_place_of_a_shared_type()
    {
        var types = RecordTypes.Load(Repository.RecordTypeFiles);
        types.Adopt([Sample.Type("bank.operation", Sample.Field("key"), "\"identity\": [[\"key\"]]"), Sample.Type("garden.harvest", Sample.Field("key"), "\"identity\": [[\"key\"]]")]);
        Assert.NotNull(types.Find("bank.operation")!.FindField("/amount"));
        Assert.NotNull(types.Find("garden.harvest"));
    }

    [Fact]
    public void Words_are_asked_for_in_the_languages_that_the_manifest_declares()
    {
        using var plugin = GardenPlugin.Make(change: manifest => manifest["languages"] = new JsonArray("fr"), schema: schema => schema["hub"]!["label"]!.AsObject().Remove("en"));
        var loaded = Reader().Load(plugin.Folder, plugin.Id, out var why);
        Assert.True(loaded is not null, why);
        Assert.Equal("Récoltes", loaded.Types[0].Label.En);
    }

    [Fact]
    public void A_plug_in_that_reads_what_another_brings_is_found_good_whichever_is_read_first()
    {
        using var garden = GardenPlugin.Make();
        using var almanac = new MadePlugin("almanac", change: manifest => manifest["permissions"] = JsonNode.Parse($$"""[{ "read": "{{Type}}", "reason": { "en": "To count.", "fr": "Pour compter." } }]"""));
        var types = RecordTypes.Load(Repository.RecordTypeFiles);
        var kept = new List<string>();
        var plugins = new PluginCatalogue([almanac.Above, garden.Above], new PluginFolder(Schema, types, brought => kept.AddRange(brought.Select(type => type.Name))));
        Assert.Equal(["almanac", "garden"], plugins.All.Select(plugin => plugin.Id));
        Assert.Empty(plugins.Broken);
        Assert.Equal([Type], kept);
        Assert.NotNull(types.Find(Type));
    }

    [Theory]
    [InlineData("\"identity\": [[\"key\"]]", "\"identity\": [[\"key\", \"size\"]]", "what identifies")]
    [InlineData("\"identity\": [[\"key\"]]", "\"identity\": [[{ \"field\": \"key\", \"fold\": true }]]", "what identifies")]
    [InlineData("\"identity\": [[\"key\"]], \"time\": { \"field\": \"day\" }", "\"identity\": [[\"key\"]]", "the time")]
    [InlineData("\"identity\": [[\"key\"]]", "\"identity\": [[\"key\"]], \"direction\": \"key\"", "added up")]
    public void Changed_rules_do_not_fit_what_is_kept(string older, string newer, string fault) =>
        Assert.Contains(fault, TypeChange.Fault(Make(older, ""), Make(newer, "")), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"more\": { \"type\": \"integer\", WORDS }", "\"more\": { \"type\": \"number\", WORDS }", null)]
    [InlineData("\"more\": { \"type\": \"number\", WORDS }", "\"more\": { \"type\": \"string\", WORDS }", "more was of the type number")]
    [InlineData("\"more\": { \"type\": \"number\", WORDS }", "\"less\": { \"type\": \"number\", WORDS }", "more is gone")]
    [InlineData("\"more\": { \"type\": \"object\", \"properties\": { \"inner\": { \"type\": \"string\", WORDS } }, WORDS }", "\"more\": { \"type\": \"object\", \"properties\": { }, WORDS }", "more/inner is gone")]
    [InlineData("\"more\": { \"type\": \"array\", \"items\": { \"type\": \"string\" }, WORDS }", "\"more\": { \"type\": \"array\", \"items\": { \"type\": \"number\" }, WORDS }", "more/* was of the type string")]
    [InlineData("\"more\": { \"type\": \"string\", WORDS }", "\"more\": { \"type\": \"string\", \"format\": \"date\", WORDS }", "another format")]
    [InlineData("\"more\": { \"type\": \"string\", WORDS }", "\"more\": { \"type\": \"string\", WORDS }, \"other\": { \"type\": \"string\", WORDS }", null)]
    public void Changed_fields_fit_as_long_as_what_is_kept_stays_what_it_was(string older, string newer, string? fault)
    {
        var said = TypeChange.Fault(Make("\"identity\": [[\"key\"]]", older), Make("\"identity\": [[\"key\"]]", newer));
        Assert.Equal(fault is null, said is null);
        Assert.Contains(fault ?? "", said ?? "", StringComparison.Ordinal);
    }

    private static SchemaValidator Schema { get; } = SchemaValidator.Compile(File.ReadAllBytes(Path.Combine(Repository.Root, "sdk", "plugin.schema.json")));

    private static PluginFolder Reader() => new(Schema, RecordTypes.Load(Repository.RecordTypeFiles));

    private static RecordType Make(string annotations, string fields)
    {
        const string Words = "\"hub\": { \"label\": { \"en\": \"F\", \"fr\": \"F\" }, \"help\": { \"en\": \"F.\", \"fr\": \"F.\" } }";
        var all = string.Join(", ", new[] { Sample.Field("key", "\"type\": \"string\""), Sample.Field("size", "\"type\": \"string\""), Sample.Field("day", "\"type\": \"string\", \"format\": \"date\""), fields.Replace("WORDS", Words, StringComparison.Ordinal) }.Where(field => field.Length > 0));
        return Sample.Type("trial", all, annotations);
    }
}
