using System.Text.Json.Nodes;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Testing;
using Xunit;

namespace Core.Tests.Plugins;

/// <summary>A manifest that no hub could do is refused when it is loaded.</summary>
public sealed class ManifestFaultTests
{
    private const string TwoHosts = """{ "permissions": [{ "host": "a.example.org", "reason": {} }, { "host": "b.example.org", "reason": {} }], "settings": { "properties": { "key": { "type": "string", "secret": true, "hub": { "label": {} } } } } }""";

    private static readonly PluginFolder Reader = new(
        SchemaValidator.Compile(File.ReadAllBytes(Path.Combine(Repository.Root, "sdk", "plugin.schema.json"))), RecordTypes.Load(Repository.RecordTypeFiles));

    [Theory]
    [InlineData("""{ "permissions": [{ "write": "mobility.rental", "reason": {} }] }""", "there is no record type \"mobility.rental\"")]
    [InlineData("""{ "permissions": [{ "read": "mobility.rental", "reason": {} }] }""", "there is no record type \"mobility.rental\"")]
    [InlineData("""{ "types": ["mobility.rental"] }""", "are named odd.NAME")]
    [InlineData("""{ "types": ["odd.rental"] }""", "there is no types/odd.rental.json")]
    [InlineData("""{ "types": ["odd.Rental"] }""", "plugin.json, /types/0")]
    [InlineData("""{ "permissions": [{ "write": "odd.rental", "reason": {} }] }""", "which \"types\" does not name")]
    [InlineData("""{ "permissions": [{ "write": "energy.consumption", "version": 9, "reason": {} }] }""", "it speaks version 9 of the record type \"energy.consumption\", and this hub knows version 1. Update the hub.")]
    [InlineData("""{ "permissions": [{ "write": "energy.consumption", "version": 0, "reason": {} }] }""", "plugin.json, /permissions/0/version")]
    [InlineData("""{ "schedule": "daily" }""", "no ISO 8601 duration")]
    [InlineData("""{ "schedule": "PT1M" }""", "from PT15M to P366D")]
    [InlineData(TwoHosts, "\"key\" does not say to which")]
    [InlineData("""{ "settings": { "properties": { "key": { "type": "string", "secret": true, "host": "c.example.org", "hub": { "label": {} } } } } }""", "which no permission names")]
    public void What_no_hub_could_do_is_said(string change, string reason)
    {
        Assert.Null(Load(JsonNode.Parse(change)!.AsObject(), out var why));
        Assert.Contains(reason, why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "schedule": "PT15M" }""")]
    [InlineData("""{ "schedule": "P366D", "types": [] }""")]
    [InlineData("""{ "permissions": [{ "host": "a.example.org", "reason": {} }], "settings": { "properties": { "key": { "type": "string", "secret": true, "hub": { "label": {} } } } } }""")]
    public void What_a_hub_can_do_is_loaded(string change) => Assert.NotNull(Load(JsonNode.Parse(change)!.AsObject(), out _));

    [Theory]
    [InlineData("write", "", null)]
    [InlineData("write", "\"version\": 2,", null)]
    [InlineData("read", "\"version\": 2,", null)]
    [InlineData("read", "", "it reads version 1 of the record type \"test.meter\", and this hub keeps version 2. A newer version of the plug-in is needed.")]
    public void Who_only_writes_may_speak_an_earlier_version_of_a_type(string right, string version, string? reason)
    {
        var meters = Path.Combine(Repository.Root, "tests", "Hub.Testing", "Meters", "2", "test.meter.json");
        using var made = new MadePlugin("odd", change: manifest => manifest["permissions"] = JsonNode.Parse($$"""[{ "{{right}}": "test.meter", {{version}} "reason": {} }]"""));
        var plugin = new PluginFolder(SchemaValidator.Compile(File.ReadAllBytes(Path.Combine(Repository.Root, "sdk", "plugin.schema.json"))), RecordTypes.Load([meters])).Load(made.Folder, made.Id, out var why);
        Assert.Equal((reason is null, reason ?? ""), (plugin is not null, why));
    }

    [Fact]
    public void A_secret_may_name_one_of_several_hosts()
    {
        var manifest = JsonNode.Parse(TwoHosts)!.AsObject();
        manifest["settings"]!["properties"]!["key"]!["host"] = "b.example.org";
        var plugin = Load(manifest, out var why);
        Assert.True(plugin is not null, why);
        Assert.Equal("b.example.org", plugin.Manifest.HostOf(plugin.Settings.Secrets.Single()));
    }

    private static Plugin? Load(JsonObject change, out string why)
    {
        using var made = new MadePlugin("odd", change: manifest =>
        {
            foreach (var (name, value) in change)
            {
                manifest[name] = value!.DeepClone();
            }
        });
        return Reader.Load(made.Folder, made.Id, out why);
    }
}
